/** Step 2: when it was signed, and how far that is from now. */
import {
  finding,
  type Problem,
  problem,
  type Reading,
  type Scheme,
  type Settings,
  type Steps,
} from './signature.ts';

// The last moment that a Date can hold: whoever shows a later one would stumble.
const lastMs = 8.64e15;

interface TimeFound {
  step: Steps['timestamp'];
  /** `expired` waits until the signature matched; `malformed` ends the check. */
  problem: Problem | null;
}

/** Reads and weighs the timestamp; both null for a scheme without one. */
export function timeStep(scheme: Scheme, reading: Reading, settings: Settings, nowMs: number): TimeFound {
  const { time } = scheme;
  if (time === null || reading.timestamp === null) return { step: null, problem: null };
  const tolerance = settings.toleranceSeconds ?? time.tolerance;
  const signedAt = timeOf(reading.timestamp, time.unit);
  const late = signedAt === null ? null : weigh(signedAt, nowMs, tolerance, time);
  const step = {
    value: reading.timestamp.slice(0, 64),
    signedAt: signedAt !== null && signedAt <= lastMs ? signedAt : null,
    driftMs: signedAt === null ? null : nowMs - signedAt,
    toleranceMs: tolerance === null ? null : tolerance * 1000,
    ways: time.ways,
    ok: late === null && (signedAt !== null || tolerance === null),
  };
  if (signedAt !== null || tolerance === null) return { step, problem: late };
  return {
    step,
    problem: problem('malformed', 'bad_timestamp', 'The timestamp cannot be read as {unit}.', {
      unit: { s: 'Unix seconds', ms: 'Unix milliseconds', iso: 'an ISO 8601 date' }[time.unit],
    }),
  };
}

/** Milliseconds since 1970, null when the text is no time. */
export function timeOf(text: string, unit: 's' | 'ms' | 'iso'): number | null {
  if (unit === 'iso') {
    const at = /^\d{4}-\d\d-\d\dT/.test(text) && text.length < 64 ? Date.parse(text) : NaN;
    return Number.isNaN(at) ? null : at;
  }
  if (!/^\d{1,15}$/.test(text)) return null;
  return Number(text) * (unit === 's' ? 1000 : 1);
}

/** A time as a scheme writes it. */
export function timeText(nowMs: number, unit: 's' | 'ms' | 'iso'): string {
  if (unit === 'iso') return new Date(nowMs).toISOString().replace(/\.\d+Z$/, 'Z');
  return String(unit === 's' ? Math.floor(nowMs / 1000) : Math.floor(nowMs));
}

/** Whole seconds, as the vendors' code counts; the limit itself is still in time. */
function weigh(
  signedAt: number,
  nowMs: number,
  tolerance: number | null,
  { unit, ways }: NonNullable<Scheme['time']>,
): Problem | null {
  if (tolerance === null) return null;
  const now = unit === 's' ? Math.floor(nowMs / 1000) * 1000 : nowMs;
  const drift = now - signedAt;
  const values = { seconds: Math.round(Math.abs(drift) / 1000), tolerance };
  if (drift > tolerance * 1000)
    return {
      status: 'expired',
      ...finding('too_old', 'The signature is {seconds} s old; {tolerance} s are allowed.', values),
    };
  if (ways === 'both' && -drift > tolerance * 1000)
    return {
      status: 'expired',
      ...finding(
        'in_future',
        'The signature is from {seconds} s in the future; {tolerance} s are allowed.',
        values,
      ),
    };
  return null;
}
