/** Times that are known only after the commit: written a little later, many at once. */
import type { Store } from '../store/store.ts';

const delayMs = 250;
// Under load nobody reads the times of each request, and writing them would cost captures.
const maxWaiting = 100;

/** Collects the times of answered requests and hands them to the store; beyond 400 a second some stay unknown. */
export class SettleLater {
  readonly #store: Store;
  #waiting = new Map<string, number[]>();
  #count = 0;
  #timer: NodeJS.Timeout | null = null;

  constructor(store: Store) {
    this.#store = store;
  }

  /** Milliseconds; `replyMs` NaN: the answer never left. */
  add(bin: string, seq: number, commitMs: number, replyMs: number): void {
    if (this.#count >= maxWaiting) return;
    this.#count += 1;
    const times = this.#waiting.get(bin);
    if (times) times.push(seq, commitMs, replyMs);
    else this.#waiting.set(bin, [seq, commitMs, replyMs]);
    this.#timer ??= setTimeout(() => void this.flush(), delayMs).unref();
  }

  /** Writes what is waiting. Times are worth no error: when the store is in trouble they are not known. */
  async flush(): Promise<void> {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
    const settled = this.#waiting;
    this.#waiting = new Map();
    this.#count = 0;
    if (settled.size > 0) await this.#store.settle(settled).catch(() => undefined);
  }
}
