/** What signs the event: the bin's secret, one that is typed and not kept, or a private key. */
import { useSignal } from '@preact/signals';
import { api, failureText, toFailure } from '../api.ts';
import { openDrawer } from '../drawer.ts';
import { providerLabel, providerOf } from '../providers.ts';
import { withTrial } from '../signature/settings.ts';
import { SecretInput } from '../signature/secret-input.tsx';
import { announcement } from '../toasts.ts';
import { CopyIcon } from '../views/copy-button.tsx';
import { calls } from './calls.ts';
import { sendingTo } from './opening.ts';
import type { SendModel } from './send-model.ts';
import { w } from './words.ts';

/** Nothing for what nobody signs. */
export function SecretField({ model }: { model: SendModel }) {
  const { signer, binSecret, usesOther, wantsOtherSecret, secret, needsKey, scope } = model;
  const words = w.value.secret;
  const provider = signer.value;
  if (provider === null) return null;
  if (!usesOther.value)
    return (
      <div class="fld">
        <span class="lbl">{words.title}</span>
        <span class="hint signed">
          {words.bins(`…${binSecret.value ?? ''}`)}
          <button type="button" class="btn sm ghost" onClick={() => (wantsOtherSecret.value = true)}>
            {words.another}
          </button>
        </span>
      </div>
    );
  const { model: inspector } = scope;
  const label = providerLabel(provider);
  const problem = model.wrongIn('secret') ?? model.wrongIn('provider');
  return (
    <div class="fld">
      <label for="send-secret">{needsKey.value ? words.keyLabel(label) : words.label(label)}</label>
      <SecretInput
        id="send-secret"
        value={secret.value}
        hint={needsKey.value ? '-----BEGIN PRIVATE KEY-----' : hintOf(provider)}
        isKey={needsKey.value}
        wrong={problem ?? undefined}
        describedBy="send-secret-about"
        onInput={(text) => (secret.value = text)}
      />
      <span id="send-secret-about" class={problem === null ? 'hint' : 'wrong'}>
        {problem ??
          [needsKey.value && words.keyWhy(label), words.notKept, words.none].filter(Boolean).join(' ')}
      </span>
      <span class="row-of">
        {binSecret.value !== null && (
          <button type="button" class="btn sm" onClick={() => (wantsOtherSecret.value = false)}>
            {words.binsAgain}
          </button>
        )}
        {needsKey.value && <KeyPair model={model} provider={provider} />}
        {binSecret.value === null && !needsKey.value && inspector && (
          <button
            type="button"
            class="btn sm"
            onClick={() => {
              sendingTo.value = null;
              openDrawer(inspector, 'verification');
            }}
          >
            {words.setUp}
          </button>
        )}
      </span>
    </div>
  );
}

const hintOf = (provider: string): string =>
  providerOf(provider)?.fields.find(({ kind }) => kind === 'secret')?.hint ?? '';

/** Makes a pair: the private half is filled in, the public one is shown, and set up when that is wanted. */
function KeyPair({ model, provider }: { model: SendModel; provider: string }) {
  const { secret, bin, changed } = model;
  const publicKey = useSignal<{ of: string; text: string } | null>(null);
  const used = useSignal<string | null>(null);
  const problem = useSignal<string | null>(null);
  const words = w.value.secret;
  const trying = async (work: () => Promise<void>) => {
    problem.value = null;
    try {
      await work();
    } catch (cause) {
      problem.value = failureText(toFailure(cause));
    }
  };
  const make = () =>
    trying(async () => {
      const pair = await calls.keyPair(provider);
      secret.value = pair.privateKey;
      publicKey.value = { of: provider, text: pair.publicKey };
    });
  const setUp = (text: string) =>
    trying(async () => {
      const { id } = bin.peek();
      // The newest settings: another tab may have changed them.
      const { verification } = await api.bin(id);
      const values = verification.find((one) => one.provider === provider)?.values ?? {};
      const trial = { provider, secrets: [text], values, toleranceSeconds: null };
      changed(await api.updateBin(id, { verification: withTrial(verification, trial) }));
      used.value = text;
      announcement.value = words.usedForBin;
    });
  const made = publicKey.value?.of === provider ? publicKey.value.text : null;
  return (
    <>
      <button type="button" class="btn sm" onClick={() => void make()}>
        {words.makePair}
      </button>
      {made !== null && (
        <>
          {used.value === made ? (
            <span class="hint">{words.usedForBin}</span>
          ) : (
            <button type="button" class="btn sm" onClick={() => void setUp(made)}>
              {words.useForBin}
            </button>
          )}
          <span class="public">
            <span class="muted">{words.publicKey}</span>
            <code class="trunc">{made.replaceAll(/-----[^-]+-----|\s/g, '')}</code>
            <CopyIcon label={words.copyPublic} what={words.publicKey} text={made} />
          </span>
        </>
      )}
      {problem.value !== null && (
        <span class="wrong" role="alert">
          {problem.value}
        </span>
      )}
    </>
  );
}
