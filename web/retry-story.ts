/** What the arrivals of one event tell of its sender: how it retries, what it repeats, whether it stopped. Pure. */
import { type Rhythm, nextGap, rhythmOf } from './retry-rhythm.ts';

/** One arrival of the event. Instants are milliseconds since 1970. */
export interface Arrival {
  seq: number;
  at: number;
  /** Milliseconds until its answer was out; 0 when that is not known. */
  tookMs: number;
  /** What was answered; 0: nothing. */
  status: number;
  /** SHA-256 of the body; null: not known. */
  body: string | null;
  /** When the sender says that it sent it; null: it does not say. */
  sentAt: number | null;
  /** Which try it is by the sender's own count; null: it does not say. */
  count: number | null;
  /** How long it was asked to wait; null: it was not asked, or that is not known. */
  retryAfterMs: number | null;
}

/**
 * What is odd about an arrival. `duplicate`: the same bytes after a 2xx · `again`: after a 2xx, with other bytes or with
 * bytes that are not known · `changed`: a retry with other bytes · `late`: sent before one that came earlier ·
 * `impatient`: it came before the answer to the one before it was out · `too-soon`: before the Retry-After was over.
 */
export type Mark = 'duplicate' | 'again' | 'changed' | 'late' | 'impatient' | 'too-soon';

/** An arrival on the line. */
export interface Step {
  arrival: Arrival;
  /** Milliseconds from the answer before it, from the arrival before it when it was impatient; null: the first. */
  gapMs: number | null;
  marks: readonly Mark[];
}

/** How it ended so far. `waiting`: another try may come, at `dueAt` when that can be told. */
export type Ending =
  | { kind: 'accepted' }
  | { kind: 'waiting'; dueAt: number | null }
  | { kind: 'gave-up'; sure: boolean };

/** The story. */
export interface RetryStory {
  /** Oldest first. */
  steps: readonly Step[];
  /** Tries after a failure, of the longest row of them. */
  retries: number;
  /** From the first arrival of that row to its last. */
  spanMs: number;
  /** Null without retries. */
  rhythm: Rhythm | null;
  /** How often a wait was asked for and could be watched, and how often it was kept. */
  retryAfter: { asked: number; kept: number };
  ending: Ending;
}

const isAccepted = ({ status }: Arrival): boolean => status >= 200 && status < 300;

/** `now` decides whether the sender still has time. */
export function retryStory(arrivals: readonly Arrival[], now: number): RetryStory {
  const ordered = arrivals.toSorted((a, b) => a.at - b.at || a.seq - b.seq);
  const steps = ordered.map((arrival, at): Step => stepOf(arrival, ordered.slice(0, at)));
  const row = longestRow(steps);
  const gaps = row.slice(1).map(({ gapMs }) => gapMs ?? 0);
  const rhythm = rhythmOf(gaps);
  return {
    steps,
    retries: gaps.length,
    spanMs: (row.at(-1)?.arrival.at ?? 0) - (row[0]?.arrival.at ?? 0),
    rhythm,
    retryAfter: waitsOf(steps),
    ending: endingOf(steps, { rhythm: row.at(-1) === steps.at(-1) ? rhythm : null, gaps, now }),
  };
}

function stepOf(arrival: Arrival, earlier: readonly Arrival[]): Step {
  const before = earlier.at(-1);
  if (!before) return { arrival, gapMs: null, marks: [] };
  const answered = before.at + before.tookMs;
  const isImpatient = before.tookMs > 0 && arrival.at < answered;
  const gapMs = isImpatient ? arrival.at - before.at : Math.max(0, arrival.at - answered);
  const marks: Mark[] = [];
  const accepted = earlier.findLast(isAccepted);
  const isSame = (other: Arrival) => other.body !== null && other.body === arrival.body;
  if (accepted) marks.push(isSame(accepted) ? 'duplicate' : 'again');
  else if (before.body !== null && arrival.body !== null && !isSame(before)) marks.push('changed');
  if (earlier.some((other) => wasSentLater(other, arrival))) marks.push('late');
  if (isImpatient) marks.push('impatient');
  if (!isAccepted(before) && before.retryAfterMs !== null && !waited(gapMs, before.retryAfterMs))
    marks.push('too-soon');
  return { arrival, gapMs, marks };
}

/** Signatures tell whole seconds only. */
function wasSentLater(other: Arrival, than: Arrival): boolean {
  if (other.count !== null && than.count !== null) return other.count > than.count;
  return other.sentAt !== null && than.sentAt !== null && other.sentAt - than.sentAt > 1_000;
}

/** Clocks of senders tick in their own way: nearly so long is so long. */
const waited = (gapMs: number, askedMs: number): boolean => gapMs >= askedMs * 0.95 - 250;

/** Tries one after the other, each but the last without a 2xx. The last of the longest ones. */
function longestRow(steps: readonly Step[]): readonly Step[] {
  const rows: Step[][] = [];
  let row: Step[] = [];
  for (const step of steps) {
    row.push(step);
    if (!isAccepted(step.arrival)) continue;
    rows.push(row);
    row = [];
  }
  rows.push(row);
  return rows.reduce((best, each) => (each.length >= best.length ? each : best), []);
}

function waitsOf(steps: readonly Step[]): RetryStory['retryAfter'] {
  const watched = steps.filter((_, at) => {
    const before = steps[at - 1]?.arrival;
    return before && !isAccepted(before) && before.retryAfterMs !== null;
  });
  const kept = watched.filter(({ marks }) => !marks.includes('too-soon'));
  return { asked: watched.length, kept: kept.length };
}

/** Nobody is said to have given up within a minute. */
const shortestSilence = 60_000;

interface Rest {
  rhythm: Rhythm | null;
  gaps: readonly number[];
  now: number;
}

function endingOf(steps: readonly Step[], { rhythm, gaps, now }: Rest): Ending {
  const last = steps.at(-1)?.arrival;
  if (last && isAccepted(last)) return { kind: 'accepted' };
  if (!last || !rhythm) return { kind: 'waiting', dueAt: null };
  const expected = Math.max(nextGap(rhythm, gaps), last.retryAfterMs ?? 0);
  const silence = now - (last.at + last.tookMs);
  if (silence > expected * 2 + shortestSilence)
    return { kind: 'gave-up', sure: rhythm.sure && silence > expected * 5 + shortestSilence };
  const isTold = rhythm.sure && rhythm.kind !== 'growing' && rhythm.kind !== 'irregular';
  return { kind: 'waiting', dueAt: isTold ? last.at + last.tookMs + expected : null };
}
