/** Pruning the SQLite file: one small step at a time, the oldest first. */
import type Database from 'better-sqlite3';
import { ridOf, seqOf, seqSpan } from './sqlite-rows.ts';
import type { Retention } from './store.ts';

const stepRows = 200;

/** What one step removed, by bin. */
export interface RetainStep {
  removed: { bin: string | null; seqs: number[] }[];
  done: boolean;
}

interface BinCount {
  no: number;
  id: string | null;
  requests: number;
  bytes: number;
  pinned: number;
}

/** One small step towards the limits, the oldest requests first; pinned ones stay. */
export function retainStep(db: Database.Database, policy: Retention, now: number): RetainStep {
  const bins = db.prepare<[], BinCount>('SELECT no, id, requests, bytes, pinned FROM bin').all();
  const dead = bins.find(({ id }) => id === null);
  if (dead) return purgeDeleted(db, dead);
  for (const bin of bins) {
    const over = bin.requests - bin.pinned - (policy.keepRequests ?? Number.POSITIVE_INFINITY);
    if (over > 0)
      return {
        removed: [removeOldest(db, bin, Math.min(over, stepRows), { before: now, now: 0 })],
        done: false,
      };
  }
  const { keepRequests } = policy;
  // What belongs to a request goes with it; what was composed counts for itself.
  const composed = 'SELECT no FROM delivery WHERE bin = ? AND rid IS NULL ORDER BY id DESC LIMIT -1 OFFSET ?';
  for (const { no } of keepRequests === null ? [] : bins)
    if (removeDeliveries(db, composed, [no, keepRequests ?? 0]) > 0) return { removed: [], done: false };
  const cutoff = cutoffOf(db, bins, policy, now);
  if (cutoff === null) return { removed: [], done: true };
  // Of requests that are younger than that there are none: these are composed ones, and those of pinned requests.
  const oldest = `SELECT no FROM (SELECT no, created_at FROM delivery ORDER BY no LIMIT ${stepRows}) WHERE created_at <= ?`;
  if (removeDeliveries(db, oldest, [cutoff]) > 0) return { removed: [], done: false };
  for (const bin of bins) {
    const removed = removeOldest(db, bin, stepRows, { before: cutoff, now });
    if (removed.seqs.length > 0) return { removed: [removed], done: false };
  }
  return { removed: [], done: true };
}

/** The time before which requests go now; null = all limits are kept. */
function cutoffOf(db: Database.Database, bins: BinCount[], policy: Retention, now: number): number | null {
  const total = bins.reduce((sum, { bytes }) => sum + bytes, 0);
  const byAge = policy.keepAgeMs === null ? null : now - policy.keepAgeMs;
  if (policy.keepBytes === null || total <= policy.keepBytes) return byAge;
  const first = db
    .prepare<[number, number], number>(
      'SELECT received_at FROM request WHERE rid BETWEEN ? AND ? AND pinned = 0 ORDER BY rid LIMIT 1',
    )
    .pluck();
  const firsts = bins
    .map(({ no }) => first.get(ridOf(no, 0), ridOf(no, seqSpan - 1)))
    .filter((at) => at !== undefined);
  const sent =
    db.prepare<[], number>('SELECT created_at FROM delivery ORDER BY no LIMIT 1').pluck().get() ?? now;
  const oldest = Math.min(...firsts, sent, now);
  // A slice of the time that is kept: the oldest of all bins go first without an index on time.
  return Math.max(byAge ?? 0, oldest + Math.max(1000, (now - oldest) / 100));
}

/** A step's worth of those that `select` finds; gives how many. */
const removeDeliveries = (db: Database.Database, select: string, values: readonly number[]): number =>
  db.prepare(`DELETE FROM delivery WHERE no IN (SELECT no FROM (${select}) LIMIT ${stepRows})`).run(...values)
    .changes;

/** What is stamped later than now was captured under another clock: its place in the order says that it is old. */
function removeOldest(
  db: Database.Database,
  bin: BinCount,
  limit: number,
  { before, now }: { before: number; now: number },
) {
  const rids = db
    .prepare<[number, number, number, number, number], number>(
      `DELETE FROM request WHERE rid IN (
         SELECT rid FROM (SELECT rid, received_at FROM request WHERE rid BETWEEN ? AND ? AND pinned = 0
           ORDER BY rid LIMIT ?) WHERE received_at <= ? OR received_at > ?) RETURNING rid`,
    )
    .pluck()
    .all(ridOf(bin.no, 0), ridOf(bin.no, seqSpan - 1), limit, before, now);
  return { bin: bin.id, seqs: rids.map(seqOf).toSorted((a, b) => a - b) };
}

function purgeDeleted(db: Database.Database, bin: BinCount): RetainStep {
  const { changes } = db
    .prepare('DELETE FROM request WHERE rid IN (SELECT rid FROM request WHERE rid BETWEEN ? AND ? LIMIT ?)')
    .run(ridOf(bin.no, 0), ridOf(bin.no, seqSpan - 1), stepRows);
  if (changes === 0 && removeDeliveries(db, 'SELECT no FROM delivery WHERE bin = ?', [bin.no]) === 0)
    db.prepare('DELETE FROM bin WHERE no = ?').run(bin.no);
  return { removed: [], done: false };
}
