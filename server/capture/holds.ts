/** Senders that are kept waiting on purpose. They may leave, and none of them holds up the end of the process. */
import type { Socket } from 'node:net';

/** How the waiting ended: the time was over, the sender left, the process is ending. */
export type HoldEnd = 'over' | 'left' | 'ending';

// A sender that ends its side right after its request still waits for the answer; one that does so later gave up.
const halfCloseMs = 100;

// A held sender costs some 20 kB; beyond so many nobody is made to wait.
const maxHolds = 5_000;

/** All waiting of this process. */
export class Holds {
  readonly #open = new Set<(end: HoldEnd) => void>();
  #ended = false;

  /** Waits for so many milliseconds. `since`: when the request was whole, by performance.now(). */
  wait(socket: Socket, ms: number, since: number): Promise<HoldEnd> {
    if (this.#ended) return Promise.resolve('ending');
    if (socket.destroyed) return Promise.resolve('left');
    if (this.#open.size >= maxHolds) return Promise.resolve('over');
    return new Promise((resolve) => {
      const finish = (end: HoldEnd): void => {
        clearTimeout(timer);
        socket.off('close', onClose);
        socket.off('end', onEnd);
        this.#open.delete(finish);
        resolve(end);
      };
      const onClose = (): void => finish('left');
      const onEnd = (): void => {
        if (performance.now() - since > halfCloseMs) finish('left');
      };
      const timer = setTimeout(() => finish('over'), ms);
      socket.on('close', onClose);
      socket.on('end', onEnd);
      this.#open.add(finish);
    });
  }

  /** Everybody has waited long enough, from now on. */
  end(): void {
    this.#ended = true;
    for (const finish of this.#open) finish('ending');
  }
}
