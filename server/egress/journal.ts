/** Writes of many attempts at once: whatever is asked for while one transaction commits is the next one. */
import type { DeliveryStore, DeliveryWrite } from '../store/store.ts';

interface Waiting {
  writes: readonly DeliveryWrite[];
  resolve(done: readonly boolean[]): void;
  reject(cause: unknown): void;
}

/** The way of all attempts into one store. */
export class Journal {
  readonly #store: DeliveryStore;
  #waiting: Waiting[] = [];
  #busy = false;

  constructor(store: DeliveryStore) {
    this.#store = store;
  }

  /** Resolves after a durable commit, for each write with whether it took place. */
  write(...writes: readonly DeliveryWrite[]): Promise<readonly boolean[]> {
    const { promise, resolve, reject } = Promise.withResolvers<readonly boolean[]>();
    this.#waiting.push({ writes, resolve, reject });
    if (!this.#busy) void this.#flush();
    return promise;
  }

  async #flush(): Promise<void> {
    this.#busy = true;
    while (this.#waiting.length > 0) {
      const batch = this.#waiting;
      this.#waiting = [];
      try {
        const done = await this.#store.write(batch.flatMap(({ writes }) => writes));
        let at = 0;
        for (const { writes, resolve } of batch) {
          resolve(done.slice(at, at + writes.length));
          at += writes.length;
        }
      } catch (cause) {
        batch.forEach(({ reject }) => reject(cause));
      }
    }
    this.#busy = false;
  }
}
