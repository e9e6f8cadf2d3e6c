/** Step 2: when it was signed, and how far that is from its arrival, beside what is allowed. */
import type { VerdictSteps } from '../../server/contract.ts';
import { formatClock, formatCount, formatMoment, formatMs } from '../format.ts';
import { Visible } from '../views/visible-text.tsx';
import { w } from './words.ts';

type Time = NonNullable<VerdictSteps['timestamp']>;

// Further away than this, the time of day alone says nothing.
const sameDayMs = 12 * 3_600_000;
// What a Date can hold.
const lastMs = 8.64e15;

/** The sentence, and the bar when there is something to compare. */
export function TimeStep({ step, receivedAt }: { step: Time; receivedAt: string }) {
  const { signedAt, driftMs, toleranceMs, ways, value, ok } = step;
  const words = w.value.steps;
  const isTime = signedAt !== null && driftMs !== null && Math.abs(signedAt) <= lastMs;
  if (!isTime)
    return (
      <p>
        <Visible text={words.noTime(value)} />
      </p>
    );
  const isFar = Math.abs(driftMs) > sameDayMs;
  const signed = isFar ? formatMoment(signedAt) : formatClock(new Date(signedAt).toISOString());
  const received = isFar ? formatMoment(Date.parse(receivedAt)) : formatClock(receivedAt);
  const limit = toleranceMs === null ? null : words[ways](formatSpan(toleranceMs));
  return (
    <>
      <p>
        {words.signedAt(signed, received)} <b>{words.drift(formatDrift(driftMs))}</b>
        <span class="muted">{limit ?? words.unlimited}</span>
      </p>
      {toleranceMs !== null && toleranceMs > 0 && (
        <Gauge driftMs={driftMs} toleranceMs={toleranceMs} ways={ways} ok={ok} />
      )}
    </>
  );
}

/** `+12 min 4 s`; plus: it was signed before it came. */
const formatDrift = (ms: number): string => `${ms < 0 ? '−' : '+'}${formatSpan(Math.abs(ms))}`;

/** The two largest units of a span. */
function formatSpan(ms: number): string {
  const seconds = Math.floor(ms / 1_000);
  if (seconds < 60) return formatMs(ms);
  if (seconds < 600 && seconds % 60 === 0) return `${formatCount(seconds)} s`;
  if (seconds < 3_600) return pair(Math.floor(seconds / 60), 'min', seconds % 60, 's');
  if (seconds < 86_400)
    return pair(Math.floor(seconds / 3_600), 'h', Math.floor((seconds % 3_600) / 60), 'min');
  return pair(Math.floor(seconds / 86_400), 'd', Math.floor((seconds % 86_400) / 3_600), 'h');
}

const pair = (a: number, big: string, b: number, small: string): string =>
  `${formatCount(a)} ${big}${b > 0 ? ` ${b} ${small}` : ''}`;

/** Where the ends of what is allowed lie, in percent of the bar. */
const ends = [14.3, 85.7] as const;

function Gauge({ driftMs, toleranceMs, ways, ok }: Omit<Time, 'value' | 'signedAt'> & GaugeTimes) {
  const place = 50 + (driftMs / toleranceMs) * (ends[1] - 50);
  const left = Math.min(99, Math.max(1, place));
  const limit = formatSpan(toleranceMs);
  // A clock that is ahead is no fault to who only looks at the age.
  const from = ways === 'both' ? ends[0] : 0;
  return (
    <div class="gauge" aria-hidden="true">
      <i class="track" />
      <i class="allowed" style={{ left: `${from}%`, right: `${100 - ends[1]}%` }} />
      <i class={`pt ${ok ? '' : 'bad'}`} style={{ left: `${left}%` }} />
      {ways === 'both' && <span style={{ left: `${ends[0]}%` }}>−{limit}</span>}
      <span style={{ left: '50%' }}>0</span>
      <span style={{ left: `${ends[1]}%` }}>+{limit}</span>
    </div>
  );
}

interface GaugeTimes {
  driftMs: number;
  toleranceMs: number;
}
