/** Sends stored requests again: one while somebody waits for it, many in the background. */
import { setTimeout as pause } from 'node:timers/promises';
import type { DeliveryRun } from '../contract.ts';
import { fail, HookglassError, noSuchBin } from '../errors.ts';
import type { RequestFilter } from '../filter.ts';
import type { Store, StoredRequest } from '../store/store.ts';
import type { Deliverer } from './deliver.ts';
import { type Job, Runs } from './runs.ts';
import { type Resending, resent } from './stored-request.ts';

const pageRows = 100;

/** How requests are sent, and who asked. */
export interface ReplayOrder extends Resending {
  by: string;
  timeoutMs: number | undefined;
  parallel: number;
  times: number;
}

/** Which ones. */
export type Chosen = { seqs: readonly number[] } | { filter: RequestFilter };

/** Replays of one server. */
export class Replays {
  readonly runs = new Runs();
  readonly #store: Store;
  readonly #deliverer: Deliverer;
  readonly #now: () => number;

  constructor(store: Store, deliverer: Deliverer, now: () => number) {
    this.#store = store;
    this.#deliverer = deliverer;
    this.#now = now;
  }

  /** Ids of the attempts in the order in which they ended. Once `signal` is aborted nothing more begins. */
  async one(stored: StoredRequest, order: ReplayOrder, signal: AbortSignal): Promise<string[]> {
    const ids: string[] = [];
    let left = order.times;
    const worker = async (): Promise<void> => {
      while (left > 0 && !signal.aborted) {
        left -= 1;
        ids.push((await this.#send(stored, order, {})).id);
      }
    };
    await Promise.all(Array.from({ length: Math.min(order.parallel, order.times) }, worker));
    return ids;
  }

  /** Begins a run. Throws bin_not_found. */
  async many(bin: string, chosen: Chosen, order: ReplayOrder & { gaps: boolean }): Promise<DeliveryRun> {
    const found = (await this.#store.bins.get(bin)) ?? noSuchBin(bin);
    const count =
      'seqs' in chosen
        ? new Set(chosen.seqs).size
        : ((await this.#store.facets(bin, { filter: chosen.filter }))?.matching ?? 0);
    // Gaps are between requests that leave one after the other.
    const parallel = order.gaps ? 1 : order.parallel;
    const jobs = this.#jobs(found.id, { chosen, order, through: found.lastSeq });
    return this.runs.start({ bin: found.id, total: count * order.times, parallel, jobs });
  }

  async *#jobs(
    bin: string,
    { chosen, order, through }: { chosen: Chosen; order: ReplayOrder & { gaps: boolean }; through: number },
  ): AsyncGenerator<Job> {
    let lastAt: number | null = null;
    for await (const seq of this.#seqs(bin, chosen, through)) {
      const at: number = order.gaps
        ? Date.parse((await this.#store.get(bin, seq))?.receivedAt ?? '')
        : Number.NaN;
      const gap = lastAt === null || Number.isNaN(at) ? 0 : Math.max(0, at - lastAt);
      if (!Number.isNaN(at)) lastAt = at;
      for (let count = 0; count < order.times; count += 1)
        yield async (run, signal) => {
          // Whoever cancels does not wait for it.
          if (count === 0 && gap > 0) await pause(gap, null, { signal }).catch(() => undefined);
          const stored = signal.aborted ? null : await this.#store.get(bin, seq);
          return stored && stored.httpVersion !== '' ? this.#sendOf(stored, order, { run, signal }) : null;
        };
    }
  }

  /** Null when it was deleted just now. */
  async #sendOf(stored: StoredRequest, order: ReplayOrder, more: { run: string; signal: AbortSignal }) {
    try {
      return (await this.#send(stored, order, more)).outcome;
    } catch (cause) {
      if (cause instanceof HookglassError && cause.code === 'request_not_found') return null;
      throw cause;
    }
  }

  async #send(stored: StoredRequest, order: ReplayOrder, more: { run?: string; signal?: AbortSignal }) {
    const { bin, seq } = stored;
    const { by, timeoutMs } = order;
    const out = await resent(this.#store, stored, order, this.#now());
    const deadlines = timeoutMs === undefined ? {} : { headersMs: timeoutMs, totalMs: timeoutMs };
    return this.#deliverer.deliver({
      bin,
      seq,
      kind: 'replay',
      by,
      asked: order.target.href,
      ...out,
      deadlines,
      ...more,
    });
  }

  /** Oldest first; what comes while they are being sent is not among them. */
  async *#seqs(bin: string, chosen: Chosen, through: number): AsyncGenerator<number> {
    if ('seqs' in chosen) {
      yield* [...new Set(chosen.seqs)].toSorted((a, b) => a - b);
      return;
    }
    const { filter } = chosen;
    for (let after = 0; after < through;) {
      const page = await this.#store.page(bin, { after, limit: pageRows, filter });
      if (!page) fail('bin_not_found');
      else {
        for (const { seq } of page.items) if (seq <= through) yield seq;
        after = Math.max(page.through, after + 1);
      }
    }
  }
}
