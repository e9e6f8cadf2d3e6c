/** The language of the page. */
import { useSignal } from '@preact/signals';
import { chooseLocale, locale, localeName, locales, t } from '../locales/locale.ts';
import { showProblem } from '../toasts.ts';
import { Icon } from './icon.tsx';
import { Menu } from './menu.tsx';

/** All languages of this build by their own names; nothing while there is one only. */
export function LanguagePicker() {
  const anchor = useSignal<HTMLElement | null>(null);
  if (locales.length < 2) return null;
  return (
    <>
      <button
        type="button"
        class="language"
        aria-haspopup="menu"
        aria-expanded={anchor.value !== null}
        title={t.value.shell.language}
        onClick={({ currentTarget }) => (anchor.value = anchor.value ? null : currentTarget)}
      >
        <Icon name="globe" size="xs" />
        <span class="sr">{t.value.shell.language}: </span>
        {localeName(locale.value)}
      </button>
      {anchor.value && (
        <Menu
          anchor={anchor.value}
          onClose={() => (anchor.value = null)}
          items={locales.map((tag) => ({
            icon: tag === locale.value ? 'check' : 'globe',
            label: localeName(tag),
            run: () => {
              chooseLocale(tag).catch(() => showProblem(t.value.shell.notLoaded));
            },
          }))}
        />
      )}
    </>
  );
}
