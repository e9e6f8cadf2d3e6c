/** Times that are known only after the commit: written a little later, many at once. */
import type { Settled, Store } from '../store/store.ts';

const delayMs = 250;

/** Collects the times of answered requests and hands them to the store. */
export class SettleLater {
  readonly #store: Store;
  #waiting: Settled[] = [];
  #timer: NodeJS.Timeout | null = null;

  constructor(store: Store) {
    this.#store = store;
  }

  add(settled: Settled): void {
    this.#waiting.push(settled);
    this.#timer ??= setTimeout(() => void this.flush(), delayMs).unref();
  }

  /** Writes what is waiting. Times are worth no error: when the store is in trouble they are not known. */
  async flush(): Promise<void> {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
    const settled = this.#waiting.splice(0);
    if (settled.length > 0) await this.#store.settle(settled).catch(() => undefined);
  }
}
