/** What a provider's scheme needs besides its secret, and how old a signature may be: drawn from its fields. */
import type { Provider } from '../../server/contract.ts';
import { type Draft, hasTime, plainFields, type Wrong } from './draft.ts';
import { sayWords, w } from './words.ts';

interface PlainFieldsProps {
  /** Begins the ids of the elements. */
  id: string;
  provider: Provider;
  draft: Pick<Draft, 'values' | 'tolerance'>;
  wrong: Wrong;
  set: (change: Partial<Pick<Draft, 'values' | 'tolerance'>>) => void;
}

/** One field below the other. */
export function PlainFields({ id, provider, draft, wrong, set }: PlainFieldsProps) {
  const { values } = draft;
  return (
    <>
      {plainFields(provider).map((field) => (
        <PlainField
          key={field.key}
          id={`${id}-${field.key}`}
          field={field}
          value={values[field.key] ?? ''}
          wrong={wrong[field.key]}
          onInput={(text) => set({ values: { ...values, [field.key]: text } })}
        />
      ))}
      <Tolerance id={id} provider={provider} draft={draft} wrong={wrong['toleranceSeconds']} set={set} />
    </>
  );
}

interface PlainFieldProps {
  id: string;
  field: Provider['fields'][number];
  value: string;
  wrong: string | undefined;
  onInput: (text: string) => void;
}

function PlainField({ id, field, value, wrong, onInput }: PlainFieldProps) {
  const { label, hint, required, choices, kind } = field;
  const { said, form } = w.value;
  const hintId = `${id}-hint`;
  // What fits into a field stands in it.
  const isExample = hint.length < 40;
  return (
    <div class="fld">
      <label for={id}>
        {sayWords(label, said)}
        {!required && <span class="opt">{form.optional}</span>}
      </label>
      {choices ? (
        <select
          class="in"
          id={id}
          value={value === choices[0] ? '' : value}
          aria-invalid={wrong !== undefined}
          aria-describedby={wrong === undefined ? undefined : hintId}
          onChange={({ currentTarget }) => onInput(currentTarget.value)}
        >
          <option value="">{`${choices[0] ?? ''} (${form.usual})`}</option>
          {choices.slice(1).map((one) => (
            <option value={one} key={one}>
              {one}
            </option>
          ))}
        </select>
      ) : (
        <input
          class="in mono"
          id={id}
          inputMode={kind === 'url' ? 'url' : 'text'}
          value={value}
          placeholder={isExample ? hint : undefined}
          autocomplete="off"
          autocapitalize="none"
          spellcheck={false}
          maxLength={4_096}
          aria-invalid={wrong !== undefined}
          aria-describedby={wrong === undefined && isExample ? undefined : hintId}
          onInput={({ currentTarget }) => onInput(currentTarget.value)}
        />
      )}
      {wrong === undefined ? (
        !isExample && (
          <span class="hint" id={hintId}>
            {sayWords(hint, said)}
          </span>
        )
      ) : (
        <span class="wrong" role="alert" id={hintId}>
          {wrong}
        </span>
      )}
    </div>
  );
}

function Tolerance({
  id,
  provider,
  draft,
  wrong,
  set,
}: Omit<PlainFieldsProps, 'wrong'> & { wrong?: string | undefined }) {
  const words = w.value.form;
  const isTimed = hasTime(provider, draft);
  const { toleranceSeconds } = provider;
  const usual = toleranceSeconds === null ? words.noLimit : words.usualTolerance(String(toleranceSeconds));
  return (
    <div class="fld">
      <label for={`${id}-tolerance`}>
        {words.tolerance}
        {isTimed && <span class="opt">{words.seconds}</span>}
      </label>
      <input
        class="in"
        id={`${id}-tolerance`}
        inputMode="numeric"
        autocomplete="off"
        disabled={!isTimed}
        value={isTimed ? draft.tolerance : words.notTimestamped(provider.label)}
        placeholder={usual}
        aria-invalid={wrong !== undefined}
        aria-describedby={wrong === undefined ? undefined : `${id}-tolerance-wrong`}
        onInput={({ currentTarget }) => set({ tolerance: currentTarget.value })}
      />
      {wrong !== undefined && (
        <span class="wrong" role="alert" id={`${id}-tolerance-wrong`}>
          {wrong}
        </span>
      )}
    </div>
  );
}
