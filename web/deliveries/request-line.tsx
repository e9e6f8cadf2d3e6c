/** Method and path of a request that is edited. */
import type { ReplayModel } from './replay-model.ts';
import { w } from './words.ts';

const methods = ['POST', 'PUT', 'PATCH', 'GET', 'DELETE', 'HEAD', 'OPTIONS'];

/** The two fields. */
export function RequestLine({ model }: { model: ReplayModel }) {
  const { method, below, failure } = model;
  const words = w.value.replay;
  const { field = null, message = '' } = failure.value ?? {};
  const wrong = /^edit\.(method|path)$/.exec(field ?? '')?.[1] ?? null;
  const about = (name: string) =>
    wrong === name ? { 'aria-invalid': true, 'aria-describedby': 'replay-line-wrong' } : {};
  return (
    <div class="fld">
      <div class="line-row">
        <span class="fld">
          <label for="replay-method">{words.method}</label>
          <input
            id="replay-method"
            class="in mono"
            list="replay-methods"
            autocomplete="off"
            spellcheck={false}
            value={method.value}
            {...about('method')}
            onInput={({ currentTarget }) => {
              method.value = currentTarget.value;
              failure.value = null;
            }}
          />
        </span>
        <span class="fld">
          <label for="replay-path">{words.pathAndQuery}</label>
          <input
            id="replay-path"
            class="in mono"
            autocomplete="off"
            autocapitalize="none"
            spellcheck={false}
            value={below.value}
            {...about('path')}
            onInput={({ currentTarget }) => {
              below.value = currentTarget.value;
              failure.value = null;
            }}
          />
        </span>
      </div>
      <datalist id="replay-methods">
        {methods.map((one) => (
          <option key={one} value={one} />
        ))}
      </datalist>
      {wrong !== null && (
        <span class="wrong" id="replay-line-wrong" role="alert">
          {message.replace(`${field}: `, '')}
        </span>
      )}
    </div>
  );
}
