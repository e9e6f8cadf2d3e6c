/** What is known of a burst while it runs: every latency, so that percentiles are true. At most 10,000 of them. */
import type { Burst, DeliveryRun } from '../contract.ts';
import type { DeliveryOutcome } from '../store/store.ts';

const maxBuckets = 120;
const steps = [100, 200, 500, 1000, 2000, 5000, 10_000, 30_000, 60_000];

interface Ended {
  /** Milliseconds after the start. */
  at: number;
  /** Null: no answer came. */
  latency: number | null;
  ok: boolean;
  outcome: string;
}

/** Watches one burst. */
export class BurstWatch {
  readonly #asked: { perSecond: number | null; parallel: number };
  readonly #startedAt = performance.now();
  readonly #ended: Ended[] = [];
  #behindMs = 0;

  constructor(asked: { perSecond: number | null; parallel: number }) {
    this.#asked = asked;
  }

  /** The next one is sent; `due`: when it should have been, on the clock of performance.now(). */
  began(due: number | null): void {
    this.#behindMs = due === null ? 0 : Math.max(0, performance.now() - due);
  }

  ended({ state, status, error, timing }: DeliveryOutcome): void {
    this.#ended.push({
      at: performance.now() - this.#startedAt,
      latency: status === null ? null : timing.totalMs,
      ok: state === 'delivered',
      outcome: error?.code ?? String(status),
    });
  }

  shown(run: DeliveryRun): Burst {
    const last = this.#ended.at(-1)?.at ?? 0;
    const bucketMs = steps.find((step) => last / step < maxBuckets) ?? Math.ceil(last / maxBuckets);
    return {
      run,
      ...this.#asked,
      rate: last > 0 ? rounded((this.#ended.length * 1000) / last) : 0,
      behindMs: rounded(this.#behindMs),
      outcomes: countOf(this.#ended.map(({ outcome }) => outcome)),
      latency: latencyOf(this.#ended),
      bucketMs,
      series: seriesOf(this.#ended, bucketMs),
    };
  }
}

function seriesOf(ended: readonly Ended[], bucketMs: number): Burst['series'] {
  const buckets = new Map<number, Ended[]>();
  for (const one of ended) {
    const index = Math.floor(one.at / bucketMs);
    const bucket = buckets.get(index);
    if (bucket) bucket.push(one);
    else buckets.set(index, [one]);
  }
  return [...buckets]
    .toSorted(([a], [b]) => a - b)
    .map(([index, list]) => {
      const ok = list.filter((one) => one.ok).length;
      return { index, ok, failed: list.length - ok, latency: latencyOf(list) };
    });
}

function countOf(words: readonly string[]): Burst['outcomes'] {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return [...counts].map(([outcome, count]) => ({ outcome, count })).toSorted((a, b) => b.count - a.count);
}

/** Nearest rank. */
function latencyOf(ended: readonly Ended[]): Burst['latency'] {
  const sorted = ended
    .map(({ latency }) => latency)
    .filter((one) => one !== null)
    .toSorted((a, b) => a - b);
  if (sorted.length === 0) return null;
  const rank = (share: number): number => rounded(sorted[Math.ceil(sorted.length * share) - 1] ?? 0);
  return { p50: rank(0.5), p95: rank(0.95), p99: rank(0.99), max: rank(1) };
}

const rounded = (value: number): number => Math.round(value * 10) / 10;
