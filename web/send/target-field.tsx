/** Where the event goes: the bin itself, where the pasted command goes, or a URL. */
import { completedUrl, httpUrl } from '../deliveries/risk.ts';
import { knownTargets } from '../deliveries/sending.ts';
import { Choice } from '../views/choice.tsx';
import { Icon } from '../views/icon.tsx';
import type { Goal, SendModel } from './send-model.ts';
import { w } from './words.ts';

/** The field. */
export function TargetField({ model }: { model: SendModel }) {
  const { goal, source, leaving } = model;
  const words = w.value.form;
  const options: { id: Goal; label: string }[] = [
    { id: 'bin', label: words.thisBin },
    ...(source.value.what === 'curl' ? [{ id: 'command' as const, label: words.commandUrl }] : []),
    { id: 'url', label: words.otherUrl },
  ];
  return (
    <div class="fld">
      <span class="lbl">{words.target}</span>
      <Choice
        label={words.target}
        options={options}
        value={goal.value}
        onChange={(id) => (goal.value = id)}
      />
      {goal.value === 'url' && <UrlField model={model} />}
      {leaving.value && (
        <p class="banner boxed" role="note">
          <Icon name="warn" />
          <span>{words.far(leaving.value.host, leaving.value.names)}</span>
        </p>
      )}
    </div>
  );
}

function UrlField({ model: { url, tried, bin, wrongIn } }: { model: SendModel }) {
  const words = w.value.form;
  const isUrl = httpUrl(completedUrl(url.value)) !== null;
  const problem =
    tried.value && !isUrl
      ? url.value.trim()
        ? words.badUrl
        : words.noUrl
      : isUrl
        ? wrongIn('target')
        : null;
  return (
    <>
      <input
        class="in mono"
        inputMode="url"
        list="send-targets"
        autocomplete="off"
        autocapitalize="none"
        spellcheck={false}
        placeholder="http://localhost:3000/webhooks"
        aria-label={words.targetUrl}
        aria-invalid={problem !== null}
        aria-describedby="send-target-wrong"
        value={url.value}
        onInput={({ currentTarget }) => (url.value = currentTarget.value)}
        onBlur={() => (url.value = completedUrl(url.peek()))}
      />
      <datalist id="send-targets">
        {(knownTargets.value.get(bin.value.id) ?? []).map((known) => (
          <option key={known} value={known} />
        ))}
      </datalist>
      <span id="send-target-wrong" class="wrong">
        {problem}
      </span>
    </>
  );
}
