/** The fields of each condition of a rule. */
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { RuleMatch, SignatureStatus } from '../../../server/contract.ts';
import { api } from '../../api.ts';
import { t } from '../../locales/locale.ts';
import { Icon } from '../../views/icon.tsx';
import { NumberField } from '../number-field.tsx';
import { Wrong } from '../wrong.tsx';
import type { Editing } from './editing.ts';
import { readWords } from './rules.ts';

interface About {
  editing: Editing;
  bin: string;
  label: string;
}

const examples = { methods: 'POST, PUT', path: '/orders/*', event: 'invoice.*', providers: 'stripe, github' };
type TextField = keyof typeof examples;
/** The filter field that knows values of a condition. */
const fields: Readonly<Record<TextField, string>> = {
  methods: 'method',
  path: 'path',
  event: 'event',
  providers: 'provider',
};

interface TextConditionProps extends About {
  field: TextField;
  /** Words with commas between; as a list they come back with `, ` between. */
  isList?: boolean;
  value: string;
  onChange: (text: string) => void;
}

/** A pattern or words; values that the bin has seen are offered. */
export function TextCondition({ editing, bin, label, field, isList, value, onChange }: TextConditionProps) {
  const typed = useSignal(value);
  const seen = useSignal<readonly string[]>([]);
  useEffect(() => {
    const asking = new AbortController();
    api
      .values(bin, { field: fields[field], prefix: '' }, asking.signal)
      .then(({ items }) => (seen.value = items.map((item) => item.value)))
      // Without them it is typed by hand.
      .catch(() => undefined);
    return () => asking.abort();
  }, []);
  const problem = editing.wrong(field);
  const list = editing.id(`${field}-seen`);
  return (
    <>
      <input
        class="in mono"
        aria-label={label}
        placeholder={examples[field]}
        list={list}
        autocomplete="off"
        autocapitalize="none"
        spellcheck={false}
        aria-invalid={problem !== null}
        aria-describedby={problem === null ? undefined : editing.id(`${field}-wrong`)}
        value={typed.value}
        onInput={({ currentTarget: { value: text } }) => {
          typed.value = text;
          onChange(isList ? readWords(text).join(', ') : text.trim());
        }}
      />
      <datalist id={list}>
        {seen.value.map((one) => (
          <option key={one} value={one} />
        ))}
      </datalist>
      <Wrong id={editing.id(`${field}-wrong`)} text={problem} />
    </>
  );
}

type Pairs = NonNullable<RuleMatch['query']>;

interface PairsConditionProps extends About {
  field: 'query' | 'headers' | 'json';
  pairs: Pairs;
  onChange: (pairs: Pairs) => void;
}

const names = { query: 'page', headers: 'x-event-type', json: 'data.object.status' };

/** Names with values; an empty value fits any. */
export function PairsCondition({ editing, label, field, pairs, onChange }: PairsConditionProps) {
  const words = t.value.response;
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
                  onClick={() => onChange(pairs.toSpliced(at, 1))}
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
        onClick={() => onChange([...pairs, { name: '', value: null }])}
      >
        <Icon name="plus" size="xs" />
        {words.another}
      </button>
    </>
  );
}

interface AttemptsConditionProps extends About {
  attempts: NonNullable<RuleMatch['attempts']>;
  onChange: (attempts: NonNullable<RuleMatch['attempts']>) => void;
}

/** From one attempt to another; without the second, all that follow. */
export function AttemptsCondition({ editing, attempts: { min, max }, onChange }: AttemptsConditionProps) {
  const words = t.value.response;
  const problem = editing.wrong('attempts');
  const about = {
    invalid: problem !== null,
    describedBy: problem === null ? undefined : editing.id('attempts-wrong'),
  };
  return (
    <>
      <div class="two-fields">
        <NumberField
          {...about}
          id={editing.id('attempts-min')}
          label={words.firstAttempt}
          value={min}
          onChange={(n) => onChange({ min: n, max })}
        />
        <span class="muted">{words.to}</span>
        {max === null ? (
          <span class="muted grow">{words.allLater}</span>
        ) : (
          <NumberField
            {...about}
            id={editing.id('attempts-max')}
            label={words.lastAttempt}
            value={max}
            onChange={(n) => onChange({ min, max: n })}
          />
        )}
        <button
          type="button"
          class="btn sm ghost"
          aria-pressed={max === null}
          onClick={() => onChange({ min, max: max === null ? min : null })}
        >
          {words.allLater}
        </button>
      </div>
      <Wrong id={editing.id('attempts-wrong')} text={problem} />
    </>
  );
}

const statuses: readonly SignatureStatus[] = [
  'valid',
  'invalid',
  'expired',
  'unsigned',
  'malformed',
  'no_secret',
];

interface SignatureConditionProps extends About {
  signatures: readonly SignatureStatus[];
  onChange: (signatures: SignatureStatus[]) => void;
}

/** Any of the verdicts that are pressed. */
export function SignatureCondition({ label, signatures, onChange }: SignatureConditionProps) {
  return (
    <div class="quick" role="group" aria-label={label}>
      {statuses.map((status) => (
        <button
          type="button"
          class="pick"
          key={status}
          aria-pressed={signatures.includes(status)}
          onClick={() => onChange(statuses.filter((one) => signatures.includes(one) !== (one === status)))}
        >
          {t.value.response.signatures[status]}
        </button>
      ))}
    </div>
  );
}
