/** Rows of `request` as a filter looks at them. */
import type Database from 'better-sqlite3';
import { decodeBody } from '../decode.ts';
import type { FilterRow, FilterSubject } from '../filter.ts';
import { contentEncodings, mediaType } from '../headers.ts';
import { pairsOf, type RequestRow, seqOf } from './sqlite-rows.ts';

/** Bodies are searched up to here, before and after their codings are taken off. */
export const searchedBytes = 2 ** 20;

/** What `matches` may ask of a row. */
export const subjectColumns =
  'rid, received_at, method, path, title, summary, provider, event_id, attempt, size, content_type, status, state, ' +
  'fault, signature, remote_address, pinned, note, spool, head';

/** A row of these columns. */
export type SubjectRow = Pick<
  RequestRow,
  | 'rid'
  | 'received_at'
  | 'method'
  | 'path'
  | 'title'
  | 'summary'
  | 'provider'
  | 'event_id'
  | 'attempt'
  | 'size'
  | 'content_type'
  | 'status'
  | 'fault'
  | 'state'
  | 'signature'
  | 'remote_address'
  | 'pinned'
  | 'note'
  | 'spool'
  | 'head'
>;

/** Makes subjects of rows; bodies are read from the same database. */
export function subjects(db: Database.Database): (row: SubjectRow) => FilterSubject {
  const inlineBody = db.prepare<[number], Uint8Array>('SELECT bytes FROM body WHERE rid = ?').pluck();
  const pieceOf = db
    .prepare<[number, number], Uint8Array>('SELECT bytes FROM body_piece WHERE spool = ? AND piece = ?')
    .pluck();

  const storedBytes = ({ rid, spool }: SubjectRow): Uint8Array => {
    if (spool === null) return inlineBody.get(rid) ?? new Uint8Array(0);
    const pieces: Uint8Array[] = [];
    for (let index = 0, size = 0; size < searchedBytes; index += 1) {
      const piece = pieceOf.get(spool, index);
      if (!piece) break;
      pieces.push(piece);
      size += piece.length;
    }
    return Buffer.concat(pieces);
  };

  return (row) => {
    let text: string | null = null;
    let json: { value: unknown } | null = null;
    const bodyText = (): string =>
      (text ??= row.size === 0 ? '' : textOf(row, storedBytes(row).subarray(0, searchedBytes)));
    return {
      summary: summaryOf(row),
      note: row.note,
      headers: () => pairsOf(row.head),
      bodyText,
      bodyJson: () => (json ??= { value: parse(bodyText()) }).value,
    };
  };
}

/** The time as text only when it is asked for: most filters have SQL compare it. */
const summaryOf = (row: SubjectRow): FilterRow => ({
  seq: seqOf(row.rid),
  method: row.method,
  path: row.path,
  title: row.title,
  summary: row.summary,
  provider: row.provider,
  eventId: row.event_id,
  attempt: row.attempt,
  size: row.size,
  contentType: row.content_type,
  status: row.status,
  fault: row.fault,
  state: row.state,
  signature: row.signature,
  remoteAddress: row.remote_address,
  pinned: row.pinned === 1,
  get receivedAt() {
    return new Date(row.received_at).toISOString();
  },
});

function textOf(row: SubjectRow, stored: Uint8Array): string {
  const coded = /(?:^|\n)content-encoding\n/i.test(latin1(row.head));
  const bytes = coded ? decodeBody(stored, contentEncodings(pairsOf(row.head)), searchedBytes).bytes : stored;
  const charset = row.content_type?.includes('=') && mediaType(row.content_type).parameters.get('charset');
  return decodeText(bytes, charset || 'utf-8');
}

const latin1 = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1');

const utf8 = new TextDecoder();

/** Text for searching: a charset nobody knows is read as UTF-8. */
function decodeText(bytes: Uint8Array, charset: string): string {
  if (/^utf-?8$/i.test(charset)) return utf8.decode(bytes);
  try {
    return new TextDecoder(charset).decode(bytes);
  } catch {
    return utf8.decode(bytes);
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
