/** The rule behind the gaps between retries, as far as so few numbers can tell. Pure. */

/**
 * How the gaps follow each other. `sure`: false when the gaps are too few or too scattered for that.
 * `once`: one gap is no rule yet · `growing`: ever longer, by no simple rule. Milliseconds.
 */
export type Rhythm = { sure: boolean; jitter: boolean } & (
  | { kind: 'once'; gapMs: number }
  | { kind: 'fixed'; gapMs: number }
  | { kind: 'linear'; firstMs: number; stepMs: number }
  | { kind: 'exponential'; firstMs: number; factor: number; capMs: number | null }
  | { kind: 'growing' }
  | { kind: 'irregular' }
);

/** What the network and a busy sender add to a gap. */
const noiseMs = 60;
/** Further from the rule than this is jitter. */
const close = 0.06;
/** Up to here a rule holds without doubt. */
const near = 0.15;
/** Up to here it may hold, with jitter: senders often add or take up to half. */
const far = 0.5;
/** What grows slower does not grow. */
const slowestGrowth = 1.25;

/** Null without gaps; in the order in which they came. */
export function rhythmOf(gaps: readonly number[]): Rhythm | null {
  const [first] = gaps;
  if (first === undefined) return null;
  if (gaps.length === 1) return { kind: 'once', gapMs: first, sure: false, jitter: false };
  const fixed = fixedFit(gaps);
  if (fixed.error <= near)
    return { kind: 'fixed', gapMs: fixed.gapMs, sure: gaps.length > 2, jitter: fixed.error > close };
  return growth(gaps) ?? scattered(gaps, fixed);
}

/** The gap that would come next: when nothing came for much longer, nothing comes. */
export function nextGap(rhythm: Rhythm, gaps: readonly number[]): number {
  const last = gaps.at(-1) ?? 0;
  switch (rhythm.kind) {
    case 'fixed':
      return rhythm.gapMs;
    case 'linear':
      return last + rhythm.stepMs;
    case 'exponential':
      return Math.min(rhythm.capMs ?? Number.POSITIVE_INFINITY, last * rhythm.factor);
  }
  // Schedules of senders make jumps: 5 minutes follow 5 seconds.
  return Math.max(...gaps) * (rhythm.kind === 'irregular' ? 4 : 12);
}

const off = (gap: number, wanted: number): number =>
  Math.max(0, Math.abs(gap - wanted) - noiseMs) / Math.max(wanted, 1);
const worst = (gaps: readonly number[], wanted: (at: number) => number): number =>
  Math.max(...gaps.map((gap, at) => off(gap, wanted(at))));

function fixedFit(gaps: readonly number[]): { gapMs: number; error: number } {
  const sorted = gaps.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? 0;
  const gapMs = sorted.length % 2 ? upper : (upper + (sorted[middle - 1] ?? upper)) / 2;
  return { gapMs, error: worst(gaps, () => gapMs) };
}

/** The straight line through values at 0, 1, 2 and so on, by least squares. */
function lineThrough(values: readonly number[]): { start: number; slope: number } {
  const n = values.length;
  const middle = (n - 1) / 2;
  const mean = values.reduce((sum, value) => sum + value, 0) / n;
  const spread = values.reduce((sum, _, at) => sum + (at - middle) ** 2, 0);
  const slope = values.reduce((sum, value, at) => sum + (at - middle) * (value - mean), 0) / spread;
  return { start: mean - slope * middle, slope };
}

function exponentialFit(gaps: readonly number[]) {
  const { start, slope } = lineThrough(gaps.map((gap) => Math.log(Math.max(gap, 1))));
  const [firstMs, factor] = [Math.exp(start), Math.exp(slope)];
  return { firstMs, factor, error: worst(gaps, (at) => firstMs * factor ** at) };
}

/** Growth that stops: the last gaps are alike, those before them and the first of these grow. */
function cappedFit(gaps: readonly number[]) {
  for (let head = 3; head <= gaps.length - 1; head += 1) {
    const tail = fixedFit(gaps.slice(head - 1));
    const grows = exponentialFit(gaps.slice(0, head));
    const isStep = grows.factor >= slowestGrowth && grows.error <= near && tail.error <= near;
    if (isStep) return { ...grows, capMs: tail.gapMs, error: Math.max(grows.error, tail.error) };
  }
  return null;
}

/** A rule by which the gaps grow; null when they follow none closely. */
function growth(gaps: readonly number[]): Rhythm | null {
  const { firstMs, factor, error } = exponentialFit(gaps);
  const grows = factor >= slowestGrowth;
  if (gaps.length === 2)
    return grows ? { kind: 'exponential', firstMs, factor, capMs: null, sure: false, jitter: false } : null;
  const { start, slope } = lineThrough(gaps);
  const linear = slope > start * 0.1 ? worst(gaps, (at) => start + slope * at) : Number.POSITIVE_INFINITY;
  if (grows && error <= near && error <= linear)
    return { kind: 'exponential', firstMs, factor, capMs: null, sure: true, jitter: error > close };
  if (linear <= near)
    return { kind: 'linear', firstMs: start, stepMs: slope, sure: true, jitter: linear > close };
  const capped = cappedFit(gaps);
  if (!capped) return null;
  const jitter = capped.error > close;
  return { kind: 'exponential', ...pick(capped), sure: true, jitter };
}

const pick = ({ firstMs, factor, capMs }: { firstMs: number; factor: number; capMs: number }) => ({
  firstMs,
  factor,
  capMs,
});

/** What is left: a rule with much jitter, a schedule, or nothing that could be told. */
function scattered(gaps: readonly number[], fixed: { gapMs: number; error: number }): Rhythm {
  const { firstMs, factor, error } = exponentialFit(gaps);
  if (gaps.every((gap, at) => at === 0 || gap > (gaps[at - 1] ?? 0) * 1.1 + noiseMs) && error > far)
    return { kind: 'growing', sure: true, jitter: false };
  if (factor >= slowestGrowth && error <= far)
    return { kind: 'exponential', firstMs, factor, capMs: null, sure: gaps.length >= 5, jitter: true };
  if (factor < slowestGrowth && fixed.error <= far)
    return { kind: 'fixed', gapMs: fixed.gapMs, sure: gaps.length >= 5, jitter: true };
  return growsOnTheWhole(gaps)
    ? { kind: 'growing', sure: false, jitter: true }
    : { kind: 'irregular', sure: true, jitter: false };
}

/** Of any two gaps the later one is mostly the longer. */
function growsOnTheWhole(gaps: readonly number[]): boolean {
  const pairs = gaps.flatMap((gap, at) => gaps.slice(at + 1).map((later) => Math.sign(later - gap)));
  return gaps.length >= 4 && pairs.reduce((sum, sign) => sum + sign, 0) >= pairs.length / 2;
}
