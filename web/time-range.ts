/** The timeline's window and its bars. Pure: the clock is handed in. */
import type { Outcomes, RequestSummary, Timeline } from '../server/contract.ts';
import { outcomeOf } from '../server/outcomes.ts';

/** How far back the timeline looks; `all` begins with the oldest request. */
export const ranges = {
  '15m': 900_000,
  '1h': 3_600_000,
  '6h': 21_600_000,
  '24h': 86_400_000,
  '7d': 604_800_000,
  all: null,
} as const;

/** The name of a range. */
export type RangeId = keyof typeof ranges;

/** All ranges, shortest first. */
export const rangeIds: readonly RangeId[] = ['15m', '1h', '6h', '24h', '7d', 'all'];

/** True for the name of a range. */
export const isRangeId = (text: string | null): text is RangeId =>
  text !== null && rangeIds.some((id) => id === text);

/** How many bars the timeline has. */
export const barCount = 72;

/** A span of time in milliseconds since 1970. */
export interface Span {
  from: number;
  to: number;
}

/** One bar: what arrived in its time, and what of it fits the filter. */
export interface Bar {
  all: Outcomes;
  matching: Outcomes;
}

/** The timeline as it is drawn: every bar there, empty ones too. */
export interface Bars extends Span {
  bucketMs: number;
  bars: readonly Bar[];
}

/** The window of a range: its end is the end of the bar that is filling. Null for `all`. */
export function windowOf(range: RangeId, now: number): Span | null {
  const length = ranges[range];
  if (length === null) return null;
  const bar = length / barCount;
  const to = (Math.floor(now / bar) + 1) * bar;
  return { from: to - length, to };
}

/** The shortest range that still shows a span; the wanted one when it does. */
export function rangeThatShows(from: string | null, wanted: RangeId, now: number): RangeId {
  const at = from === null ? Number.POSITIVE_INFINITY : Date.parse(from);
  const wide = rangeIds.slice(rangeIds.indexOf(wanted));
  return wide.find((id) => (windowOf(id, now)?.from ?? Number.NEGATIVE_INFINITY) <= at) ?? 'all';
}

const none: Outcomes = { ok: 0, warn: 0, bad: 0 };
const emptyBar: Bar = { all: none, matching: none };

/** The server's answer with its gaps filled. */
export function toBars({ from, to, bucketMs, buckets }: Timeline): Bars {
  const [start, end] = [Date.parse(from), Date.parse(to)];
  const count = Math.max(1, Math.min(1_000, Math.ceil((end - start) / bucketMs)));
  const bars = Array.from<unknown, Bar>({ length: count }, () => emptyBar);
  for (const { index, all, matching } of buckets)
    if (index >= 0 && index < count) bars[index] = { all, matching };
  return { from: start, to: start + count * bucketMs, bucketMs, bars };
}

/** Bars with arrivals counted in; what is newer than the last bar is put there until the window moves. */
export function countIn(old: Bars, requests: readonly RequestSummary[]): Bars {
  if (!requests.length) return old;
  const bars = [...old.bars];
  for (const request of requests) {
    const at = Math.floor((Date.parse(request.receivedAt) - old.from) / old.bucketMs);
    const index = Math.min(at, bars.length - 1);
    const bar = bars[index];
    if (at < 0 || !bar) continue;
    const outcome = outcomeOf(request);
    const plus = (counts: Outcomes) => ({ ...counts, [outcome]: counts[outcome] + 1 });
    bars[index] = { all: plus(bar.all), matching: plus(bar.matching) };
  }
  return { ...old, bars };
}

/** All outcomes of a bar together. */
export const totalOf = ({ ok, warn, bad }: Outcomes): number => ok + warn + bad;

/** The outcomes of all bars together, of those that fit the filter and lie in a span. */
export function sumOf({ bars, from, bucketMs }: Bars, span: Span): Outcomes {
  const sum = { ...none };
  bars.forEach(({ matching }, index) => {
    const start = from + index * bucketMs;
    if (start + bucketMs <= span.from || start >= span.to) return;
    sum.ok += matching.ok;
    sum.warn += matching.warn;
    sum.bad += matching.bad;
  });
  return sum;
}

const steps = [1, 5, 15, 60, 180, 360, 720, 1_440, 2_880, 10_080, 43_200, 259_200].map((m) => m * 60_000);

/** Where the axis gets a mark: round local times, about four of them. */
export function ticksOf({ from, to }: Span): number[] {
  const step = steps.find((one) => (to - from) / one <= 5) ?? to - from;
  const zone = new Date(from).getTimezoneOffset() * 60_000;
  const first = Math.ceil((from - zone) / step) * step + zone;
  return Array.from({ length: 6 }, (_, i) => first + i * step).filter((at) => at < to);
}
