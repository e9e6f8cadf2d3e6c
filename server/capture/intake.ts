/** The body of one request on its way in: never more than a piece of it in memory, every byte counted and hashed. */
import { createHash, hash, type Hash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { RequestState } from '../contract.ts';
import type { NewBody, Store } from '../store/store.ts';

/** What is larger travels in pieces of this size. */
const pieceBytes = 256 * 1024;
// A sender that never ends: beyond this the connection is closed, the length so far is what is known.
const drainBytes = 2 ** 30;

/** How the body ended. `status` 200: as it should. */
export interface IntakeEnd {
  body: NewBody;
  state: RequestState;
  reason: string | null;
  status: number;
  /** False when bytes are left on the connection that nobody will read. */
  reusable: boolean;
}

/** Bytes of bodies that are in memory now, over all requests. */
export interface Pressure {
  bytes: number;
}

/** Reads one body. Start it in the turn in which the request arrived. */
export class Intake {
  readonly #request: IncomingMessage;
  readonly #store: Store;
  readonly #maxBytes: number;
  readonly #pressure: Pressure;
  readonly #done = Promise.withResolvers<IntakeEnd>();
  #chunks: Buffer[] = [];
  #waiting = 0;
  #size = 0;
  #stored = 0;
  #hash: Hash | null = null;
  #spool: number | null = null;
  #piece = 0;
  #staging: Promise<void> = Promise.resolve();
  #ended = false;

  constructor(request: IncomingMessage, store: Store, maxBytes: number, pressure: Pressure) {
    this.#request = request;
    this.#store = store;
    this.#maxBytes = maxBytes;
    this.#pressure = pressure;
    request.on('data', (chunk: Buffer) => this.#take(chunk));
    request.on('end', () => this.#end('complete', null, 200));
    request.on('error', () => this.#gone());
    request.on('close', () => this.#gone());
  }

  /** Resolves when the body is over, in whatever way. Rejects when the store could not take a piece. */
  get done(): Promise<IntakeEnd> {
    return this.#done.promise;
  }

  /** True while bytes are expected. The end of a message that came whole is told a turn later. */
  get open(): boolean {
    return !this.#ended && !this.#request.complete;
  }

  /** Bytes that came off the wire. */
  get arrived(): number {
    return this.#size + this.#request.readableLength;
  }

  /** Ends the body here, for a reason that came from outside. */
  stop(state: RequestState, reason: string, status: number): void {
    // What came in the same packet waits for its turn; reading hands it to #take.
    for (let chunk: unknown = true; chunk !== null && !this.#ended;) chunk = this.#request.read();
    this.#end(state, reason, status, false);
  }

  /** Forgets the body: nobody will ask for it. */
  async discard(): Promise<void> {
    this.#end('aborted', null, 0);
    // The sender reads the answer when it has sent its request: what is left of it is read and dropped.
    this.#request.resume();
    await this.#done.promise.catch(() => undefined);
    if (this.#spool !== null) await this.#store.unstage(this.#spool);
  }

  #gone(): void {
    this.#end('aborted', `the sender went away after ${this.#size} bytes of the body`, 0);
  }

  #take(chunk: Buffer): void {
    if (this.#ended) return;
    this.#size += chunk.length;
    if (this.#hash) this.#hash.update(chunk);
    const kept =
      this.#stored + chunk.length > this.#maxBytes ? chunk.subarray(0, this.#maxBytes - this.#stored) : chunk;
    if (kept.length < chunk.length && !this.#hash) this.#startHash(chunk);
    if (kept.length > 0) this.#keep(kept);
    if (this.#size > this.#maxBytes + drainBytes) {
      this.#end('truncated', `more than ${this.#size} bytes: reading stopped`, 413, false);
    }
  }

  #keep(chunk: Buffer): void {
    this.#chunks.push(chunk);
    this.#stored += chunk.length;
    this.#waiting += chunk.length;
    this.#pressure.bytes += chunk.length;
    if (this.#waiting < pieceBytes) return;
    if (!this.#hash) this.#startHash(null);
    this.#stage();
  }

  /** Hashing begins late: a small body is hashed in one call at its end, which costs half. */
  #startHash(notYetKept: Buffer | null): void {
    this.#hash = createHash('sha256');
    for (const chunk of this.#chunks) this.#hash.update(chunk);
    if (notYetKept) this.#hash.update(notYetKept);
  }

  #stage(): void {
    const bytes = Buffer.concat(this.#chunks);
    this.#release();
    this.#spool ??= this.#store.newSpool();
    const [spool, index] = [this.#spool, this.#piece++];
    this.#request.pause();
    this.#staging = this.#staging.then(() => this.#store.stage(spool, index, bytes));
    this.#staging.then(
      () => this.#request.resume(),
      (cause: unknown) => {
        this.#ended = true;
        this.#release();
        this.#done.reject(cause);
      },
    );
  }

  #end(state: RequestState, reason: string | null, status: number, reusable = true): void {
    if (this.#ended) return;
    this.#ended = true;
    const cut = state === 'complete' && this.#size > this.#stored;
    const end = {
      state: cut ? ('truncated' as const) : state,
      reason: cut
        ? `longer than ${this.#maxBytes} bytes (--max-body): the first ${this.#stored} are kept`
        : reason,
      status: cut ? 413 : status,
      reusable,
    };
    if (this.#spool === null) {
      const bytes = this.#chunks;
      this.#release();
      this.#done.resolve({ ...end, body: this.#body(bytes) });
      return;
    }
    if (this.#waiting > 0) this.#stage();
    this.#staging.then(
      () => this.#done.resolve({ ...end, body: this.#body([]) }),
      (cause: unknown) => this.#done.reject(cause),
    );
  }

  #body(bytes: Buffer[]): NewBody {
    const sha256 =
      this.#hash?.digest('hex') ??
      hash('sha256', bytes.length === 1 && bytes[0] ? bytes[0] : Buffer.concat(bytes));
    return { size: this.#size, stored: this.#stored, sha256, bytes, spool: this.#spool };
  }

  #release(): void {
    this.#pressure.bytes -= this.#waiting;
    this.#waiting = 0;
    this.#chunks = [];
  }
}
