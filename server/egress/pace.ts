/**
 * Captures go before forwards. While many come, forwards take a small share of the machine: they are kept and lose nothing
 * by waiting; a sender does.
 */
import { setTimeout as pause } from 'node:timers/promises';

const windowMs = 100;
/** Captures a second that leave room for everything else. */
const calmPerSecond = 400;
const share = 0.1;
const leastPerSecond = 50;

/** The pace of everything that is sent in the background. */
export class Pace {
  #since = performance.now();
  #count = 0;
  #perSecond = 0;
  #nextAt = 0;

  /** A request was captured. */
  captured(): void {
    this.#count += 1;
    const ms = performance.now() - this.#since;
    if (ms >= windowMs) this.#measure(ms);
  }

  /** Resolves when one more may be sent. */
  async turn(): Promise<void> {
    const now = performance.now();
    if (now - this.#since >= windowMs) this.#measure(now - this.#since);
    if (this.#perSecond < calmPerSecond) return;
    this.#nextAt = Math.max(now, this.#nextAt) + 1000 / Math.max(leastPerSecond, this.#perSecond * share);
    await pause(this.#nextAt - now, null, { ref: false });
  }

  #measure(ms: number): void {
    this.#perSecond = this.#count / (ms / 1000);
    this.#count = 0;
    this.#since += ms;
  }
}
