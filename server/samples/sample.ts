/** What a sample is: one event as its sender sends it. Types only. */
import type { HeaderPair } from '../contract.ts';

/** All times in samples lie around this one, Unix seconds: composing moves them to now. */
export const sampleTime = 1_767_225_600;

/** One request of a sender. Secrets and signatures in it were made for tests and open nothing. */
export interface Sample {
  id: string;
  /** The sender, as rows name it. */
  provider: string;
  /** The sender, as people name it. */
  label: string;
  /** The sender's name of what happened. */
  event: string;
  /** What to know about it, in a sentence. */
  note?: string;
  /** Who of the providers makes its signatures, the one that is checked first; none: it is not signed. */
  signers: readonly string[];
  method: string;
  /** What follows the hook URL: nothing, or a query. */
  path: string;
  /** In order; without Host and Content-Length, which follow from where it is sent and what. */
  headers: readonly HeaderPair[];
  body: string | Uint8Array;
  /** Text of the body that the signature covers, when that is not all of it. */
  signedText?: string;
  /** Texts that name this one event: each composing makes them anew. What stands before a `|` stays. */
  ids: readonly string[];
}
