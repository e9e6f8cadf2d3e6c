/** A condition of a rule on names and their values: query, headers, JSON. */
import type { RuleMatch } from '../../../server/contract.ts';
import { Icon } from '../../views/icon.tsx';
import { focusOn } from '../focus.ts';
import { Wrong } from '../wrong.tsx';
import type { About } from './conditions.tsx';
import { said } from './said.ts';

type Pairs = NonNullable<RuleMatch['query']>;

interface PairsConditionProps extends About {
  field: 'query' | 'headers' | 'json';
  pairs: Pairs;
  onChange: (pairs: Pairs) => void;
}

const names = { query: 'page', headers: 'x-event-type', json: 'data.object.status' };

/** Names with values; an empty value fits any. */
export function PairsCondition({ editing, label, field, pairs, onChange }: PairsConditionProps) {
  const words = said.value;
  return (
    <>
      {pairs.map(({ name, value }, at) => {
        const place = `${field}.${at}.name`;
        const problem = editing.wrong(place) ?? editing.wrong(`${field}.${at}.value`);
        return (
          <div key={at}>
            <div class="pair">
              <input
                class="in mono"
                aria-label={words.nameOf(label, at + 1)}
                placeholder={names[field]}
                autocomplete="off"
                autocapitalize="none"
                spellcheck={false}
                aria-invalid={problem !== null}
                aria-describedby={problem === null ? undefined : editing.id(`${place}-wrong`)}
                value={name}
                onInput={({ currentTarget }) =>
                  onChange(pairs.with(at, { name: currentTarget.value, value }))
                }
              />
              <input
                class="in mono"
                aria-label={words.valueOf(label, at + 1)}
                placeholder={words.anyValue}
                autocomplete="off"
                spellcheck={false}
                value={value ?? ''}
                onInput={({ currentTarget }) =>
                  onChange(pairs.with(at, { name, value: currentTarget.value || null }))
                }
              />
              {pairs.length > 1 && (
                <button
                  type="button"
                  class="icb sm"
                  aria-label={words.removeCondition(`${label} ${at + 1}`)}
                  onClick={() => {
                    onChange(pairs.toSpliced(at, 1));
                    focusOn(`[data-condition=${field}] input`);
                  }}
                >
                  <Icon name="x" size="s" />
                </button>
              )}
            </div>
            <Wrong id={editing.id(`${place}-wrong`)} text={problem} />
          </div>
        );
      })}
      <button
        type="button"
        class="btn sm ghost another"
        onClick={() => {
          onChange([...pairs, { name: '', value: null }]);
          focusOn(`[data-condition=${field}] > div > div:nth-of-type(${pairs.length + 1}) input`);
        }}
      >
        <Icon name="plus" size="xs" />
        {words.another}
      </button>
    </>
  );
}
