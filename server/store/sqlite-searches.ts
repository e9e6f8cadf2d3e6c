/**
 * Searching and counting as the driver asks for it: slice after slice in a thread of its own, which is started when
 * the first search is asked for and again when it broke down. Between slices others have their turn, and who went
 * away is not served on.
 */
import type { Facets, FieldValues, Outcomes, Timeline } from '../contract.ts';
import type { RequestFilter } from '../filter.ts';
import { readField } from './field-values.ts';
import { blockRows } from './search-index.ts';
import { type Call, Thread } from './sqlite-connection.ts';
import { seqSpan } from './sqlite-rows.ts';
import type { Question } from './sqlite-search.ts';
import type { SearcherOperations } from './sqlite-thread.ts';
import type { InsightQuery, PageQuery, StoredPage, TimelineQuery, ValuesQuery } from './store.ts';

const countedRows = 3000;
const maxItems = 20;
// Less than half of one core while there is something to index, and of a search nothing that anybody would notice.
const fillMs = 15;
const fillPauseMs = 20;

/** The searcher of one database. */
export class Searches {
  readonly #start: () => Thread;
  #thread: Thread | null = null;
  #filling = false;
  #ended = false;

  /** `start` gives a thread that has the operations of searching. */
  constructor(start: () => Thread) {
    this.#start = start;
  }

  async page(bin: string, query: PageQuery, signal?: AbortSignal): Promise<StoredPage | null> {
    const now = Date.now();
    let page = await this.#ask('search', [bin, query, now], signal);
    while (page?.paused) {
      const from = page.nextBefore === null ? { after: page.through } : { before: page.nextBefore };
      const limit = query.limit - page.items.length;
      const step = await this.#ask('search', [bin, { ...query, ...from, limit }, now], signal);
      page = step && { ...step, items: [...page.items, ...step.items] };
    }
    return page;
  }

  /** Everything that matches now. */
  async seqs(bin: string, filter: RequestFilter, pinned: boolean): Promise<number[]> {
    const found: number[][] = [];
    await this.#each({ bin, filter }, async (question) => {
      const slice = await this.#ask('seqs', [question, pinned]);
      found.push(slice?.seqs ?? []);
      return slice;
    });
    return found.flat();
  }

  async timeline(bin: string, query: TimelineQuery): Promise<Timeline | null> {
    const times = await this.#ask('keptTimes', [bin], query.signal);
    if (!times) return null;
    const now = Date.now();
    const from = query.from ?? times.oldest ?? now;
    // A clock that was set back must not hide the newest.
    const to = query.to ?? Math.max(now, times.newest ?? 0) + 1;
    const bucketMs = Math.max(1, Math.ceil((to - from) / query.buckets));
    const range = { from, to, bucketMs };
    const count = async (filter: RequestFilter): Promise<Map<number, Outcomes>> => {
      const buckets = new Map<number, Outcomes>();
      await this.#each({ ...query, bin, filter }, async (question) => {
        const slice = await this.#ask('timeline', [question, range], query.signal);
        for (const [index, one] of slice?.buckets ?? [])
          buckets.set(index, sum(buckets.get(index) ?? noOutcomes, one));
        return slice;
      });
      return buckets;
    };
    const all = await count([]);
    const matching = query.filter.length === 0 ? all : await count(query.filter);
    return {
      from: new Date(from).toISOString(),
      to: new Date(to).toISOString(),
      bucketMs,
      buckets: [...new Set([...all.keys(), ...matching.keys()])]
        .toSorted((a, b) => a - b)
        .map((index) => ({
          index,
          all: all.get(index) ?? noOutcomes,
          matching: matching.get(index) ?? noOutcomes,
        })),
    };
  }

  async facets(bin: string, query: InsightQuery): Promise<Omit<Facets, 'all'>> {
    let facets = { matching: 0, invalid: 0, failed: 0, repeats: 0 };
    await this.#each({ ...query, bin }, async (question) => {
      const slice = await this.#ask('facets', [question], query.signal);
      if (slice) facets = sum(facets, slice.counts);
      return slice;
    });
    return facets;
  }

  async values(bin: string, query: ValuesQuery): Promise<FieldValues> {
    const field = readField(query.field);
    const counts = new Map<string, number>();
    let looked = 0;
    if (field)
      await this.#each({ ...query, bin }, async (question) => {
        const args: Call<'values'>['args'] = [question, field, query.prefix, countedRows - looked];
        const slice = await this.#ask('values', args, query.signal);
        for (const [value, count] of slice?.counts ?? []) counts.set(value, (counts.get(value) ?? 0) + count);
        looked += slice?.looked ?? 0;
        return slice;
      });
    const items = [...counts]
      .map(([value, count]) => ({ value, count }))
      .toSorted((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1))
      .slice(0, maxItems);
    return { items, looked };
  }

  /** A request was stored: when it was the last one of a block, that block can be indexed. */
  stored(seq: number): void {
    if (this.#thread && seq % blockRows === blockRows - 1) void this.#fill();
  }

  /** At once: a search may be long, and it changes nothing. */
  async end(): Promise<void> {
    this.#ended = true;
    await this.#thread?.end();
  }

  /** Asks slice after slice, each from where the last one stopped. */
  async #each(
    { bin, filter, signal }: InsightQuery & { bin: string },
    ask: (question: Question) => Promise<{ before: number | null } | null>,
  ): Promise<void> {
    const now = Date.now();
    let before: number | null = seqSpan;
    while (before !== null) {
      signal?.throwIfAborted();
      before = (await ask({ bin, filter, before, now }))?.before ?? null;
    }
  }

  async #ask<O extends keyof SearcherOperations>(
    operation: O,
    args: Call<O>['args'],
    signal?: AbortSignal,
  ): Promise<Call<O>['result']> {
    signal?.throwIfAborted();
    const thread = this.#running();
    try {
      return await thread.call(operation, args);
    } catch (cause) {
      if (!thread.isDead || this.#ended) throw cause;
      // It broke down, for whatever reason: what is asked changes nothing, so it is asked again, once.
      return await this.#running().call(operation, args);
    }
  }

  #running(): Thread {
    if (this.#thread && !this.#thread.isDead) return this.#thread;
    const started = this.#start();
    this.#thread = started;
    void this.#fill();
    return started;
  }

  /** Step after step, until the index has all that can be in it. */
  async #fill(): Promise<void> {
    if (this.#filling) return;
    this.#filling = true;
    try {
      while (!this.#ended && (await this.#running().call('fill', [fillMs])))
        await new Promise((resolve) => setTimeout(resolve, fillPauseMs).unref());
    } catch {
      // Searches do without the index; the next one tries again.
    } finally {
      this.#filling = false;
    }
  }
}

const noOutcomes: Outcomes = { ok: 0, warn: 0, bad: 0 };

/** Adds what has the same names. */
function sum<T extends Record<string, number>>(a: T, b: T): T {
  return Object.fromEntries(Object.entries(a).map(([key, value]) => [key, value + (b[key] ?? 0)])) as T;
}
