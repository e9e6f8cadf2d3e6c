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
// A forward costs about as much as ten captures.
const share = 0.01;
const leastPerSecond = 20;
// Several at once share their commits.
const batch = 8;

/** The pace of everything that is sent in the background. */
export class Pace {
  #since = performance.now();
  #used: EventLoopUtilization = performance.eventLoopUtilization();
  #count = 0;
  /** Captures a second while there is little time left, else 0. */
  #pressing = 0;
  /** Of the present batch. */
  #left = 0;
  #next: Promise<void> | null = null;

  /** A request was captured. */
  captured(): void {
    this.#count += 1;
  }

  /** Resolves when one more may be sent. */
  async turn(): Promise<void> {
    const now = performance.now();
    if (now - this.#since >= windowMs) this.#measure(now);
    while (this.#pressing > 0 && this.#left === 0) {
      this.#next ??= this.#refill();
      await this.#next;
    }
    this.#left = Math.max(0, this.#left - 1);
  }

  async #refill(): Promise<void> {
    await pause((batch * 1000) / Math.max(leastPerSecond, this.#pressing * share), null, { ref: false });
    this.#next = null;
    this.#left = batch;
    this.#measure(performance.now());
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
