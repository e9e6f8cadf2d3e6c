/** Writes of many attempts at once: whatever is asked for while one transaction commits is the next one. */
import type { DeliveryStore, DeliveryWrite } from '../store/store.ts';

const laterMs = 50;

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
  #later: NodeJS.Timeout | null = null;

  constructor(store: DeliveryStore) {
    this.#store = store;
  }

  /** Resolves after a durable commit, for each write with whether it took place. */
  write(...writes: readonly DeliveryWrite[]): Promise<readonly boolean[]> {
    const written = this.#wait(writes);
    if (!this.#busy) void this.#flush();
    return written;
  }

  /** The same for what nobody waits for: it goes with the next that is urgent, or after a while. Captures need the commits. */
  writeLater(...writes: readonly DeliveryWrite[]): Promise<readonly boolean[]> {
    const written = this.#wait(writes);
    this.#later ??= setTimeout(() => {
      if (!this.#busy) void this.#flush();
    }, laterMs).unref();
    return written;
  }

  #wait(writes: readonly DeliveryWrite[]): Promise<readonly boolean[]> {
    const { promise, resolve, reject } = Promise.withResolvers<readonly boolean[]>();
    this.#waiting.push({ writes, resolve, reject });
    return promise;
  }

  async #flush(): Promise<void> {
    this.#busy = true;
    if (this.#later) clearTimeout(this.#later);
    this.#later = null;
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
