/** What is to be sent, and how: the room's own types. */
import type { DeliveryError, HeaderPair } from '../contract.ts';

/** A request to send. */
export interface OutgoingRequest {
  /** Where to connect to; its path is not used. */
  origin: URL;
  method: string;
  /** Path and query as they stand on the request line. */
  target: string;
  /** In order, with case and repeats; what belongs to one connection is left out and made anew when it is sent. */
  headers: readonly HeaderPair[];
  /** Null: no body at all, not even an empty one. */
  body: OutgoingBody | null;
  /** `target`: Host names whom it is sent to; `original`: it stays as it is among the headers. */
  host: 'target' | 'original';
  /** True: the certificate of an https target is not checked. */
  anyCertificate?: boolean | undefined;
  manner?: Manner | undefined;
}

/** A body at hand, or one that is read while it is sent: attempts at once do not hold large ones in memory. */
export type OutgoingBody = Uint8Array | { size: number; pieces(): AsyncIterable<Uint8Array> };

/** Bytes that are sent. */
export const sizeOf = (body: OutgoingBody | null): number =>
  body === null ? 0 : body instanceof Uint8Array ? body.length : body.size;

/** Ways to send a body that a receiver must cope with; without any it goes at once, with its length. */
export interface Manner {
  /** In chunks of so many bytes, without a Content-Length. */
  chunkBytes?: number | undefined;
  bytesPerSecond?: number | undefined;
  /** The connection ends after so many bytes of the body. */
  cutAfter?: number | undefined;
}

/** Milliseconds. `headersMs` and `totalMs` are counted from the beginning. */
export interface Deadlines {
  connectMs: number;
  headersMs: number;
  totalMs: number;
}

export const usualDeadlines: Deadlines = { connectMs: 10_000, headersMs: 30_000, totalMs: 30_000 };

/** Ends an attempt with what a person reads of it. */
export class DeliveryFailure extends Error {
  readonly error: DeliveryError;

  constructor(code: DeliveryError['code'], message: string) {
    super(message);
    this.error = { code, message };
  }
}
