/** Attempts that are told of twice: by a page of the API and by the live stream. Pure. */
import type { DeliverySummary } from '../../server/contract.ts';

const ranks: Readonly<Record<DeliverySummary['state'], number>> = {
  queued: 0,
  sending: 1,
  delivered: 2,
  failed: 2,
  unknown: 2,
};

/** Two lists as one, newest first: of one attempt in both, what is further on; the second one when they are equal. */
export function merged(
  known: readonly DeliverySummary[],
  news: readonly DeliverySummary[],
): readonly DeliverySummary[] {
  const all = new Map(known.map((one) => [one.id, one]));
  for (const one of news) {
    const before = all.get(one.id);
    if (!before || ranks[one.state] >= ranks[before.state]) all.set(one.id, one);
  }
  return [...all.values()].toSorted((a, b) => (a.id < b.id ? 1 : -1));
}

/** How forwarding to each target went last: its id, and the attempt that ended last. */
export type LastForwards = ReadonlyMap<string, DeliverySummary>;

/** The same with news. */
export function lastForwards(known: LastForwards, news: readonly DeliverySummary[]): LastForwards {
  const last = new Map(known);
  for (const one of news) {
    const { kind, targetId, endedAt } = one;
    if (kind !== 'forward' || targetId === null || endedAt === null) continue;
    if ((last.get(targetId)?.endedAt ?? '') <= endedAt) last.set(targetId, one);
  }
  return last;
}
