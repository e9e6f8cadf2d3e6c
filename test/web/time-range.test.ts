import { describe, expect, it } from 'vitest';
import type { RequestSummary } from '../../server/contract.ts';
import { countIn, rangeThatShows, sumOf, ticksOf, toBars, windowOf } from '../../web/time-range.ts';

const at = (ms: number, status = 200) =>
  ({ receivedAt: new Date(ms).toISOString(), status, state: 'complete' }) as RequestSummary;
const zero = { ok: 0, warn: 0, bad: 0 };

describe('the timeline', () => {
  it('ends with the bar that is filling', () => {
    const window = windowOf('1h', 1_000_000_000_000);
    expect(window && window.to - window.from).toBe(3_600_000);
    expect(window && window.to > 1_000_000_000_000 && window.to - 50_000 <= 1_000_000_000_000).toBe(true);
    expect(windowOf('all', 0)).toBeNull();
  });

  it('has a bar for every bucket and counts arrivals into theirs', () => {
    const bars = toBars({
      from: new Date(0).toISOString(),
      to: new Date(1_000).toISOString(),
      bucketMs: 100,
      buckets: [{ index: 2, all: { ...zero, ok: 3 }, matching: { ...zero, ok: 1 } }],
    });
    expect(bars.bars).toHaveLength(10);
    const counted = countIn(bars, [at(250), at(250, 404), at(5_000, 500), at(-1)]);
    expect(counted.bars[2]).toEqual({
      all: { ok: 4, warn: 1, bad: 0 },
      matching: { ok: 2, warn: 1, bad: 0 },
    });
    expect(counted.bars[9]?.matching.bad).toBe(1);
    expect(sumOf(counted, { from: 200, to: 300 })).toEqual({ ok: 2, warn: 1, bad: 0 });
  });

  it('counts a request that was cut as the server does: by its 413', () => {
    const bars = toBars({
      from: new Date(0).toISOString(),
      to: new Date(100).toISOString(),
      bucketMs: 100,
      buckets: [],
    });
    const counted = countIn(bars, [{ ...at(50, 413), state: 'truncated' }]);
    expect(counted.bars[0]?.all).toEqual({ ok: 0, warn: 1, bad: 0 });
  });

  it('widens to show the span of a link', () => {
    const now = Date.parse('2026-11-22T12:00:00Z');
    expect(rangeThatShows(null, '1h', now)).toBe('1h');
    expect(rangeThatShows('2026-11-22T03:00:00Z', '1h', now)).toBe('24h');
    expect(rangeThatShows('2025-11-22T03:00:00Z', '1h', now)).toBe('all');
  });

  it('marks a handful of times, whatever the window', () => {
    for (const hours of [0.25, 1, 6, 24, 168, 9_000]) {
      const ticks = ticksOf({ from: 0, to: hours * 3_600_000 });
      expect(ticks.length).toBeGreaterThan(1);
      expect(ticks.length).toBeLessThan(7);
    }
  });
});
