/** Memory that answers share: who needs much of it waits until there is room, and is told so when there is none. */
import { HookglassError } from './errors.ts';

interface Waiting {
  bytes: number;
  enter(): void;
}

/** Bytes that somebody holds. */
export interface Held {
  /** Gives back what is more than this; 0 = all. What was given back is not taken again. */
  keep(bytes: number): void;
}

/** So many bytes for all, first come first served. */
export class Room {
  readonly #waitMs: number;
  #free: number;
  #waiting: Waiting[] = [];

  constructor(bytes: number, waitMs: number) {
    this.#free = bytes;
    this.#waitMs = waitMs;
  }

  /** Takes bytes, not more than there are in all. Throws out_of_room when others hold them for too long. */
  async take(bytes: number): Promise<Held> {
    if (this.#waiting.length > 0 || bytes > this.#free) await this.#wait(bytes);
    else this.#free -= bytes;
    let held = bytes;
    return {
      keep: (most) => {
        const back = Math.max(0, held - most);
        held -= back;
        this.#free += back;
        this.#admit();
      },
    };
  }

  #wait(bytes: number): Promise<void> {
    return new Promise((resolve, reject) => {
      const one: Waiting = {
        bytes,
        enter: () => {
          clearTimeout(timer);
          resolve();
        },
      };
      const timer = setTimeout(() => {
        this.#waiting = this.#waiting.filter((other) => other !== one);
        this.#admit();
        reject(new HookglassError('out_of_room'));
      }, this.#waitMs);
      this.#waiting.push(one);
    });
  }

  #admit(): void {
    for (let [next] = this.#waiting; next && next.bytes <= this.#free; [next] = this.#waiting) {
      this.#waiting.shift();
      this.#free -= next.bytes;
      next.enter();
    }
  }
}
