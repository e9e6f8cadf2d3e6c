/** The language of the page. */
import { chooseLocale, locale, localeName, locales, t } from '../locales/locale.ts';
import { showProblem } from '../toasts.ts';
import { Icon } from './icon.tsx';

/** All languages of this build by their own names; nothing while there is one only. */
export function LanguagePicker() {
  if (locales.length < 2) return null;
  return (
    <label class="language">
      <Icon name="globe" size="xs" />
      <span class="sr">{t.value.shell.language}</span>
      <select
        value={locale.value}
        onChange={({ currentTarget: { value } }) => {
          chooseLocale(value).catch(() => showProblem(t.value.shell.notLoaded));
        }}
      >
        {locales.map((tag) => (
          <option value={tag} lang={tag} key={tag}>
            {localeName(tag)}
          </option>
        ))}
      </select>
    </label>
  );
}
