/** How to write a filter: the rules and the fields. Loaded when it is asked for. */
import { useEffect, useRef } from 'preact/hooks';
import { filterFields } from '../../server/filter.ts';
import { t } from '../locales/locale.ts';
import { Icon } from './icon.tsx';

/** The dialog. */
export default function FilterHelp({ onClose }: { onClose: () => void }) {
  const words = t.value.filter;
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog class="ask help" ref={dialog} aria-labelledby="filter-help" onClose={onClose}>
      <div class="ask-h">
        <h2 id="filter-help">{words.help}</h2>
        <button
          type="button"
          class="icb"
          aria-label={words.close}
          title={words.close}
          onClick={() => dialog.current?.close()}
        >
          <Icon name="x" />
        </button>
      </div>
      <div class="help-b">
        <dl>
          {words.rules.map(([rule, example]) => (
            <div key={rule}>
              <dt>{rule}</dt>
              <dd>
                <code>{example}</code>
              </dd>
            </div>
          ))}
        </dl>
        <dl>
          {filterFields.map(({ field, named, example }) => (
            <div key={field}>
              <dt>{words.about[field]}</dt>
              <dd>
                <code>
                  {field}
                  {named === 'never' ? '' : '.…'}:{example}
                </code>
              </dd>
            </div>
          ))}
        </dl>
      </div>
    </dialog>
  );
}
