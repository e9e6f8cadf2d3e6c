/** How to write a filter: the rules and the fields. Loaded when it is asked for. */
import { filterFields } from '../../server/filter.ts';
import { t } from '../locales/locale.ts';
import { Dialog, DialogHead } from './dialog.tsx';

/** The dialog. */
export default function FilterHelp({ onClose }: { onClose: () => void }) {
  const words = t.value.filter;
  return (
    <Dialog class="help" label={words.help} onClose={onClose}>
      <DialogHead title={words.help} close={words.close} />
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
    </Dialog>
  );
}
