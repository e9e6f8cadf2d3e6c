/** One transaction for many captures: whatever arrives while a batch commits is the next batch. No timer. */
import { HookglassError } from '../errors.ts';
import type { Ack, NewCapture, Store } from './store.ts';

const maxBatchRows = 500;
const maxBatchBytes = 8 * 2 ** 20;
const eagerRows = 16;
const maxQueueBytes = 128 * 2 ** 20;
// Two, so that the writer has the next batch at hand when it ends one.
const maxInFlight = 2;

interface Waiting {
  capture: NewCapture;
  bytes: number;
  resolve(ack: Ack): void;
  reject(cause: unknown): void;
}

/** Collects captures into batches for one store. */
export class GroupCommit {
  readonly #append: Store['append'];
  #queue: Waiting[] = [];
  #queuedBytes = 0;
  #inFlight = 0;

  constructor(append: Store['append']) {
    this.#append = append;
  }

  /** Resolves after the commit. Rejects with store_busy when more is waiting than memory should hold. */
  submit(capture: NewCapture): Promise<Ack> {
    const heads = 1024 + (capture.scripted?.answer.length ?? 0);
    const bytes = capture.body.bytes.reduce((sum, piece) => sum + piece.byteLength, heads);
    if (this.#queuedBytes + bytes > maxQueueBytes) return Promise.reject(new HookglassError('store_busy'));
    const { promise, resolve, reject } = Promise.withResolvers<Ack>();
    this.#queue.push({ capture, bytes, resolve, reject });
    this.#queuedBytes += bytes;
    if (this.#queue.length >= eagerRows && this.#inFlight < maxInFlight) {
      // Enough for the writer to begin with while the event loop goes on reading.
      void this.#flush();
    } else if (this.#queue.length === 1 && this.#inFlight < maxInFlight) {
      // What the same turn of the event loop still reads belongs to the same batch.
      setImmediate(() => void this.#flush());
    }
    return promise;
  }

  async #flush(): Promise<void> {
    if (this.#queue.length === 0 || this.#inFlight >= maxInFlight) return;
    const batch = this.#take();
    this.#inFlight += 1;
    try {
      const acks = await this.#append(batch.map(({ capture }) => capture));
      batch.forEach(({ resolve }, index) => resolve(acks[index] ?? { ok: false }));
    } catch (cause) {
      batch.forEach(({ reject }) => reject(cause));
    } finally {
      this.#inFlight -= 1;
      void this.#flush();
    }
  }

  #take(): Waiting[] {
    let bytes = 0;
    let rows = 0;
    for (const waiting of this.#queue) {
      if (rows > 0 && (rows >= maxBatchRows || bytes + waiting.bytes > maxBatchBytes)) break;
      bytes += waiting.bytes;
      rows += 1;
    }
    this.#queuedBytes -= bytes;
    return this.#queue.splice(0, rows);
  }
}
