/** The forwarding of a bin while it is edited: the draft, and what is wrong in it. */
import { batch, computed, effect, signal } from '@preact/signals';
import type { ForwardTarget } from '../../../server/contract.ts';
import { api, failureText, toFailure } from '../../api.ts';
import { completedUrl } from '../../deliveries/risk.ts';
import { w } from '../../deliveries/words.ts';
import type { DrawerPlace } from '../tab.ts';
import { followQueue } from './queue.ts';
import { type WrongTarget, newTarget, tidied, wrongWith } from './targets.ts';

const textOf = (targets: readonly ForwardTarget[]): string => JSON.stringify(tidied(targets));

/** Begins with what the bin has; without a target with one that has no URL yet. Ends with `close`. */
export function openForwarding(place: DrawerPlace) {
  const { bin } = place;
  const begun = (targets: readonly ForwardTarget[]) => (targets.length ? targets : [newTarget([])]);
  const base = signal<readonly ForwardTarget[]>(bin.peek().forwarding);
  const targets = signal<readonly ForwardTarget[]>(begun(base.peek()));
  const selected = signal<string | null>(
    targets.peek().length === 1 ? (targets.peek()[0]?.id ?? null) : null,
  );
  const refused = signal<{ id: string; wrong: WrongTarget } | null>(null);
  const problem = signal<string | null>(null);
  const queue = followQueue(place);
  const isDirty = computed(() => textOf(targets.value) !== textOf(base.value));

  const stop = effect(() => {
    const { forwarding } = bin.value;
    if (textOf(forwarding) === textOf(base.peek())) return;
    const wasDirty = isDirty.peek();
    base.value = forwarding;
    // What somebody else changed is taken over as long as nothing is lost by it.
    if (!wasDirty) targets.value = begun(forwarding);
  });

  const set = (id: string, change: Partial<ForwardTarget>) =>
    batch(() => {
      targets.value = targets.peek().map((one) => (one.id === id ? { ...one, ...change } : one));
      if (refused.peek()?.id === id) refused.value = null;
      problem.value = null;
    });
  const add = () =>
    batch(() => {
      const made = newTarget(targets.peek());
      targets.value = [...targets.peek(), made];
      selected.value = made.id;
    });
  const remove = (id: string) =>
    batch(() => {
      const left = begun(targets.peek().filter((one) => one.id !== id));
      targets.value = left;
      selected.value = left.length === 1 ? (left[0]?.id ?? null) : null;
    });

  const says = () => w.peek().forwarding.wrong;
  const wrongOf = (id: string): WrongTarget => {
    const target = targets.value.find((one) => one.id === id);
    const own = target ? wrongWith(target, says()) : {};
    return refused.value?.id === id ? { ...refused.value.wrong, ...own } : own;
  };

  const save = async (): Promise<boolean> => {
    problem.value = null;
    const bad = targets.peek().find(({ id }) => Object.keys(wrongOf(id)).length > 0);
    if (bad) {
      selected.value = bad.id;
      return false;
    }
    const asked = tidied(targets.peek());
    try {
      const saved = await api.updateBin(bin.peek().id, { forwarding: asked });
      batch(() => {
        base.value = saved.forwarding;
        targets.value = begun(saved.forwarding);
        place.changed(saved);
      });
      return true;
    } catch (cause) {
      const failure = toFailure(cause);
      const [, at = '', field = ''] = /^forwarding\.(\d+)\.(\w+)/.exec(failure.field ?? '') ?? [];
      const target = asked[Number(at || -1)];
      if (target) {
        const said = failure.message.replace(`${failure.field}: `, '');
        refused.value = { id: target.id, wrong: { [field]: said } };
        selected.value = target.id;
      } else problem.value = failureText(failure);
      return false;
    }
  };

  return {
    place,
    targets,
    selected,
    problem,
    queue,
    isDirty,
    set,
    add,
    remove,
    wrongOf,
    /** True when the server knows it: only then it has a queue. */
    isSaved: (id: string): boolean => base.value.some((one) => one.id === id),
    completeUrl: (id: string) => {
      const target = targets.peek().find((one) => one.id === id);
      if (target && completedUrl(target.url) !== target.url) set(id, { url: completedUrl(target.url) });
    },
    save,
    close: () => {
      stop();
      queue.close();
    },
  };
}

/** The forwarding while it is edited. */
export type ForwardingModel = ReturnType<typeof openForwarding>;
