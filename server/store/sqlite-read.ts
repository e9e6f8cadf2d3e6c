/** Everything that only reads the SQLite file. Runs in a reader's thread. */
import type Database from 'better-sqlite3';
import type { RequestSummary } from '../contract.ts';
import { matches } from '../filter.ts';
import { mediaType } from '../headers.ts';
import {
  binOfRow,
  type BinRow,
  pairsOf,
  requestOfRow,
  type RequestRow,
  ridOf,
  seqOf,
  seqSpan,
  summaryColumns,
  summaryOfRow,
} from './sqlite-rows.ts';
import type { PageQuery, StoredBin, StoredPage, StoredRequest } from './store.ts';

/** Bodies are searched up to here. */
const searchedBytes = 2 ** 20;

/** Where the bytes of a body are. */
export interface BodyPlace {
  stored: number;
  rid: number;
  spool: number | null;
}

/** The reader's operations over one open database. */
export function reader(db: Database.Database) {
  const binRow = db.prepare<[string], BinRow>('SELECT * FROM bin WHERE id = ?');
  const whole = db.prepare<[number], RequestRow>('SELECT * FROM request WHERE rid = ?');
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
  const inlineBody = db.prepare<[number], Uint8Array>('SELECT bytes FROM body WHERE rid = ?').pluck();
  const pieceOf = db
    .prepare<[number, number], Uint8Array>('SELECT bytes FROM body_piece WHERE spool = ? AND piece = ?')
    .pluck();
  const scan = (columns: string, order: 'ASC' | 'DESC') =>
    db.prepare<[number, number], RequestRow>(
      `SELECT ${columns} FROM request WHERE rid > ? AND rid < ? ORDER BY rid ${order}`,
    );
  const newestFirst = scan(summaryColumns, 'DESC');
  const oldestFirst = scan(summaryColumns, 'ASC');
  const newestFirstWhole = scan('*', 'DESC');
  const oldestFirstWhole = scan('*', 'ASC');

  const bodyText = (row: RequestRow): string => {
    const bytes = row.spool === null ? inlineBody.get(row.rid) : pieceOf.get(row.spool, 0);
    if (!bytes) return '';
    const charset = mediaType(row.content_type).parameters.get('charset') ?? 'utf-8';
    return decode(bytes.subarray(0, searchedBytes), charset);
  };

  const select = (bin: string, no: number, { before, after, limit, filter }: PageQuery, now: number) => {
    const ascending = after !== undefined && before === undefined;
    const statement = filter?.length
      ? ascending
        ? oldestFirstWhole
        : newestFirstWhole
      : ascending
        ? oldestFirst
        : newestFirst;
    const items: RequestSummary[] = [];
    let more = false;
    const from = ridOf(no, Math.min(after ?? 0, seqSpan - 1));
    const to = ridOf(no, Math.min(before ?? seqSpan - 1, seqSpan - 1));
    for (const row of statement.iterate(from, to)) {
      const summary = summaryOfRow(bin, row);
      const subject = {
        summary,
        note: row.note,
        headers: () => pairsOf(row.head),
        bodyText: () => bodyText(row),
      };
      if (filter?.length && !matches(filter, subject, now)) continue;
      if (items.length === limit) {
        more = true;
        break;
      }
      items.push(summary);
    }
    return { items, more, ascending };
  };

  // One snapshot: the counters of the bin and the rows belong together.
  const page = db.transaction((bin: string, query: PageQuery, now: number): StoredPage | null => {
    const row = binRow.get(bin);
    if (!row) return null;
    const { items, more, ascending } = select(bin, row.no, query, now);
    const last = items.at(-1)?.seq ?? null;
    const oldest = oldestRid.get(ridOf(row.no, 0), ridOf(row.no, seqSpan - 1));
    return {
      items,
      nextBefore: more && !ascending ? last : null,
      lastSeq: row.last_seq,
      through: more && last !== null ? last : row.last_seq,
      oldestSeq: oldest === undefined ? row.last_seq + 1 : seqOf(oldest),
    };
  });

  const find = (bin: string, seq: number | 'latest'): RequestRow | null => {
    const row = binRow.get(bin);
    if (!row) return null;
    const rid =
      seq === 'latest' ? newestRid.get(ridOf(row.no, 0), ridOf(row.no, seqSpan - 1)) : ridOf(row.no, seq);
    return (rid !== undefined && whole.get(rid)) || null;
  };

  return {
    page: (bin: string, query: PageQuery, now: number): StoredPage | null => page(bin, query, now),
    get(bin: string, seq: number | 'latest'): StoredRequest | null {
      const row = find(bin, seq);
      return row ? requestOfRow(bin, row) : null;
    },
    bodyPlace(bin: string, seq: number): BodyPlace | null {
      const row = find(bin, seq);
      return row ? { stored: row.stored, rid: row.rid, spool: row.spool } : null;
    },
    bodyPiece: ({ rid, spool }: BodyPlace, piece: number): Uint8Array | null =>
      (spool === null ? (piece === 0 ? inlineBody.get(rid) : undefined) : pieceOf.get(spool, piece)) ?? null,
    bin(id: string): StoredBin | null {
      const row = binRow.get(id);
      return row ? binOfRow(row) : null;
    },
    bins: (): StoredBin[] =>
      db
        .prepare<[], BinRow>(
          'SELECT * FROM bin WHERE id IS NOT NULL ORDER BY coalesce(last_request_at, created_at) DESC, no DESC',
        )
        .all()
        .map(binOfRow),
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
