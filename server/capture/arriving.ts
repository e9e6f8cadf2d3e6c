/** The bytes of a connection of which the parser has not made a request yet: when it refuses them, they are shown. */
import type { IncomingMessage } from 'node:http';

// The parser gives up on a head before this.
const maxBytes = 512 * 1024;
const headEnd = '\r\n\r\n';

/** Follows one connection. Every chunk comes here before the parser reads it. */
export class Arriving {
  /** From the chunk on in which the last request began or its body went on. */
  #chunks: Buffer[] = [];
  #size = 0;
  /** Bytes of the body that were missing at the first chunk; null: the head of the request is in it. */
  #missing: number | null = null;
  /** The last request whose head was read. */
  #request: IncomingMessage | null = null;

  /** True when these bytes came after a whole request. */
  get follows(): boolean {
    return this.#request?.complete ?? false;
  }

  /** True when these bytes belong to the body of a request. */
  get inBody(): boolean {
    return this.#request !== null && !this.#request.complete;
  }

  /** Before a chunk is read. `arrived`: bytes of the body so far, null when none is open. */
  add(chunk: Buffer, arrived: number | null): void {
    if (arrived !== null) {
      this.#restart([chunk]);
      this.#missing = Math.max(0, this.#contentLength - arrived);
    } else if (this.#size < maxBytes) {
      this.#chunks.push(chunk);
      this.#size += chunk.length;
    }
  }

  /** The head of a request was read; its end is somewhere in the last chunk. */
  began(request: IncomingMessage): void {
    this.#request = request;
    const [last] = this.#chunks.slice(-1);
    // A sender of single bytes spreads the end of its head.
    this.#restart(this.#chunks.slice(last && last.length >= headEnd.length ? -1 : -headEnd.length));
  }

  /** The message will be read anew. */
  reset(): void {
    this.#restart([]);
  }

  /** What came after the last request. `parsed`: where in the last chunk the parser stopped; default: at its end. */
  rest(parsed?: number): Buffer {
    const bytes = Buffer.concat(this.#chunks);
    if (!this.follows) return bytes;
    if (this.#missing !== null && this.#contentLength > 0) return bytes.subarray(this.#missing);
    const last = this.#chunks.at(-1)?.length ?? 0;
    const stopped = bytes.length - last + (parsed ?? last);
    // Heads, and chunked bodies too, end with an empty line.
    for (let at = stopped; at >= headEnd.length;) {
      at = bytes.lastIndexOf(headEnd, at - headEnd.length, 'latin1');
      const end = at + headEnd.length + this.#contentLength;
      if (at >= 0 && end <= stopped) return bytes.subarray(end);
    }
    return bytes.subarray(stopped);
  }

  get #contentLength(): number {
    return Number(this.#request?.headers['content-length'] ?? 0);
  }

  #restart(chunks: Buffer[]): void {
    this.#chunks = chunks;
    this.#size = chunks.reduce((sum, { length }) => sum + length, 0);
    this.#missing = null;
  }
}
