/** Everything that changes the SQLite file. Runs in the writer's thread, one call one transaction. */
import type Database from 'better-sqlite3';
import type { RequestPatch } from '../contract.ts';
import { recognise } from '../recognise.ts';
import { binFinder, binWriter } from './sqlite-bins.ts';
import { checksWriter, type RecheckedRange } from './sqlite-checks.ts';
import { deliveryWriter } from './sqlite-deliveries.ts';
import { forwardWriter } from './sqlite-forwards.ts';
import { type PackedBatch, unpack, type UnpackedCapture, unpackPairs } from './sqlite-pack.ts';
import { eventKey, ridOf } from './sqlite-rows.ts';
import { type RetainStep, retainStep } from './sqlite-retain.ts';
import type { Reserve } from './sqlite-reserve.ts';
import type { Rechecked, Retention, Settled, Unanswered } from './store.ts';

/** What a capture became; `seq` 0 = its bin was gone. */
export interface AppendedRow {
  /** The name its bin has now, when it is not the one that was asked for: a row crosses threads, and texts weigh. */
  bin: string | null;
  seq: number;
  attempt: number;
  eventKey: number | null;
  title: string;
  summary: string;
  provider: string | null;
  eventId: string | null;
  /** It was checked by other settings than those of now. */
  stale: boolean;
}

// What a row takes besides its bytes: columns, keys, an entry in the index.
const rowBytes = 300;
const stepPages = 200;

/** The writer's operations over one open database. */
export function writer(db: Database.Database, reserve: Reserve | null) {
  const freeing = <T>(work: () => T): T => (reserve ? reserve.freeing(db, work) : work());

  const findBin = binFinder(db);
  const checks = checksWriter(db);
  const deliveries = deliveryWriter(db);
  const { createBin, updateBin, deleteBin } = binWriter(db);
  const lastAttempt = db
    .prepare<[number], number>('SELECT attempt FROM request WHERE event_key = ? ORDER BY rid DESC LIMIT 1')
    .pluck();
  const insertRequest = db.prepare(
    `INSERT INTO request(rid, id, received_at, method, path, title, summary, provider, event_id, attempt, size,
       content_type, status, state, remote_address, bytes, event_key, spool, stored, sha256, remote_port,
       http_version, reason, head_ms, body_ms, target, head, trailers, signature,
       verdicts, fault, answer)
     VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)`,
  );
  const insertBody = db.prepare('INSERT INTO body(rid, bytes) VALUES (?, ?)');
  const insertPiece = db.prepare('INSERT INTO body_piece(spool, piece, bytes) VALUES (?, ?, ?)');
  const countIn = db.prepare(
    'UPDATE bin SET last_seq = ?, requests = requests + ?, bytes = bytes + ?, last_request_at = ? WHERE no = ?',
  );
  const settleOne = db.prepare('UPDATE request SET commit_ms = ?, reply_ms = ? WHERE rid = ?');

  interface Touched {
    no: number;
    id: string;
    seq: number;
    /** Of the settings by which it checks signatures. */
    version: number;
    /** The first request that was checked by others; null: none. */
    staleFrom: number | null;
    rows: number;
    bytes: number;
    lastAt: number;
  }

  const insert = (one: UnpackedCapture, bin: Touched): AppendedRow => {
    const seq = bin.seq + 1;
    const rid = ridOf(bin.no, seq);
    const known = recognise({ rawHeaders: unpackPairs(one.head), path: one.path, body: one.body });
    const key = eventKey(bin.no, { ...one, eventId: known.eventId });
    const attempt = key === null ? 1 : (lastAttempt.get(key) ?? 0) + 1;
    const texts = one.method.length + one.target.length + one.path.length + (one.contentType?.length ?? 0);
    const bytes =
      one.head.length +
      one.trailers.length +
      one.stored +
      texts +
      rowBytes +
      (one.checked.verdicts?.length ?? 0) +
      (one.answer?.length ?? 0);
    insertRequest.run(
      rid,
      one.id,
      one.receivedAt,
      one.method,
      one.path,
      known.title,
      known.summary,
      known.provider,
      known.eventId,
      attempt,
      one.size,
      one.contentType,
      one.status,
      one.state,
      one.remoteAddress,
      bytes,
      key,
      one.spool,
      one.stored,
      one.sha256,
      one.remotePort,
      one.httpVersion,
      one.reason,
      one.headMs,
      one.bodyMs,
      one.target,
      one.head,
      one.trailers.length > 0 ? one.trailers : null,
      one.checked.signature,
      one.checked.verdicts,
      one.fault,
      one.answer,
    );
    const stale = one.checked.version !== bin.version;
    if (stale) bin.staleFrom ??= seq;
    if (one.body.length > 0) insertBody.run(rid, one.body);
    bin.seq = seq;
    bin.rows += 1;
    bin.bytes += bytes;
    bin.lastAt = one.receivedAt;
    return { bin: bin.id === one.bin ? null : bin.id, seq, attempt, eventKey: key, stale, ...known };
  };

  const append = db.transaction((batch: PackedBatch): AppendedRow[] => {
    const byName = new Map<string, Touched | null>();
    // Requests that were under way while their bin was renamed come by both names.
    const touched = new Map<number, Touched>();
    const touch = (name: string): Touched | null => {
      const row = findBin(name);
      if (!row) return null;
      const { no, id, last_seq: seq } = row;
      const version = checks.version(no);
      const bin = touched.get(no) ?? { no, id, seq, version, staleFrom: null, rows: 0, bytes: 0, lastAt: 0 };
      touched.set(no, bin);
      return bin;
    };
    const rows: AppendedRow[] = [];
    for (const one of unpack(batch)) {
      let bin = byName.get(one.bin);
      if (bin === undefined) {
        bin = touch(one.bin);
        byName.set(one.bin, bin);
      }
      rows.push(bin ? insert(one, bin) : gone);
    }
    for (const bin of touched.values()) {
      countIn.run(bin.seq, bin.rows, bin.bytes, bin.lastAt, bin.no);
      if (bin.staleFrom !== null) checks.mark(bin.no, bin.staleFrom, bin.seq);
    }
    return rows;
  });

  const settle = db.transaction((settled: Settled) => {
    for (const [bin, times] of settled) {
      const row = findBin(bin);
      if (!row) continue;
      for (let at = 0; at < times.length; at += 3) {
        const [seq = 0, commitMs, replyMs = Number.NaN] = times.slice(at, at + 3);
        settleOne.run(commitMs, Number.isNaN(replyMs) ? null : replyMs, ridOf(row.no, seq));
      }
    }
  });

  const updateRequest = (bin: string, seq: number, { pinned, note }: RequestPatch): boolean => {
    const row = findBin(bin);
    if (!row) return false;
    const rid = ridOf(row.no, seq);
    const pin = db.prepare('UPDATE request SET pinned = coalesce(?, pinned) WHERE rid = ?');
    if (note !== undefined) db.prepare('UPDATE request SET note = ? WHERE rid = ?').run(note, rid);
    return pin.run(pinned === undefined ? null : Number(pinned), rid).changes > 0;
  };

  const unanswered = (bin: string, seq: number, { id, reason, status }: Unanswered) => {
    const row = findBin(bin);
    const set = db.prepare(
      'UPDATE request SET reason = ?, status = ?, reply_ms = NULL WHERE rid = ? AND id = ?',
    );
    return row !== undefined && set.run(reason, status, ridOf(row.no, seq), id).changes > 0;
  };

  const remove = db.transaction((bin: string, seqs: readonly number[]) => {
    const row = findBin(bin);
    if (!row) return { bin, seqs: [] };
    const one = db.prepare('DELETE FROM request WHERE rid = ?');
    return { bin: row.id, seqs: seqs.filter((seq) => one.run(ridOf(row.no, seq)).changes > 0) };
  });

  const retain = db.transaction((policy: Retention, now: number) => retainStep(db, policy, now));

  const recheck = db.transaction((bin: string, range: RecheckedRange, results: readonly Rechecked[]) => {
    const row = findBin(bin);
    const changed = row && checks.renew(row.no, range, results);
    return row && changed ? { bin: row.id, changed } : null;
  });

  const probe = db.transaction(() => {
    insertPiece.run(-1, 0, Buffer.alloc(65_536));
    db.prepare('DELETE FROM body_piece WHERE spool = -1').run();
  });

  // Arrow functions, for the threads' border: better-sqlite3's own type of a transaction has no name outside it.
  return {
    append: (batch: PackedBatch) => append(batch),
    settle: (settled: Settled) => settle(settled),
    stage: (spool: number, piece: number, bytes: Uint8Array) => void insertPiece.run(spool, piece, bytes),
    unstage: (spool: number) =>
      void freeing(() => db.prepare('DELETE FROM body_piece WHERE spool = ?').run(spool)),
    createBin,
    updateBin,
    deleteBin: (name: string): string | null => freeing(() => deleteBin(name)),
    updateRequest,
    /** False: it is not there any more. */
    unanswered,
    remove: (bin: string, seqs: readonly number[]): { bin: string; seqs: number[] } =>
      freeing(() => remove(bin, seqs)),
    /** Null: the bin is gone or its settings are others by now; nothing is written then. */
    recheck: (bin: string, range: RecheckedRange, results: readonly Rechecked[]) =>
      recheck(bin, range, results),
    retain: (policy: Retention, now: number): RetainStep => freeing(() => retain(policy, now)),
    ...deliveries,
    ...forwardWriter(db, findBin),
    /** Gives pages of deleted rows back to the disk, and sets the reserve aside again. */
    vacuum: (): void => {
      freeing(() => db.pragma(`incremental_vacuum(${stepPages})`));
      reserve?.keep();
    },
    /** Drops the pieces of bodies whose requests never came to their end: at the start there is no other kind. */
    dropOrphans: (): void => {
      const orphans =
        'DELETE FROM body_piece WHERE spool NOT IN (SELECT spool FROM request WHERE spool IS NOT NULL)';
      freeing(() => db.prepare(orphans).run());
    },
    /** Fails as a capture would when the file cannot grow. */
    probe: () => probe(),
  };
}

const gone: AppendedRow = {
  bin: null,
  seq: 0,
  attempt: 0,
  eventKey: null,
  title: '',
  summary: '',
  provider: null,
  eventId: null,
  stale: false,
};
