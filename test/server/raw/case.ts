/** What a case of the raw suite is, and the shapes that most cases have. */
import type { RequestState } from '../../../server/contract.ts';
import type { Piece } from '../../support/raw-socket.ts';

/** What a row must say; `sent`: all that was sent, read by the parser of the suite. Binary strings. */
export type Row =
  | 'sent'
  | {
      state: Exclude<RequestState, 'complete'>;
      reason: RegExp;
      method?: string;
      target?: string;
      /** The bytes that must be kept. */
      kept?: string;
      /** The bytes that arrived, where they are more than those. */
      all?: string;
    };

/** Bytes and what must become of them. `{bin}` and `{authority}` stand for the bin of the case and host:port. */
export interface RawCase {
  name: string;
  pieces: readonly Piece[];
  end?: 'half' | 'destroy' | 'reset';
  /** The bin before the request comes; default `empty`. */
  bin?: 'empty' | 'paused' | 'none';
  statuses: readonly number[];
  /** What the bin holds afterwards, oldest first. */
  rows: readonly Row[];
  /** True when the server must close the connection. */
  closed: boolean;
  /** What the last answer must say. */
  says?: RegExp;
  /** The path of the first row. */
  path?: string;
}

type More = Partial<Omit<RawCase, 'name' | 'pieces'>>;

const toPieces = (sent: Piece | readonly Piece[]): readonly Piece[] =>
  typeof sent === 'string' || !Array.isArray(sent) ? [sent as Piece] : sent;

/** Sent after what is tested: its right answer shows that the connection is in step. */
export const followUp = 'GET /in/{bin}/after HTTP/1.1\r\nHost: {authority}\r\n\r\n';

/** Kept whole, answered 200, and the connection goes on. */
export const kept = (name: string, sent: Piece | readonly Piece[], more: More = {}): RawCase => ({
  name,
  pieces: [...toPieces(sent), followUp],
  statuses: [200, 200],
  rows: ['sent', 'sent'],
  closed: false,
  ...more,
});

/** Kept whole, answered 200, and the connection ends with it. */
export const keptLast = (name: string, sent: Piece | readonly Piece[], more: More = {}): RawCase => ({
  name,
  pieces: toPieces(sent),
  statuses: [200],
  rows: ['sent'],
  closed: true,
  ...more,
});

/** Refused by the parser: a 4xx, a row that says why, and nothing of what follows is believed. */
export const refused = (name: string, sent: Piece | readonly Piece[], more: More = {}): RawCase => ({
  name,
  pieces: [...toPieces(sent), followUp],
  statuses: [400],
  rows: [{ state: 'refused', reason: /^not valid HTTP: / }],
  closed: true,
  ...more,
});

/** Not for a bin, or for one that takes nothing: answered, never stored, and the connection ends. */
export const turnedAway = (
  name: string,
  sent: Piece | readonly Piece[],
  status: number,
  more: More = {},
): RawCase => ({
  name,
  pieces: toPieces(sent),
  statuses: [status],
  rows: [],
  closed: true,
  ...more,
});

/** Not for a bin either, but its body is read: the connection goes on. */
export const passedOver = (name: string, sent: string, status: number, more: More = {}): RawCase => ({
  ...turnedAway(name, [sent, 'GET /healthz HTTP/1.1\r\n\r\n'], status, more),
  statuses: [status, 200],
  closed: false,
});

/** A request for the bin of the case: a line, header lines, a body. */
export const message = (line: string, headers: readonly string[] = [], body = ''): string =>
  [line, 'Host: {authority}', ...headers, '', body].join('\r\n');

/** A POST to the bin of the case with a body whose length is told. */
export const post = (body: string, ...headers: readonly string[]): string =>
  message('POST /in/{bin} HTTP/1.1', [...headers, `Content-Length: ${body.length}`], body);

/** A POST whose body is sent in chunks; `body` is written with its sizes. */
export const chunked = (body: string, ...headers: readonly string[]): string =>
  message('POST /in/{bin} HTTP/1.1', ['Transfer-Encoding: chunked', ...headers], body);

/** Repeatable bytes of every value that no compression makes small. */
export function noise(length: number, seed = 1): string {
  const bytes = Buffer.alloc(length);
  let state = seed;
  for (let at = 0; at < length; at += 1) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    bytes[at] = state >>> 24;
  }
  return bytes.toString('latin1');
}
