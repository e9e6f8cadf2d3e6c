/** How forwarding goes: what waits at each target, and the last attempts; asked anew when an attempt begins or ends. */
import { signal } from '@preact/signals';
import type { DeliverySummary, ForwardSince, ForwardStatus } from '../../../server/contract.ts';
import { api, failureText, toFailure } from '../../api.ts';
import { calls } from '../../deliveries/calls.ts';
import { merged } from '../../deliveries/merge.ts';
import { w } from '../../deliveries/words.ts';
import { formatCount } from '../../format.ts';
import { showToast } from '../../toasts.ts';
import type { DrawerPlace } from '../tab.ts';

/** So many attempts are drawn for each target. */
export const lastAttempts = 50;
const askedAtMost = 200;
const afterMs = 400;
/** So many of those that were given up are listed. */
export const shownDead = 20;

/** Follows until `close`. */
export function followQueue({ bin, onDelivered }: Pick<DrawerPlace, 'bin' | 'onDelivered'>) {
  const statuses = signal<ReadonlyMap<string, ForwardStatus>>(new Map());
  const attempts = signal<readonly DeliverySummary[]>([]);
  const dead = signal<ReadonlyMap<string, readonly DeliverySummary[]>>(new Map());
  const problem = signal<string | null>(null);
  const control = new AbortController();
  let timer: number | undefined;

  const show = (items: readonly ForwardStatus[]) => {
    statuses.value = new Map([...statuses.peek(), ...items.map((one) => [one.id, one] as const)]);
  };
  const ask = async (): Promise<void> => {
    timer = undefined;
    const { id, forwarding } = bin.peek();
    if (forwarding.length === 0) return;
    try {
      show((await calls.forwarding(id, control.signal)).items);
      problem.value = null;
    } catch (cause) {
      if (!control.signal.aborted) problem.value = failureText(toFailure(cause));
    }
  };
  const load = async (): Promise<void> => {
    const { id, forwarding } = bin.peek();
    if (forwarding.length === 0) return;
    try {
      const query = { kind: 'forward', limit: askedAtMost } as const;
      const page = await api.deliveries(id, query, control.signal);
      attempts.value = merged(page.items, attempts.peek());
    } catch (cause) {
      if (!control.signal.aborted) problem.value = failureText(toFailure(cause));
    }
  };
  const stop = onDelivered((news) => {
    const forwards = news.filter(({ kind }) => kind === 'forward');
    if (forwards.length === 0) return;
    attempts.value = merged(attempts.peek(), forwards).slice(0, askedAtMost * 2);
    timer ??= window.setTimeout(() => void ask(), afterMs);
  });
  void ask();
  void load();

  /** Does something to a queue; says what came of it. */
  const act = async (doIt: (id: string) => Promise<string | null>): Promise<void> => {
    try {
      const said = await doIt(bin.peek().id);
      if (said !== null) showToast(said);
      problem.value = null;
      await ask();
    } catch (cause) {
      problem.value = failureText(toFailure(cause));
    }
  };

  return {
    statuses,
    /** Forwards that were given up, by target, once somebody asked for them: the newest ones. */
    dead,
    loadDead: async (target: string): Promise<void> => {
      try {
        const query = { target, dead: '1', limit: shownDead } as const;
        const { items } = await api.deliveries(bin.peek().id, query, control.signal);
        dead.value = new Map(dead.peek()).set(target, items);
      } catch (cause) {
        if (!control.signal.aborted) problem.value = failureText(toFailure(cause));
      }
    },
    problem,
    /** The last attempts to a target, oldest first. */
    lastOf: (id: string): readonly DeliverySummary[] =>
      attempts.value
        .filter(({ targetId, endedAt }) => targetId === id && endedAt !== null)
        .slice(0, lastAttempts)
        .toReversed(),
    since: (target: string, since: ForwardSince) =>
      act(async (id) => {
        show([await calls.forwardSince(id, target, since)]);
        return w.peek().forwarding.lookingBack;
      }),
    redeliver: (target: string) =>
      act(async (id) => {
        const { queued } = await calls.redeliver(id, target);
        return w.peek().forwarding.requeued(queued, formatCount(queued));
      }),
    resume: (target: string) =>
      act(async (id) => {
        show([await calls.resumeForwarding(id, target)]);
        return null;
      }),
    close: () => {
      stop();
      clearTimeout(timer);
      control.abort();
    },
  };
}

/** The queues of a bin. */
export type ForwardQueue = ReturnType<typeof followQueue>;
