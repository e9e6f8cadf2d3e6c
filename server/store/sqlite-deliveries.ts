/** Outgoing attempts in the SQLite file. An attempt is a row before anything is sent, and the same row with its outcome. */
import type Database from 'better-sqlite3';
import { uuidv7 } from 'uuidv7';
import type { Delivery, DeliveryPage } from '../contract.ts';
import { binFinder } from './sqlite-bins.ts';
import {
  deliveryOfRow,
  type DeliveryRow,
  deliverySummaryOf,
  summaryColumns,
} from './sqlite-delivery-rows.ts';
import { ridOf } from './sqlite-rows.ts';
import type { DeliveryOutcome, DeliveryQuery, DeliveryWrite, NewDelivery, SentHead } from './store.ts';

// What a row takes besides its bytes.
const rowBytes = 400;
const keptTargets = 20;

type Part = 'request' | 'response';

/** Reads attempts. */
export function deliveryReader(db: Database.Database) {
  const find = binFinder(db);
  const whole = db.prepare<[number, string], DeliveryRow>('SELECT * FROM delivery WHERE bin = ? AND id = ?');
  const some = db.prepare<[string], DeliveryRow & { bin_id: string | null }>(
    `SELECT ${summaryColumns}, bin.id AS bin_id FROM delivery JOIN bin ON bin.no = delivery.bin
       WHERE delivery.id IN (SELECT value FROM json_each(?)) ORDER BY delivery.no`,
  );
  const bodies: Record<Part, Database.Statement<[number, string], Uint8Array | null>> = {
    request: db
      .prepare<[number, string], Uint8Array | null>('SELECT body FROM delivery WHERE bin = ? AND id = ?')
      .pluck(),
    response: db
      .prepare<[number, string], Uint8Array | null>(
        'SELECT response_body FROM delivery WHERE bin = ? AND id = ?',
      )
      .pluck(),
  };
  const targets = db
    .prepare<[number], string>('SELECT url FROM target_used WHERE bin = ? ORDER BY used_at DESC')
    .pluck();

  return {
    delivery(bin: string, id: string): Delivery | null {
      const found = find(bin);
      const row = found && whole.get(found.no, id);
      return row ? deliveryOfRow(found.id, row) : null;
    },
    deliveryPage(bin: string, query: DeliveryQuery): DeliveryPage | null {
      const found = find(bin);
      if (!found) return null;
      const { sql, values } = conditionsOf(found.no, query);
      const rows = db
        .prepare<unknown[], DeliveryRow>(
          `SELECT ${summaryColumns} FROM delivery WHERE ${sql} ORDER BY id DESC LIMIT ?`,
        )
        .all(...values, query.limit + 1);
      const items = rows.slice(0, query.limit).map((row) => deliverySummaryOf(found.id, row));
      return { items, nextBefore: rows.length > query.limit ? (items.at(-1)?.id ?? null) : null };
    },
    /** Of bins that are there, for whoever watches. */
    deliverySummaries: (ids: readonly string[]) =>
      some
        .all(JSON.stringify(ids))
        .flatMap((row) => (row.bin_id === null ? [] : [deliverySummaryOf(row.bin_id, row)])),
    deliveryBody(bin: string, id: string, which: Part): Uint8Array | null {
      const found = find(bin);
      return (found && bodies[which].get(found.no, id)) ?? null;
    },
    targetsUsed(bin: string): string[] | null {
      const found = find(bin);
      return found ? targets.all(found.no) : null;
    },
  };
}

function conditionsOf(no: number, { seq, kind, state, targetId, run, dead, before }: DeliveryQuery) {
  const given: [sql: string, value: unknown][] = [['bin = ?', no]];
  // Of one request by the index over its key: the other one would go through all of the bin.
  if (seq !== undefined) given.push(['rid = ?', ridOf(no, seq)]);
  if (kind !== undefined) given.push(['kind = ?', kind]);
  if (state !== undefined) given.push(['state = ?', state]);
  if (targetId !== undefined) given.push(['target_id = ?', targetId]);
  if (run !== undefined) given.push(['run = ?', run]);
  if (dead !== undefined) given.push(['dead = ?', Number(dead)]);
  if (before !== undefined) given.push(['id < ?', before]);
  return { sql: given.map(([sql]) => sql).join(' AND '), values: given.map(([, value]) => value) };
}

/** Writes attempts. */
export function deliveryWriter(db: Database.Database) {
  const find = binFinder(db);
  const isThere = db.prepare<[number], number>('SELECT 1 FROM request WHERE rid = ?').pluck();
  const insert = db.prepare(
    `INSERT INTO delivery(id, bin, rid, kind, by, target_id, run, url, method, state, attempt, tries, answers, created_at,
       started_at, bytes, request_size, path, head, body)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 'sending', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const start = db.prepare(
    `UPDATE delivery SET state = 'sending', started_at = ?, next_at = NULL, url = ?, method = ?, path = ?, head = ?,
       request_size = ?, bytes = ? WHERE id = ? AND state = 'queued'`,
  );
  const end = db.prepare(
    `UPDATE delivery SET state = ?, status = ?, error = ?, message = ?, dead = ?, ended_at = ?, connect_ms = ?,
       first_byte_ms = ?, total_ms = ?, bytes = bytes + ?, response_size = ?, response_stored = ?, response_cut = ?,
       response_head = ?, response_body = ? WHERE id = ? AND state = 'sending'`,
  );
  // Its body is that of the stored request: what was edited is never tried again by itself.
  const queueNext = db.prepare(
    `INSERT INTO delivery(id, bin, rid, kind, by, target_id, run, url, method, state, attempt, tries, answers, created_at,
       next_at, bytes, request_size)
     SELECT ?, bin, rid, kind, by, target_id, run, url, method, 'queued', attempt + 1, tries + ?, 0, ?, ?, ${rowBytes},
       request_size FROM delivery WHERE id = ?`,
  );
  const useTarget = db.prepare(
    `INSERT INTO target_used(bin, url, used_at) VALUES (?, ?, ?)
       ON CONFLICT DO UPDATE SET used_at = max(used_at, excluded.used_at)`,
  );
  const keepTargets = db.prepare(
    `DELETE FROM target_used WHERE bin = ? AND url NOT IN
       (SELECT url FROM target_used WHERE bin = ? ORDER BY used_at DESC LIMIT ${keptTargets})`,
  );

  const last = db.prepare<[number, string], { attempt: number; open: number }>(
    `SELECT max(attempt) AS attempt, max(state IN ('queued', 'sending', 'delivered')) AS open FROM delivery
       WHERE rid = ? AND target_id = ?`,
  );
  const revive = db.prepare('UPDATE delivery SET dead = 0 WHERE rid = ? AND target_id = ? AND dead = 1');

  /** The number of the next attempt; null: there is nothing to forward. */
  const attemptAt = (rid: number, targetId: string): number | null => {
    const known = last.get(rid, targetId);
    if (!known?.attempt) return 1;
    if (known.open) return null;
    revive.run(rid, targetId);
    return known.attempt + 1;
  };

  const begin = (one: NewDelivery): boolean => {
    const bin = find(one.bin);
    const rid = bin && one.seq !== null ? ridOf(bin.no, one.seq) : null;
    if (!bin || (rid !== null && isThere.get(rid) === undefined)) return false;
    const attempt = rid === null || one.targetId === null ? 1 : attemptAt(rid, one.targetId);
    if (attempt === null) return false;
    const { kind, by, targetId, run, target, sent, answers, at, body } = one;
    const row = [one.id, bin.no, rid, kind, by, targetId, run, target, sent.method, attempt, 1];
    const bytes = bytesOf(sent) + (body?.length ?? 0);
    const made = [Number(answers), at, at, bytes, sent.size, sent.target, headOf(sent.headers), body];
    insert.run(...row, ...made);
    if (one.asked === null) return true;
    useTarget.run(bin.no, one.asked, at);
    keepTargets.run(bin.no, bin.no);
    return true;
  };

  const finish = ({ id, at, outcome, next, dead }: Extract<DeliveryWrite, { type: 'end' }>): boolean => {
    const { state, status, error, timing, response } = outcome;
    const head = response && headOf(response.headers);
    const { changes } = end.run(
      state,
      status,
      error?.code ?? null,
      error?.message ?? null,
      Number(dead),
      at,
      timing.connectMs,
      timing.firstByteMs,
      timing.totalMs,
      (head?.length ?? 0) + (response?.bytes.length ?? 0),
      ...responseOf(response),
      head,
      response && response.bytes.length > 0 ? response.bytes : null,
      id,
    );
    if (changes > 0 && next) queueNext.run(next.id, 1, at, next.at, id);
    return changes > 0;
  };

  const advance = db.prepare('UPDATE forward_cursor SET seq = ? WHERE bin = ? AND target_id = ? AND seq = ?');

  const one = (write: DeliveryWrite): boolean => {
    if (write.type === 'begin') return begin(write.delivery);
    if (write.type === 'end') return finish(write);
    if (write.type === 'advance') {
      const bin = find(write.bin);
      return bin !== undefined && advance.run(write.through, bin.no, write.targetId, write.from).changes > 0;
    }
    const { id, at, target, sent } = write;
    const made = [sent.method, sent.target, headOf(sent.headers), sent.size, bytesOf(sent)];
    return start.run(at, target, ...made, id).changes > 0;
  };

  // Whether what was being sent has arrived nobody knows: it is said so. Forwards promise to arrive at least once, so
  // they have another attempt, which nothing is held against.
  const endSending = db.transaction((now: number): void => {
    const lost = db
      .prepare<[], string>(
        "SELECT id FROM delivery WHERE state = 'sending' AND kind = 'forward' AND answers = 0 ORDER BY no",
      )
      .pluck();
    for (const id of lost.all()) queueNext.run(uuidv7(), 0, now, now, id);
    db.prepare("UPDATE delivery SET state = 'unknown', ended_at = ? WHERE state = 'sending'").run(now);
  });

  const write = db.transaction((writes: readonly DeliveryWrite[]): boolean[] => writes.map(one));

  return {
    writeDeliveries: (writes: readonly DeliveryWrite[]): boolean[] => write(writes),
    endSending: (): void => endSending(Date.now()),
  };
}

const headOf = (headers: SentHead['headers']): Buffer => Buffer.from(headers.flat().join('\n'), 'latin1');

const bytesOf = ({ headers, target }: SentHead): number =>
  rowBytes + target.length + headers.reduce((sum, [name, value]) => sum + name.length + value.length + 2, 0);

const responseOf = (response: DeliveryOutcome['response']): (number | null)[] =>
  response ? [response.size, response.bytes.length, Number(response.cut)] : [null, null, null];
