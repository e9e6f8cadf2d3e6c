/** Forwarding in the background, in the SQLite file: a cursor for each target, and attempts that wait for their time. */
import type Database from 'better-sqlite3';
import { uuidv7 } from 'uuidv7';
import type { ForwardTarget } from '../contract.ts';
import { ridOf, seqOf, seqSpan } from './sqlite-rows.ts';
import type { ForwardCounts, QueuedForward } from './store.ts';

interface FoundBin {
  no: number;
  last_seq: number;
}

type Find = (name: string) => FoundBin | undefined;

/** True for a target that works in the background. */
const isAsync = ({ enabled, mode }: ForwardTarget): boolean => enabled && mode === 'async';

/** Keeps the targets of a bin. Part of a transaction of the caller. */
export function forwardingWriter(db: Database.Database) {
  const set = db.prepare(
    `INSERT INTO forwarding(bin, settings) VALUES (?, ?) ON CONFLICT DO UPDATE SET settings = excluded.settings`,
  );
  const dropCursors = db.prepare(
    'DELETE FROM forward_cursor WHERE bin = ? AND target_id NOT IN (SELECT value FROM json_each(?))',
  );
  // Of a new one: it forwards what comes from now on.
  const addCursor = db.prepare(
    'INSERT INTO forward_cursor(bin, target_id, seq) VALUES (?, ?, ?) ON CONFLICT DO NOTHING',
  );
  const cancel = db.prepare(
    `UPDATE delivery SET state = 'failed', error = 'cancelled', message = 'forwarding to this target was switched off',
       dead = 1, ended_at = ?, next_at = NULL
     WHERE bin = ? AND state = 'queued' AND target_id NOT IN (SELECT value FROM json_each(?))`,
  );
  return (no: number, list: readonly ForwardTarget[], lastSeq: number): void => {
    const ids = list.filter(isAsync).map(({ id }) => id);
    const kept = JSON.stringify(ids);
    set.run(no, JSON.stringify(list));
    dropCursors.run(no, kept);
    cancel.run(Date.now(), no, kept);
    for (const id of ids) addCursor.run(no, id, lastSeq);
  };
}

/** Reads what there is to forward. */
export function forwardReader(db: Database.Database, find: Find) {
  const cursor = db
    .prepare<[number, string], number>('SELECT seq FROM forward_cursor WHERE bin = ? AND target_id = ?')
    .pluck();
  const due = db.prepare<
    [number, string, number, number],
    { id: string; rid: number; attempt: number; tries: number }
  >(
    `SELECT id, rid, attempt, tries FROM delivery WHERE bin = ? AND target_id = ? AND state = 'queued' AND next_at <= ?
       ORDER BY next_at, no LIMIT ?`,
  );
  const nextAt = db
    .prepare<[number, string], number | null>(
      "SELECT min(next_at) FROM delivery WHERE bin = ? AND target_id = ? AND state = 'queued'",
    )
    .pluck();
  const after = db
    .prepare<[number, number], number>('SELECT count(*) FROM request WHERE rid > ? AND rid < ?')
    .pluck();
  const queued = db
    .prepare<[number, string], number>(
      "SELECT count(*) FROM delivery WHERE bin = ? AND target_id = ? AND state = 'queued'",
    )
    .pluck();
  const sending = db
    .prepare<[number, string], number>(
      "SELECT count(*) FROM delivery WHERE state = 'sending' AND bin = ? AND target_id = ?",
    )
    .pluck();
  const dead = db
    .prepare<[number, string], number>(
      'SELECT count(*) FROM delivery WHERE bin = ? AND target_id = ? AND dead = 1',
    )
    .pluck();
  const answer = db
    .prepare<[number], string>(
      'SELECT id FROM delivery WHERE rid = ? AND answers = 1 ORDER BY no DESC LIMIT 1',
    )
    .pluck();
  return {
    forwardCursor(bin: string, targetId: string): number | null {
      const found = find(bin);
      return (found && cursor.get(found.no, targetId)) ?? null;
    },
    forwardsDue(bin: string, targetId: string, { now, limit }: { now: number; limit: number }) {
      const found = find(bin);
      if (!found) return { items: [], nextAt: null };
      const rows = due.all(found.no, targetId, now, limit);
      const items = rows.map(({ rid, ...row }): QueuedForward => ({ ...row, seq: seqOf(rid) }));
      return { items, nextAt: nextAt.get(found.no, targetId) ?? null };
    },
    forwardCounts(bin: string, targetId: string): ForwardCounts {
      const found = find(bin);
      if (!found) return { waiting: 0, queued: 0, sending: 0, dead: 0 };
      const from = cursor.get(found.no, targetId);
      return {
        waiting: from === undefined ? 0 : (after.get(ridOf(found.no, from), ridOf(found.no, seqSpan)) ?? 0),
        queued: queued.get(found.no, targetId) ?? 0,
        sending: sending.get(found.no, targetId) ?? 0,
        dead: dead.get(found.no, targetId) ?? 0,
      };
    },
    answerOf(bin: string, seq: number): string | null {
      const found = find(bin);
      return (found && answer.get(ridOf(found.no, seq))) ?? null;
    },
  };
}

/** Changes what there is to forward. Each call is one transaction. */
export function forwardWriter(db: Database.Database, find: Find) {
  const setCursor = db.prepare('UPDATE forward_cursor SET seq = min(seq, ?) WHERE bin = ? AND target_id = ?');
  const firstSince = db
    .prepare<[number, number, number], number>(
      'SELECT rid FROM request WHERE rid BETWEEN ? AND ? AND received_at >= ? ORDER BY rid LIMIT 1',
    )
    .pluck();
  const deadOnes = db
    .prepare<[number, string], string>(
      'SELECT id FROM delivery WHERE bin = ? AND target_id = ? AND dead = 1 ORDER BY id',
    )
    .pluck();
  const revive = db.prepare('UPDATE delivery SET dead = 0 WHERE id = ?');
  const queue = db.prepare(
    `INSERT INTO delivery(id, bin, rid, kind, by, target_id, run, url, method, state, attempt, tries, answers, created_at,
       next_at, bytes, request_size)
     SELECT ?, bin, rid, kind, by, target_id, run, url, method, 'queued', attempt + 1, 1, 0, ?, ?, 400, request_size
       FROM delivery WHERE id = ?`,
  );
  const answered = db.prepare('UPDATE request SET status = ? WHERE rid = ?');

  const redeliver = db.transaction(
    (bin: string, targetId: string, ids: readonly string[] | null): string[] => {
      const found = find(bin);
      if (!found) return [];
      const wanted = ids && new Set(ids);
      const now = Date.now();
      return deadOnes.all(found.no, targetId).flatMap((id) => {
        if (wanted && !wanted.has(id)) return [];
        const next = uuidv7();
        revive.run(id);
        queue.run(next, now, now, id);
        return [id, next];
      });
    },
  );

  return {
    forwardSince(bin: string, targetId: string, from: { seq: number } | { time: number }): boolean {
      const found = find(bin);
      if (!found) return false;
      const { no, last_seq } = found;
      const first =
        'seq' in from ? ridOf(no, from.seq) : firstSince.get(ridOf(no, 0), ridOf(no, seqSpan - 1), from.time);
      const before = first === undefined ? last_seq : seqOf(first) - 1;
      return setCursor.run(before, no, targetId).changes > 0;
    },
    /** The ids of what changed: in turn those that were dead and those that follow them. */
    redeliver: (bin: string, targetId: string, ids: readonly string[] | null): string[] =>
      redeliver(bin, targetId, ids),
    setAnswered(bin: string, seq: number, status: number): boolean {
      const found = find(bin);
      return found !== undefined && answered.run(status, ridOf(found.no, seq)).changes > 0;
    },
  };
}
