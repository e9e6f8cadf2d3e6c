/** A pasted curl command, and what it was understood to say. */
import { formatBytes } from '../format.ts';
import { sizeOf } from './composed-body.ts';
import { Placeholders, SignedBy } from './edit-fields.tsx';
import type { SendModel } from './send-model.ts';
import { w } from './words.ts';

/** The field. */
export function CurlField({ model }: { model: SendModel }) {
  const { curl, command, wrongIn } = model;
  const words = w.value.curl;
  const problem = curl.value.trim() === '' ? null : wrongIn('curl');
  const said = problem === null && curl.value.trim() !== '' ? command.value : null;
  return (
    <>
      <div class="fld">
        <label for="send-curl">{words.label}</label>
        <textarea
          id="send-curl"
          class="in mono"
          rows={7}
          spellcheck={false}
          autocapitalize="none"
          placeholder={`curl -X POST https://example.com/orders?utm=(campaign%20name) \\\n  -H 'Content-Type: application/json' \\\n  -d '{"id":"{{uuid}}"}'`}
          aria-invalid={problem !== null}
          aria-describedby="send-curl-about"
          value={curl.value}
          onInput={({ currentTarget }) => (curl.value = currentTarget.value)}
        />
        <span
          id="send-curl-about"
          class={problem === null ? 'hint' : 'wrong'}
          role={problem === null ? undefined : 'alert'}
        >
          {problem ?? words.hint}
        </span>
      </div>
      {said && (
        <section class="fld" aria-label={words.reads}>
          <span class="lbl">{words.reads}</span>
          <p class="understood">
            <b class="mono">{said.method}</b> <span class="mono">{said.url}</span>
            <span class="muted">
              {' · '}
              {words.headers(said.headers.length)}
              {' · '}
              {said.body === null ? words.noBody : formatBytes(sizeOf(said.body))}
            </span>
          </p>
          {[...said.notes, ...(said.anyCertificate ? [words.anyCertificate] : [])].map((note) => (
            <p class="hint" key={note}>
              {note}
            </p>
          ))}
        </section>
      )}
      <SignedBy model={model} />
      <Placeholders />
    </>
  );
}
