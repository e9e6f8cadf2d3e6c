/** What is counted above the list: the timeline and the quick filters. Asked of the server, then counted on live. */
import { batch, effect, signal } from '@preact/signals';
import type { Facets, RequestSummary } from '../server/contract.ts';
import { type ApiFailure, api, toFailure } from './api.ts';
import { now } from './clock.ts';
import { addFacets } from './facets.ts';
import { join, type Wanted } from './query-text.ts';
import { recall, remember } from './remembered.ts';
import {
  type Bars,
  type RangeId,
  barCount,
  countIn,
  isRangeId,
  rangeThatShows,
  toBars,
  windowOf,
} from './time-range.ts';

const againMs = 3_000;

/** Follows one bin's counts. Everything it started ends with `close`. */
export function followCounts(bin: () => string) {
  const stored = recall('range');
  const range = signal<RangeId>(isRangeId(stored) ? stored : '1h');
  const bars = signal<Bars | null>(null);
  const facets = signal<Facets | null>(null);
  const failure = signal<ApiFailure | null>(null);
  let wanted: Pick<Wanted, 'words' | 'span'> | null = null;
  /** The newest that is counted: the server is asked up to here, what comes later is added. */
  let last = 0;
  let arrived: RequestSummary[] = [];
  let asking = new AbortController();
  let isAsking = false;
  let again: number | undefined;

  const ask = async (): Promise<void> => {
    if (!wanted) return;
    clearTimeout(again);
    again = undefined;
    asking.abort();
    asking = new AbortController();
    arrived = [];
    isAsking = true;
    const { signal: mine } = asking;
    const { words, span } = wanted;
    try {
      const [timeline, counts] = await Promise.all([
        api.timeline(bin(), { q: bounded(words, last), ...windowQuery(range.peek()) }, mine),
        api.facets(bin(), bounded(join(words, span), last), mine),
      ]);
      if (mine.aborted) return;
      batch(() => {
        bars.value = countIn(toBars(timeline), arrived);
        facets.value = addFacets(counts, arrived);
        failure.value = null;
      });
    } catch (cause) {
      if (!mine.aborted) failure.value = toFailure(cause);
    } finally {
      if (!mine.aborted) isAsking = false;
    }
  };

  const reloadSoon = (): void => {
    again ??= window.setTimeout(() => void ask(), againMs);
  };

  const stopClock = effect(() => {
    const end = bars.value?.to ?? Number.POSITIVE_INFINITY;
    // The window has moved on by a bar. One that covers everything grows with what arrives instead.
    const isDue = now.value >= end && range.peek() !== 'all';
    // While the server is away the live stream tries again, and asks when it is back.
    if (isDue && !document.hidden && !isAsking && !failure.peek()) void ask();
  });

  return {
    range,
    bars,
    facets,
    failure,
    /** Asks for the counts of a filter, of what there is up to a seq. */
    load: (next: Wanted, upTo: number): void => {
      wanted = next;
      last = upTo;
      range.value = rangeThatShows(next.from, range.peek(), Date.now());
      void ask();
    },
    /** Asks again. */
    reload: (): void => void ask(),
    /** Asks again before long, however often it is called: many deletions are one question. */
    reloadSoon,
    /** Counts arrivals in, each once. */
    count: (requests: readonly RequestSummary[]): void => {
      const news = requests.filter(({ seq }) => seq > last);
      if (!news.length) return;
      last = news.reduce((newest, { seq }) => Math.max(newest, seq), last);
      if (isAsking) arrived = arrived.concat(news);
      const [drawn, counted] = [bars.peek(), facets.peek()];
      batch(() => {
        if (drawn) bars.value = countIn(drawn, news);
        if (counted) facets.value = addFacets(counted, news);
      });
      // Nothing moves the window over everything but what arrives behind its end.
      if (drawn && range.peek() === 'all' && Date.now() > drawn.to + drawn.bucketMs) reloadSoon();
    },
    setRange: (id: RangeId): void => {
      range.value = id;
      remember('range', id);
      void ask();
    },
    close: (): void => {
      asking.abort();
      clearTimeout(again);
      stopClock();
    },
  };
}

/** The counts of one bin. */
export type Counts = ReturnType<typeof followCounts>;

/** A filter for what was there when it was asked: nothing is counted twice. */
const bounded = (words: string, upTo: number): string => join(words, upTo ? `seq:<=${upTo}` : '');

function windowQuery(range: RangeId): Record<string, string> {
  const buckets = String(barCount);
  const window = windowOf(range, Date.now());
  if (!window) return { buckets };
  return {
    buckets,
    from: new Date(window.from).toISOString(),
    to: new Date(window.to).toISOString(),
  };
}
