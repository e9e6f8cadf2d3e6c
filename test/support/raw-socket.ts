/** Requests as bytes: what no HTTP library would send. */
import { connect } from 'node:net';

/** What is sent next: a binary string, bytes, or a pause until the server has said this. */
export type Piece = string | Uint8Array | { until: string };

/** One answer. */
export interface RawReply {
  status: number;
  /** By lower-case name; of repeats the last. */
  headers: Map<string, string>;
  body: string;
}

/** What came back on one connection. */
export interface RawAnswer {
  /** Everything, as a binary string. */
  text: string;
  /** The answers in order, without `100 Continue`; the last one may be cut. */
  replies: RawReply[];
  statuses: number[];
  /** True when the server closed the connection in time. */
  closed: boolean;
}

/** How the bytes are sent. */
export interface RawOptions {
  port: number;
  host?: string;
  /** Sent one after the other, each when the one before has left. */
  pieces: readonly Piece[];
  /** `half`: no more will be sent, an answer is awaited; `destroy`: gone at once; `reset`: gone rudely; default: left open. */
  end?: 'half' | 'destroy' | 'reset' | undefined;
  /** Stops waiting when so many answers have come; null waits for the end of the connection. */
  answers?: number | null;
  /** Which answers are to HEAD and have no body. */
  isHead?: (index: number) => boolean;
  /** Milliseconds after which a silent server has lost. */
  timeoutMs?: number;
}

/** Strings are binary strings: one character, one byte. Never rejects for what the server does. */
export function sendRaw({
  port,
  host = '127.0.0.1',
  pieces,
  end,
  answers = 1,
  isHead = () => false,
  timeoutMs = 10_000,
}: RawOptions): Promise<RawAnswer> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host, allowHalfOpen: true, noDelay: true });
    let text = '';
    let next = 0;
    const finish = (closed: boolean): void => {
      clearTimeout(timer);
      socket.destroy();
      const { replies } = readReplies(text, isHead);
      resolve({ text, replies, statuses: replies.map(({ status }) => status), closed });
    };
    const timer = setTimeout(() => finish(false), timeoutMs);
    const write = (): void => {
      const piece = pieces[next];
      if (piece === undefined) {
        next = Number.POSITIVE_INFINITY;
        if (end === 'half') socket.end();
        if (end === 'destroy') socket.destroy();
        if (end === 'reset') socket.resetAndDestroy();
        return;
      }
      if (typeof piece !== 'string' && 'until' in piece) {
        // More of the answer calls again.
        if (!text.includes(piece.until)) return;
        next += 1;
        write();
        return;
      }
      next += 1;
      socket.write(typeof piece === 'string' ? Buffer.from(piece, 'latin1') : piece, () =>
        setImmediate(write),
      );
    };
    const isWaiting = (): boolean => {
      const piece = pieces[next];
      return typeof piece === 'object' && 'until' in piece;
    };
    socket.on('data', (chunk) => {
      text += chunk.toString('latin1');
      if (isWaiting()) write();
      if (end !== undefined || answers === null) return;
      const { replies, whole } = readReplies(text, isHead);
      if (whole && replies.length >= answers) finish(false);
    });
    socket.on('end', () => finish(true));
    socket.on('close', () => finish(true));
    socket.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'ECONNREFUSED') reject(error);
    });
    socket.on('connect', write);
  });
}

/** Takes a stream of answers apart by its own framing; `whole`: nothing is missing and nothing is left over. */
export function readReplies(
  text: string,
  isHead: (index: number) => boolean,
): { replies: RawReply[]; whole: boolean } {
  const replies: RawReply[] = [];
  let at = 0;
  while (at < text.length) {
    const headEnd = text.indexOf('\r\n\r\n', at);
    if (headEnd < 0) return { replies, whole: false };
    const [start = '', ...lines] = text.slice(at, headEnd).split('\r\n');
    const status = Number(/^HTTP\/1\.1 (\d{3}) /.exec(start)?.[1] ?? Number.NaN);
    const headers = new Map(
      lines.map((line) => {
        const colon = line.indexOf(':');
        return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
      }),
    );
    at = headEnd + 4;
    if (status === 100) continue;
    let end = at;
    if (headers.get('transfer-encoding') === 'chunked') {
      const last = text.indexOf('\r\n0\r\n\r\n', at);
      end = last < 0 ? text.length + 1 : last + 7;
    } else if (!isHead(replies.length) && status !== 101 && !text.startsWith('HTTP/1.1 ', at)) {
      end = at + Number(headers.get('content-length') ?? 0);
    }
    replies.push({ status, headers, body: text.slice(at, end) });
    if (end > text.length) return { replies, whole: false };
    at = end;
  }
  return { replies, whole: true };
}
