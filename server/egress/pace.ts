/**
 * Captures go before forwards. While many come and the event loop has little time left, forwards take a small share of it:
 * they are kept and lose nothing by waiting; a sender does.
 */
import { type EventLoopUtilization, performance } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';

const windowMs = 100;
/** With fewer captures a second than this there is nothing to give way to. */
const fewPerSecond = 100;
const busy = 0.6;
// A forward costs about as much as five captures.
const share = 0.02;
const leastPerSecond = 30;

/** The pace of everything that is sent in the background. */
export class Pace {
  #since = performance.now();
  #used: EventLoopUtilization = performance.eventLoopUtilization();
  #count = 0;
  /** Captures a second while there is little time left, else 0. */
  #pressing = 0;
  #nextAt = 0;

  /** A request was captured. */
  captured(): void {
    this.#count += 1;
  }

  /** Resolves when one more may be sent. */
  async turn(): Promise<void> {
    const now = performance.now();
    if (now - this.#since >= windowMs) this.#measure(now);
    if (this.#pressing === 0) return;
    this.#nextAt = Math.max(now, this.#nextAt) + 1000 / Math.max(leastPerSecond, this.#pressing * share);
    await pause(this.#nextAt - now, null, { ref: false });
  }

  #measure(now: number): void {
    const used = performance.eventLoopUtilization();
    const perSecond = this.#count / ((now - this.#since) / 1000);
    const { utilization } = performance.eventLoopUtilization(used, this.#used);
    this.#pressing = perSecond > fewPerSecond && utilization > busy ? perSecond : 0;
    this.#used = used;
    this.#count = 0;
    this.#since = now;
  }
}
