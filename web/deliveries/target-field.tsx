/** Where requests are sent to, with what becomes of their path. */
import { Choice } from '../views/choice.tsx';
import type { ReplayModel } from './replay-model.ts';
import { completedUrl } from './risk.ts';
import { knownTargets, whereTo } from './sending.ts';
import { w } from './words.ts';

/** The URL; known ones are offered. */
export function TargetField({ model }: { model: ReplayModel }) {
  const { scope, request, target, url, path, tried, failure, below } = model;
  const words = w.value.replay;
  const refused = failure.value?.code === 'bad_target' ? failure.value.message : null;
  const problem = tried.value && !url.value ? (target.value.trim() ? words.badUrl : words.noUrl) : refused;
  const to =
    request &&
    whereTo(
      { ...request, target: below.value, path: below.value },
      {
        target: completedUrl(target.value),
        path: path.value,
      },
    );
  return (
    <div class="fld">
      <label for="replay-target">{words.target}</label>
      <div class="target-row">
        <input
          id="replay-target"
          class="in mono"
          type="text"
          inputMode="url"
          autofocus
          list="replay-targets"
          autocomplete="off"
          autocapitalize="none"
          spellcheck={false}
          placeholder="http://localhost:3000/webhooks"
          aria-invalid={problem !== null}
          aria-describedby="replay-where"
          value={target.value}
          onInput={({ currentTarget }) => {
            target.value = currentTarget.value;
            failure.value = null;
          }}
          onBlur={() => (target.value = completedUrl(target.peek()))}
        />
        <Choice
          label={words.path}
          options={[
            { id: 'keep', label: words.pathKept },
            { id: 'replace', label: words.pathReplaced },
          ]}
          value={path.value}
          onChange={(id) => (path.value = id)}
        />
      </div>
      <datalist id="replay-targets">
        {(knownTargets.value.get(scope.bin.id) ?? []).map((known) => (
          <option key={known} value={known} />
        ))}
      </datalist>
      <span
        id="replay-where"
        class={problem === null ? 'hint mono' : 'wrong'}
        role={problem === null ? undefined : 'alert'}
      >
        {problem ?? (to ? words.goesTo(to) : path.value === 'keep' ? words.keptHint : words.replacedHint)}
      </span>
    </div>
  );
}
