/** Tries a secret on the open request, and keeps it for the bin when it is the right one. */
import { useEffect, useRef } from 'preact/hooks';
import type { Bin, CapturedRequest } from '../../server/contract.ts';
import { providerOf, providers } from '../providers.ts';
import { plainFields, secretField } from './draft.ts';
import { PlainFields } from './plain-fields.tsx';
import { ProviderPicker } from './provider-picker.tsx';
import { SecretInput } from './secret-input.tsx';
import { signersOf } from './signers.ts';
import { type Tried, type TrialModel, useTrial } from './use-trial.ts';
import { sayWords, w } from './words.ts';

interface SecretFormProps {
  bin: Bin;
  request: CapturedRequest;
  /** Chosen at first; empty: nobody. */
  provider: string;
  /** Puts the focus into the secret: the form was asked for. */
  focus?: boolean;
  onTried: (tried: Tried | null) => void;
  onSaved: (bin: Bin) => void;
}

/** The form; what comes of a trial is shown by the card. */
export function SecretForm({ bin, request, provider, focus = false, onTried, onSaved }: SecretFormProps) {
  const model = useTrial({ bin, request, provider, onSaved });
  const form = useRef<HTMLFormElement>(null);
  const { draft, wrong, problem, busy, tried } = model;
  const chosen = providerOf(draft.value.provider);
  const words = w.value.form;
  useEffect(() => {
    if (focus)
      form.current?.querySelector<HTMLElement>(provider ? '#trial-secret' : '#trial-provider')?.focus();
  }, []);
  useEffect(() => onTried(tried.value), [tried.value]);
  useEffect(() => () => onTried(null), []);
  return (
    <form
      class="trial"
      ref={form}
      autocomplete="off"
      onSubmit={(event) => {
        event.preventDefault();
        void model.tryIt();
      }}
    >
      <div class="trial-main">
        <div class="fld">
          <label for="trial-provider">{words.provider}</label>
          <ProviderPicker
            id="trial-provider"
            value={chosen?.id ?? null}
            seen={signersOf(request, providers.value).map(({ id }) => id)}
            signing
            onPick={model.choose}
          />
          {wrong.value['provider'] && (
            <span class="wrong" role="alert">
              {wrong.value['provider']}
            </span>
          )}
        </div>
        <Secret model={model} />
      </div>
      {chosen && plainFields(chosen).length > 0 && (
        <div class="trial-more">
          <PlainFields
            id="trial"
            provider={chosen}
            draft={draft.value}
            wrong={wrong.value}
            set={(change) => model.set(change)}
          />
        </div>
      )}
      {problem.value !== null && (
        <p class="wrong" role="alert">
          {problem.value}
        </p>
      )}
      <div class="trial-end">
        <span class="muted grow">{words.nothingKept}</span>
        <button
          type="button"
          class="btn"
          aria-disabled={busy.value !== null}
          onClick={() => void model.save()}
        >
          {busy.value === 'saving' ? words.saving : words.saveForBin}
        </button>
        <button type="submit" class="btn pri" aria-disabled={busy.value !== null}>
          {busy.value === 'trying' ? words.trying : words.tryIt}
        </button>
      </div>
    </form>
  );
}

function Secret({ model: { draft, wrong, set } }: { model: TrialModel }) {
  const chosen = providerOf(draft.value.provider);
  const field = chosen && secretField(chosen);
  const problem = wrong.value['secret'];
  return (
    <div class="fld">
      <label for="trial-secret">{sayWords(field?.label ?? 'Signing secret', w.value.said)}</label>
      <SecretInput
        key={chosen?.id}
        id="trial-secret"
        value={draft.value.secret}
        hint={field?.hint ?? ''}
        isKey={field?.kind === 'key'}
        wrong={problem}
        describedBy={problem === undefined ? undefined : 'trial-secret-wrong'}
        onInput={(secret) => set({ secret })}
      />
      {problem !== undefined && (
        <span class="wrong" role="alert" id="trial-secret-wrong">
          {problem}
        </span>
      )}
    </div>
  );
}
