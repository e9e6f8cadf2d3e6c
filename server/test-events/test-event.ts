/** What a test event is on its way out. Types, and the one way to say why there is none. */
import type { HeaderPair, SignatureStatus } from '../contract.ts';
import type { Manner } from '../egress/outgoing.ts';
import type { Chance } from '../samples/fresh.ts';
import type { Sample } from '../samples/sample.ts';
import type { Signer } from './signing.ts';

/** A request that is not signed yet. Headers are binary strings, without Host and framing. */
export interface Draft {
  method: string;
  /** What follows the target's own path: `/orders?x=1`, `?x=1` or nothing. */
  path: string;
  headers: HeaderPair[];
  body: Buffer;
}

/** Where a request goes. */
export interface Destination {
  /** What is dialled. */
  target: URL;
  /** What a sender would have called, when that is another URL: some schemes sign it. */
  called: URL;
}

/** What is to be composed. */
export interface Wanted {
  sample: Sample | null;
  /** What stands in the place of the sample's; without a sample, the request itself. */
  given: Partial<Draft>;
  /** What `(campaign name)` in a query stands for. */
  values: Readonly<Record<string, string>>;
  destination: Destination;
  variants: readonly string[];
  /** Null: nobody signs. */
  signer: Signer | null;
  /** Fills `{{count}}`. */
  count: number;
  nowMs: number;
  chance: Chance;
}

/** One request, ready to be sent. */
export interface TestEvent {
  /** Scheme, host and port of this one are dialled. */
  origin: URL;
  method: string;
  /** Path and query as they stand on the request line: ASCII without blanks. */
  target: string;
  headers: HeaderPair[];
  /** Null: none at all. */
  body: Buffer | null;
  manner: Manner;
  /** What whoever has the right secret will find; null: nobody signs this. */
  expected: { status: SignatureStatus; reason: string } | null;
}

/** What was composed. */
export interface Composed {
  /** To be sent one after the other. */
  events: TestEvent[];
  /** What is not as one might think, in sentences. */
  notes: string[];
}

/** Why a request cannot be composed. `field`: where in what was asked. */
export class CannotCompose extends Error {
  readonly field: string;

  constructor(field: string, message: string) {
    super(message);
    this.name = 'CannotCompose';
    this.field = field;
  }
}
