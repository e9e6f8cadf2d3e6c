/** The fields of the conditions of a rule that are words or verdicts. */
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { SignatureStatus } from '../../../server/contract.ts';
import { api } from '../../api.ts';
import { said } from './said.ts';
import { Wrong } from '../wrong.tsx';
import type { Editing } from './editing.ts';
import { readWords } from './rules.ts';

/** What every condition is told. */
export interface About {
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
          {said.value.signatures[status]}
        </button>
      ))}
    </div>
  );
}
