/** What is changed of a sample, or written from nothing: path, method, headers, body. */
import { computed, signal } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import { failureText, toFailure } from '../api.ts';
import { pairsOf } from '../deliveries/edited-headers.ts';
import { HeadersField } from '../deliveries/headers-field.tsx';
import { formatBytes } from '../format.ts';
import { providerLabel } from '../providers.ts';
import { showProblem } from '../toasts.ts';
import { Icon } from '../views/icon.tsx';
import { samples } from './samples.ts';
import type { SendModel } from './send-model.ts';
import { w } from './words.ts';

const methods = ['POST', 'PUT', 'PATCH', 'GET', 'DELETE', 'HEAD', 'OPTIONS'];

/** The event of a sample with its path. */
export function EventFields({ model }: { model: SendModel }) {
  const { sample, pick, path, wrongIn } = model;
  const words = w.value.form;
  const { label = null, id = '', note = null } = sample.value ?? {};
  const problem = wrongIn('request.path');
  const events = (samples.value?.items ?? []).filter((one) => one.label === label);
  return (
    <div class="event-row">
      {label !== null && (
        <div class="fld">
          <label for="send-event">{words.event}</label>
          <select
            id="send-event"
            class="in"
            value={id}
            aria-describedby="send-event-note"
            onChange={({ currentTarget }) => pick({ what: 'sample', id: currentTarget.value })}
          >
            {events.map((one) => (
              <option key={one.id} value={one.id}>
                {one.event}
              </option>
            ))}
          </select>
          <span id="send-event-note" class="hint">
            {note}
          </span>
        </div>
      )}
      <div class="fld">
        <label for="send-path">{words.path}</label>
        <input
          id="send-path"
          class="in mono"
          autocomplete="off"
          autocapitalize="none"
          spellcheck={false}
          placeholder="/"
          aria-invalid={problem !== null}
          aria-describedby="send-path-about"
          value={path.value}
          onInput={({ currentTarget }) => (path.value = currentTarget.value)}
        />
        <span id="send-path-about" class={problem === null ? 'hint' : 'wrong'}>
          {problem ?? (path.value === '' ? '' : words.pathHint)}
        </span>
      </div>
    </div>
  );
}

/** Method, headers and body; a button while nothing is changed. */
export function EditFields({ model }: { model: SendModel }) {
  const { edited, source, edit } = model;
  const words = w.value.form;
  const { value } = edited;
  if (!value)
    return (
      <button
        type="button"
        class="btn sm start"
        onClick={() => void edit().catch((cause: unknown) => showProblem(failureText(toFailure(cause))))}
      >
        <Icon name="edit" size="s" />
        {words.edit}
      </button>
    );
  return (
    <>
      {source.value.what === 'sample' ? (
        <div class="edit-head">
          <button type="button" class="btn sm" onClick={() => (edited.value = null)}>
            <Icon name="replay" size="s" />
            {words.unedit}
          </button>
          <span class="hint">{words.editHint}</span>
        </div>
      ) : (
        <SignedBy model={model} />
      )}
      <MethodField model={model} />
      <Headers model={model} />
      <BodyField model={model} />
      <Placeholders />
    </>
  );
}

function MethodField({ model: { edited, change, wrongIn } }: { model: SendModel }) {
  const problem = wrongIn('request.method');
  return (
    <div class="fld narrow">
      <label for="send-method">{w.value.form.method}</label>
      <input
        id="send-method"
        class="in mono"
        list="send-methods"
        autocomplete="off"
        spellcheck={false}
        aria-invalid={problem !== null}
        aria-describedby="send-method-wrong"
        value={edited.value?.method}
        onInput={({ currentTarget }) => change({ method: currentTarget.value })}
      />
      <datalist id="send-methods">
        {methods.map((one) => (
          <option key={one} value={one} />
        ))}
      </datalist>
      <span id="send-method-wrong" class="wrong">
        {problem}
      </span>
    </div>
  );
}

function Headers({ model: { edited, setRows, wrong } }: { model: SendModel }) {
  const fields = useMemo(() => {
    const rows = computed(() => edited.value?.rows ?? []);
    const wrongRow = computed((): number | null => {
      const at = /^request\.headers\.(\d+)/.exec(wrong.value?.field ?? '')?.[1];
      return at === undefined ? null : (pairsOf(rows.value).keys[Number(at)] ?? null);
    });
    return { rows, setRows, host: signal<'target' | 'original'>('target'), failure: wrong, wrongRow };
  }, []);
  return <HeadersField model={fields} />;
}

function BodyField({ model: { edited, change, wrongIn } }: { model: SendModel }) {
  const words = w.value.form;
  const { text = '', kept = null } = edited.value ?? {};
  const problem = wrongIn('request.body');
  if (text === null)
    return (
      <div class="fld">
        <span class="lbl">{words.body}</span>
        <p class="kept">
          {words.bodyKept(formatBytes(atob(kept?.base64 ?? '').length))}{' '}
          <button type="button" class="btn sm ghost" onClick={() => change({ text: '' })}>
            {words.rewrite}
          </button>
        </p>
      </div>
    );
  return (
    <div class="fld">
      <label for="send-body">{words.body}</label>
      <textarea
        id="send-body"
        class="in mono"
        rows={Math.min(12, Math.max(5, text.split('\n', 12).length))}
        spellcheck={false}
        autocapitalize="none"
        aria-invalid={problem !== null}
        value={text}
        onInput={({ currentTarget }) => change({ text: currentTarget.value })}
      />
      {problem !== null && <span class="wrong">{problem}</span>}
    </div>
  );
}

/** Who signs what one writes oneself: somebody whose secret the bin has. */
export function SignedBy({ model: { bin, provider } }: { model: SendModel }) {
  const words = w.value.form;
  const able = bin.value.verification.filter(({ secrets }) => secrets.length > 0);
  if (able.length === 0) return null;
  return (
    <div class="fld narrow">
      <label for="send-signer">{words.signedBy}</label>
      <select
        id="send-signer"
        class="in"
        value={provider.value ?? ''}
        onChange={({ currentTarget }) => (provider.value = currentTarget.value || null)}
      >
        <option value="">{words.nobody}</option>
        {able.map(({ provider: id }) => (
          <option key={id} value={id}>
            {providerLabel(id)}
          </option>
        ))}
      </select>
    </div>
  );
}

/** What can stand in a request. */
export function Placeholders() {
  const words = w.value.form;
  return (
    <details>
      <summary>{words.placeholders}</summary>
      <p class="hint">{words.placeholdersHint}</p>
      <dl class="places">
        {(samples.value?.placeholders ?? []).map(({ name, meaning }) => (
          <div key={name}>
            <dt class="mono">{name}</dt>
            <dd>{w.value.placeholders[name] ?? meaning}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
