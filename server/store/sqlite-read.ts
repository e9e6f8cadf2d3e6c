/** Everything that only reads the SQLite file. Runs in a reader's thread. */
import type Database from 'better-sqlite3';
import type { RequestSummary } from '../contract.ts';
import { type FilterSubject, matches } from '../filter.ts';
import { mediaType } from '../headers.ts';
import { binFinder, binReader } from './sqlite-bins.ts';
import {
  listed,
  pairsOf,
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

/** Bodies are searched up to here. */
const searchedBytes = 2 ** 20;
const sliceMs = 50;

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
  const scan = (columns: string, order: 'ASC' | 'DESC') =>
    db.prepare<[number, number], RequestRow>(
      `SELECT ${columns} FROM request WHERE rid > ? AND rid < ? ORDER BY rid ${order}`,
    );
  const summaryRows = { ascending: scan(summaryColumns, 'ASC'), descending: scan(summaryColumns, 'DESC') };
  const wholeRows = { ascending: scan(requestColumns, 'ASC'), descending: scan(requestColumns, 'DESC') };

  const bodyText = (row: RequestRow): string => {
    const pieces: Uint8Array[] = [];
    let size = 0;
    for (let index = 0; size < searchedBytes; index += 1) {
      const piece =
        row.spool === null ? (index === 0 ? inlineBody.get(row.rid) : null) : pieceOf.get(row.spool, index);
      if (!piece) break;
      pieces.push(piece);
      size += piece.length;
    }
    const charset = mediaType(row.content_type).parameters.get('charset') ?? 'utf-8';
    return decode(Buffer.concat(pieces).subarray(0, searchedBytes), charset);
  };

  const subjectOf = (summary: RequestSummary, row: RequestRow): FilterSubject => {
    let text: string | null = null;
    let json: { value: unknown } | null = null;
    const bodyOf = (): string => (text ??= bodyText(row));
    return {
      summary,
      note: row.note,
      headers: () => pairsOf(row.head),
      bodyText: bodyOf,
      bodyJson: () => (json ??= { value: parse(bodyOf()) }).value,
    };
  };

  const select = (bin: string, no: number, { before, after, limit, filter }: PageQuery, now: number) => {
    const ascending = after !== undefined && before === undefined;
    const searching = filter !== undefined && filter.length > 0;
    const order = ascending ? 'ascending' : 'descending';
    const statement = (searching ? wholeRows : summaryRows)[order];
    const items: RequestSummary[] = [];
    const startedAt = performance.now();
    const from = ridOf(no, Math.min(after ?? 0, seqSpan - 1));
    const to = ridOf(no, Math.min(before ?? seqSpan - 1, seqSpan - 1));
    let looked: number | null = null;
    for (const row of statement.iterate(from, to)) {
      if (items.length === limit) return { items, ascending, more: true, pausedAt: null };
      // Others want this thread too: a long search goes on where it stopped, in another call.
      if (searching && looked !== null && performance.now() - startedAt > sliceMs) {
        return { items, ascending, more: true, pausedAt: looked };
      }
      const summary = summaryOfRow(bin, row);
      looked = summary.seq;
      if (!searching || matches(filter, subjectOf(summary, row), now)) items.push(listed(summary));
    }
    return { items, ascending, more: false, pausedAt: null };
  };

  // One snapshot: the counters of the bin and the rows belong together.
  const page = db.transaction((bin: string, query: PageQuery, now: number): StoredPage | null => {
    const row = findBin(bin);
    if (!row) return null;
    const { items, more, ascending, pausedAt } = select(row.id, row.no, query, now);
    const last = pausedAt ?? items.at(-1)?.seq ?? null;
    const oldest = oldestRid.get(ridOf(row.no, 0), ridOf(row.no, seqSpan - 1));
    return {
      items,
      nextBefore: more && !ascending ? last : null,
      lastSeq: row.last_seq,
      through: more && last !== null ? last : row.last_seq,
      oldestSeq: oldest === undefined ? row.last_seq + 1 : seqOf(oldest),
      paused: pausedAt !== null,
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
    page: (bin: string, query: PageQuery, now: number): StoredPage | null => page(bin, query, now),
    get(bin: string, seq: number | 'latest'): StoredRequest | null {
      const found = find(bin, seq);
      return found && requestOfRow(found.id, found.row);
    },
    bodyPlace(bin: string, seq: number): BodyPlace | null {
      const { row } = find(bin, seq) ?? {};
      return row ? { stored: row.stored, rid: row.rid, spool: row.spool } : null;
    },
    bodyPiece: ({ rid, spool }: BodyPlace, piece: number): Uint8Array | null =>
      (spool === null ? (piece === 0 ? inlineBody.get(rid) : undefined) : pieceOf.get(spool, piece)) ?? null,
    ...binReader(db),
    lastSpool: (): number => lastSpool.get() ?? 0,
  };
}

/** Text for searching: a charset nobody knows is read as UTF-8. */
function decode(bytes: Uint8Array, charset: string): string {
  try {
    return new TextDecoder(charset).decode(bytes);
  } catch {
    return new TextDecoder().decode(bytes);
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Not JSON: it has no value at any path.
    return undefined;
  }
}
