/** The forwarding tab of the drawer: where new requests are sent on to, and how that goes. */
import '../../styles/forwarding.css';
import type { ForwardTarget } from '../../../server/contract.ts';
import { loadWords, w } from '../../deliveries/words.ts';
import { loadProviders } from '../../providers.ts';
import { Icon } from '../../views/icon.tsx';
import type { DrawerPlace, OpenTab } from '../tab.ts';
import { type ForwardingModel, openForwarding } from './model.ts';
import { QueueState } from './queue-state.tsx';
import { TargetForm } from './target-form.tsx';
import { nameOf } from './targets.ts';

/** Fetches what the tab is drawn from, then opens it. */
export async function loadForwarding(): Promise<(place: DrawerPlace) => OpenTab> {
  await Promise.all([loadWords(), loadProviders().catch(() => undefined)]);
  return (place) => {
    const model = openForwarding(place);
    const { isDirty, save, close } = model;
    return { View: () => <Forwarding model={model} />, isDirty, save, close };
  };
}

function Forwarding({ model }: { model: ForwardingModel }) {
  const { targets, selected, problem, queue } = model;
  const words = w.value.forwarding;
  const list = targets.value;
  const isOne = list.length === 1;
  const target = list.find(({ id }) => id === selected.value);
  return (
    <>
      {problem.value !== null && (
        <p class="banner boxed bad" role="alert">
          {problem.value}
        </p>
      )}
      {!isOne && <TargetList model={model} />}
      {target && <TargetForm key={target.id} model={model} target={target} isOnly={isOne} />}
      {isOne && target?.url.trim() && (
        <button type="button" class="btn sm ghost add-target" onClick={() => addTarget(model)}>
          <Icon name="plus" size="s" />
          {words.addAnother}
        </button>
      )}
      {target && model.isSaved(target.id) && <QueueState model={model} target={target} />}
      {queue.problem.value !== null && (
        <p class="wrong" role="alert">
          {queue.problem.value}
        </p>
      )}
    </>
  );
}

function addTarget(model: ForwardingModel): void {
  model.add();
  // Its form is drawn by then.
  requestAnimationFrame(() => document.getElementById('forward-url')?.focus());
}

function TargetList({ model }: { model: ForwardingModel }) {
  const words = w.value.forwarding;
  return (
    <div class="fld">
      <span class="lbl">
        <span class="grow">{words.targets}</span>
        <button type="button" class="btn sm" onClick={() => addTarget(model)}>
          <Icon name="plus" size="s" />
          {words.add}
        </button>
      </span>
      <ul class="target-list">
        {model.targets.value.map((target) => (
          <TargetRow key={target.id} model={model} target={target} />
        ))}
      </ul>
    </div>
  );
}

function TargetRow({ model, target }: { model: ForwardingModel; target: ForwardTarget }) {
  const { id, url, enabled, mode } = target;
  const words = w.value.forwarding;
  const status = model.queue.statuses.value.get(id);
  const isOpen = model.selected.value === id;
  const shown = nameOf(target);
  return (
    <li class={isOpen ? 'on' : ''}>
      <button
        type="button"
        class="sw"
        role="switch"
        aria-checked={enabled}
        aria-label={words.forwardTo(shown)}
        onClick={() => model.set(id, { enabled: !enabled })}
      />
      <button
        type="button"
        class="target-open"
        aria-expanded={isOpen}
        onClick={() => (model.selected.value = isOpen ? null : id)}
      >
        <b class="trunc">{shown}</b>
        <span class="mono trunc muted grow">{url}</span>
        {mode === 'sync' && <span class="tag">{words.answersTag}</span>}
        {status && status.dead > 0 && <span class="tag bad">{words.deadTag(status.dead)}</span>}
        {status?.pausedUntil && <span class="tag warn">{words.pausedTag}</span>}
        <Icon name={isOpen ? 'up' : 'down'} size="s" />
      </button>
    </li>
  );
}
