import { describe, expect, it } from 'vitest';
import { rhythmOf } from '../../web/retry-rhythm.ts';
import { type Arrival, retryStory } from '../../web/retry-story.ts';

const start = Date.UTC(2026, 10, 22, 9);

/** Arrivals after gaps of so many seconds; the last one is answered 200, those before it 503. */
const arrivals = (gaps: readonly number[], change: (at: number) => Partial<Arrival> = () => ({})) => {
  let at = start;
  return [0, ...gaps].map((gap, index): Arrival => {
    at += gap * 1_000;
    return {
      seq: index + 1,
      at,
      tookMs: 0,
      status: index === gaps.length ? 200 : 503,
      body: 'a',
      sentAt: null,
      count: null,
      retryAfterMs: null,
      ...change(index),
    };
  });
};
const later = start + 48 * 3_600_000;
const allFail = () => ({ status: 503 });
const ms = (gaps: readonly number[]) => gaps.map((gap) => gap * 1_000);

describe('the rhythm of gaps', () => {
  it.each([
    { who: 'doubling', gaps: [1, 2, 4, 8], kind: 'exponential', sure: true, jitter: false },
    {
      who: 'doubling from 50 ms',
      gaps: [0.05, 0.11, 0.21, 0.4],
      kind: 'exponential',
      sure: true,
      jitter: false,
    },
    {
      who: 'tripling over days',
      gaps: [300, 900, 2_700, 8_100, 24_300],
      kind: 'exponential',
      sure: true,
      jitter: false,
    },
    {
      who: 'doubling, ten per cent off',
      gaps: [1.1, 1.9, 4.3, 7.4, 17],
      kind: 'exponential',
      sure: true,
      jitter: true,
    },
    {
      who: 'doubling, a third off',
      gaps: [1.3, 1.5, 5.2, 6, 21, 22],
      kind: 'exponential',
      sure: true,
      jitter: true,
    },
    {
      who: 'doubling, a third off, seen rarely',
      gaps: [1.3, 1.5, 5.2],
      kind: 'exponential',
      sure: false,
      jitter: true,
    },
    { who: 'two gaps that grow', gaps: [1, 2], kind: 'exponential', sure: false, jitter: false },
    { who: 'two that are alike', gaps: [60, 60.4], kind: 'fixed', sure: false, jitter: false },
    { who: 'every 5 minutes', gaps: [300, 301, 299.5, 300], kind: 'fixed', sure: true, jitter: false },
    { who: 'every 5 minutes, about', gaps: [300, 330, 280, 310], kind: 'fixed', sure: true, jitter: true },
    { who: 'ten seconds more each time', gaps: [10, 20, 30, 40], kind: 'linear', sure: true, jitter: false },
    {
      who: 'the schedule of Svix',
      gaps: [5, 300, 1_800, 7_200, 18_000, 36_000],
      kind: 'growing',
      sure: true,
      jitter: false,
    },
    { who: 'two that shrink', gaps: [60, 5], kind: 'irregular', sure: true, jitter: false },
    { who: 'somebody who clicks', gaps: [3, 90, 2, 700, 20], kind: 'irregular', sure: true, jitter: false },
    { who: 'full jitter', gaps: [0.2, 1.9, 0.6, 7, 2.2, 30], kind: 'growing', sure: false, jitter: true },
    { who: 'a single retry', gaps: [7], kind: 'once', sure: false, jitter: false },
  ])('$who: $kind', ({ gaps, kind, sure, jitter }) => {
    expect(rhythmOf(ms(gaps))).toMatchObject({ kind, sure, jitter });
  });

  it('says by how much the gaps grow, and where the growth stops', () => {
    const rhythm = rhythmOf(ms([1, 2, 4, 8, 8.1, 8]));
    expect(rhythm).toMatchObject({ kind: 'exponential', capMs: 8_000, sure: true });
    expect(rhythm?.kind === 'exponential' && rhythm.factor).toBeCloseTo(2, 1);
    expect(rhythm?.kind === 'exponential' && rhythm.firstMs).toBeCloseTo(1_000, -2);
  });

  it('has nothing to say without a gap', () => {
    expect(rhythmOf([])).toBe(null);
  });
});

describe('the story of an event', () => {
  it('counts the retries until the first 2xx, and how long they took', () => {
    const story = retryStory(arrivals([48, 96, 192, 384]), later);
    expect(story).toMatchObject({
      retries: 4,
      spanMs: 720_000,
      rhythm: { kind: 'exponential', sure: true },
      ending: { kind: 'accepted' },
    });
    expect(story.steps.map(({ gapMs }) => gapMs)).toEqual([null, 48_000, 96_000, 192_000, 384_000]);
  });

  it('takes the arrivals in any order', () => {
    const list = arrivals([1, 2, 4]);
    expect(retryStory(list.toReversed(), later)).toEqual(retryStory(list, later));
  });

  it('measures a gap from the answer: what we made it wait is not its backoff', () => {
    const story = retryStory(
      arrivals([31, 32, 34], () => ({ tookMs: 30_000 })),
      later,
    );
    expect(story.rhythm).toMatchObject({ kind: 'exponential', jitter: false });
    expect(story.steps[1]?.gapMs).toBe(1_000);
  });

  it('sees a sender that does not wait for a slow answer', () => {
    const [, second] = retryStory(
      arrivals([5, 5], (at) => (at === 0 ? { tookMs: 20_000 } : {})),
      later,
    ).steps;
    expect(second).toMatchObject({ gapMs: 5_000, marks: ['impatient'] });
  });

  it('tells the same bytes after a 2xx from other ones, and both from a retry', () => {
    const accepted = (at: number) => ({ status: 200, body: ['a', 'a', 'b', null][at] ?? null });
    const { steps, retries } = retryStory(arrivals([5, 60, 60], accepted), later);
    expect(steps.map(({ marks }) => marks)).toEqual([[], ['duplicate'], ['again'], ['again']]);
    expect(retries).toBe(0);
  });

  it('sees that a retry brings other bytes', () => {
    const { steps } = retryStory(
      arrivals([5, 5], (at) => ({ body: at === 1 ? 'b' : 'a' })),
      later,
    );
    expect(steps[1]?.marks).toEqual(['changed']);
  });

  it('sees arrivals out of order by the count of the sender, else by the time it signed', () => {
    const counted = retryStory(
      arrivals([1, 1], (at) => ({ count: [0, 2, 1][at] ?? 0 })),
      later,
    );
    expect(counted.steps.map(({ marks }) => marks)).toEqual([[], [], ['late']]);
    const signed = retryStory(
      arrivals([1, 1], (at) => ({ sentAt: start + [0, 9_000, 4_000][at]! })),
      later,
    );
    expect(signed.steps.map(({ marks }) => marks)).toEqual([[], [], ['late']]);
    // Whole seconds: the same one is no order.
    const same = retryStory(
      arrivals([0.2], (at) => ({ sentAt: start + [1_000, 0][at]! })),
      later,
    );
    expect(same.steps[1]?.marks).toEqual([]);
  });

  it('holds Retry-After against the gap after it, and lets clocks be a little off', () => {
    const asked = retryStory(
      arrivals([10.2, 3, 9.8], (at) => (at < 3 ? { retryAfterMs: 10_000 } : {})),
      later,
    );
    expect(asked.retryAfter).toEqual({ asked: 3, kept: 2 });
    expect(asked.steps.map(({ marks }) => marks)).toEqual([[], [], ['too-soon'], []]);
    // Nobody can tell yet whether the last one is kept.
    const pending = retryStory(
      arrivals([], () => ({ status: 503, retryAfterMs: 10_000 })),
      later,
    );
    expect(pending.retryAfter).toEqual({ asked: 0, kept: 0 });
  });

  it.each([
    { after: 5, ending: { kind: 'waiting', dueAt: start + 15_000 + 16_000 } },
    { after: 120, ending: { kind: 'gave-up', sure: false } },
    { after: 3_600, ending: { kind: 'gave-up', sure: true } },
  ])('$after s after four failures in a doubling row: $ending.kind', ({ after, ending }) => {
    const list = arrivals([1, 2, 4, 8], allFail);
    expect(retryStory(list, start + 15_000 + after * 1_000).ending).toEqual(ending);
  });

  it('gives a sender the time that Retry-After asked for', () => {
    const list = arrivals([1, 2, 4], (at) => ({
      status: 503,
      ...(at === 3 && { retryAfterMs: 3_600_000 }),
    }));
    expect(retryStory(list, start + 600_000).ending).toEqual({
      kind: 'waiting',
      dueAt: start + 7_000 + 3_600_000,
    });
  });

  it('a 2xx in between begins a new row: the longest one counts', () => {
    const statuses = [503, 200, 503, 503, 503, 200];
    const story = retryStory(
      arrivals([1, 900, 2, 4, 8], (at) => ({ status: statuses[at] ?? 0 })),
      later,
    );
    expect(story).toMatchObject({ retries: 3, spanMs: 14_000, rhythm: { kind: 'exponential' } });
    expect(story.ending).toEqual({ kind: 'accepted' });
  });

  it('a duplicate alone is no retry', () => {
    const story = retryStory(
      arrivals([5], () => ({ status: 200 })),
      later,
    );
    expect(story).toMatchObject({ retries: 0, rhythm: null, ending: { kind: 'accepted' } });
  });
});
