/** Everything that only reads the SQLite file. Runs in a reader's thread. */
import type Database from 'better-sqlite3';
import type { RequestSummary } from '../contract.ts';
import { binFinder, binReader } from './sqlite-bins.ts';
import { checksReader } from './sqlite-checks.ts';
import { deliveryReader } from './sqlite-deliveries.ts';
import { forwardReader } from './sqlite-forwards.ts';
import {
  listed,
  requestColumns,
  requestOfRow,
  type RequestRow,
  ridOf,
  seqOf,
  seqSpan,
  summaryColumns,
  summaryOfRow,
} from './sqlite-rows.ts';
import type { PageQuery, StoredPage, StoredRequest } from './store.ts';

/** Attempts of one event that are listed. */
const maxAttempts = 100;

/** Where the bytes of a body are. */
export interface BodyPlace {
  stored: number;
  rid: number;
  spool: number | null;
}

/** The reader's operations over one open database. */
export function reader(db: Database.Database) {
  const findBin = binFinder(db);
  const whole = db.prepare<[number], RequestRow>(`SELECT ${requestColumns} FROM request WHERE rid = ?`);
  const newestRid = db
    .prepare<[number, number], number>(
      'SELECT rid FROM request WHERE rid BETWEEN ? AND ? ORDER BY rid DESC LIMIT 1',
    )
    .pluck();
  const oldestRid = db
    .prepare<[number, number], number>(
      'SELECT rid FROM request WHERE rid BETWEEN ? AND ? ORDER BY rid LIMIT 1',
    )
    .pluck();
  const lastSpool = db.prepare<[], number | null>('SELECT max(spool) FROM body_piece').pluck();
  const inlineBody = db.prepare<[number], Uint8Array>('SELECT bytes FROM body WHERE rid = ?').pluck();
  const pieceOf = db
    .prepare<[number, number], Uint8Array>('SELECT bytes FROM body_piece WHERE spool = ? AND piece = ?')
    .pluck();
  const rows = (order: 'ASC' | 'DESC') =>
    db.prepare<[number, number, number], RequestRow>(
      `SELECT ${summaryColumns} FROM request WHERE rid > ? AND rid < ? ORDER BY rid ${order} LIMIT ?`,
    );
  const ascendingRows = rows('ASC');
  const descendingRows = rows('DESC');
  const attemptRows = db.prepare<[number, number, number], RequestRow>(
    `SELECT ${summaryColumns} FROM request WHERE event_key = ? AND rid BETWEEN ? AND ?
       ORDER BY rid DESC LIMIT ${maxAttempts}`,
  );

  // One snapshot: the counters of the bin and the rows belong together.
  const page = db.transaction((bin: string, query: PageQuery): StoredPage | null => {
    const row = findBin(bin);
    if (!row) return null;
    const ascending = query.after !== undefined && query.before === undefined;
    const from = ridOf(row.no, Math.min(query.after ?? 0, seqSpan - 1));
    const to = ridOf(row.no, Math.min(query.before ?? seqSpan - 1, seqSpan - 1));
    const found = (ascending ? ascendingRows : descendingRows).all(from, to, query.limit + 1);
    const items = found.slice(0, query.limit).map((one) => listed(summaryOfRow(row.id, one)));
    const last = found.length > query.limit ? (items.at(-1)?.seq ?? null) : null;
    const oldest = oldestRid.get(ridOf(row.no, 0), ridOf(row.no, seqSpan - 1));
    return {
      items,
      nextBefore: ascending ? null : last,
      lastSeq: row.last_seq,
      through: last ?? row.last_seq,
      oldestSeq: oldest === undefined ? row.last_seq + 1 : seqOf(oldest),
      paused: false,
    };
  });

  const find = (bin: string, seq: number | 'latest'): { id: string; row: RequestRow } | null => {
    const found = findBin(bin);
    if (!found) return null;
    const { no, id } = found;
    const rid = seq === 'latest' ? newestRid.get(ridOf(no, 0), ridOf(no, seqSpan - 1)) : ridOf(no, seq);
    const row = rid === undefined ? undefined : whole.get(rid);
    return row ? { id, row } : null;
  };

  return {
    /** Without a filter: every request is in it. */
    page: (bin: string, query: PageQuery): StoredPage | null => page(bin, query),
    get(bin: string, seq: number | 'latest'): StoredRequest | null {
      const found = find(bin, seq);
      return found && requestOfRow(found.id, found.row);
    },
    /** The attempts of a request's event, newest first; a request without an event is its own. */
    attempts(bin: string, seq: number | 'latest'): RequestSummary[] | null {
      const found = find(bin, seq);
      if (!found) return null;
      const { id, row } = found;
      const base = row.rid - seqOf(row.rid);
      const rows = row.event_key === null ? [row] : attemptRows.all(row.event_key, base, base + seqSpan - 1);
      return rows.map((one) => listed(summaryOfRow(id, one)));
    },
    bodyPlace(bin: string, seq: number): BodyPlace | null {
      const { row } = find(bin, seq) ?? {};
      return row ? { stored: row.stored, rid: row.rid, spool: row.spool } : null;
    },
    bodyPiece: ({ rid, spool }: BodyPlace, piece: number): Uint8Array | null =>
      (spool === null ? (piece === 0 ? inlineBody.get(rid) : undefined) : pieceOf.get(spool, piece)) ?? null,
    ...binReader(db),
    ...checksReader(db),
    ...deliveryReader(db),
    ...forwardReader(db, findBin),
    stagedPiece: (spool: number, piece: number): Uint8Array | null => pieceOf.get(spool, piece) ?? null,
    lastSpool: (): number => lastSpool.get() ?? 0,
  };
}
