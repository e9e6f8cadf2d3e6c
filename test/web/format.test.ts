import { describe, expect, it, onTestFinished } from 'vitest';
import {
  formatAge,
  formatAgo,
  formatBytes,
  formatClock,
  formatCount,
  formatDate,
  formatMs,
} from '../../web/format.ts';
import { locale } from '../../web/locales/locale.ts';

const now = Date.parse('2026-11-22T12:00:00Z');
const before = (seconds: number): string => new Date(now - seconds * 1_000).toISOString();

function speak(tag: string): void {
  locale.value = tag;
  onTestFinished(() => {
    locale.value = 'en';
  });
}

/** Thin and no-break spaces differ between versions of the language data. */
const plain = (text: string): string => text.replaceAll(/\s/g, ' ');

describe.each([
  { tag: 'en', count: '1,234,567', size: '2.1 kB', big: '12.5 MB', ms: '4.7 ms', date: '22 Nov 2026' },
  { tag: 'nb', count: '1 234 567', size: '2,1 kB', big: '12,5 MB', ms: '4,7 ms', date: '22. nov. 2026' },
  { tag: 'nl', count: '1.234.567', size: '2,1 kB', big: '12,5 MB', ms: '4,7 ms', date: '22 nov 2026' },
  { tag: 'id', count: '1.234.567', size: '2,1 kB', big: '12,5 MB', ms: '4,7 ms', date: '22 Nov 2026' },
  { tag: 'ms', count: '1,234,567', size: '2.1 kB', big: '12.5 MB', ms: '4.7 ms', date: '22 Nov 2026' },
])('in $tag', ({ tag, count, size, big, ms, date }) => {
  it('numbers, sizes, durations and dates are written as people there write them', () => {
    speak(tag);
    expect(plain(formatCount(1_234_567))).toBe(count);
    expect(formatBytes(999)).toBe('999 B');
    expect(formatBytes(2_121)).toBe(size);
    expect(formatBytes(12_500_000)).toBe(big);
    expect(formatMs(4.71)).toBe(ms);
    expect(plain(formatDate('2026-11-22T12:00:00Z'))).toBe(date);
  });

  it('an age in a row is short at every length', () => {
    speak(tag);
    for (const seconds of [5, 59, 60, 3_599, 3_600, 86_399, 86_400, 86_400 * 99])
      expect(formatAge(before(seconds), now).length, String(seconds)).toBeLessThanOrEqual(6);
  });

  it('an age as words is a whole expression, not a number alone', () => {
    speak(tag);
    expect(formatAgo(before(180), now)).toMatch(/3\D*(min|menit)/);
    expect(formatAgo(before(180), now)).not.toBe(formatAgo(before(180 * 60), now));
  });
});

it('the language can change while the page is open', () => {
  speak('nl');
  expect(formatCount(1_000)).toBe('1.000');
  locale.value = 'en';
  expect(formatCount(1_000)).toBe('1,000');
});

it('a clock shows milliseconds and midnight as 00', () => {
  expect(formatClock(new Date(2026, 0, 1, 0, 0, 7, 45).toISOString())).toBe('00:00:07.045');
});

it('an age in English has at most four characters', () => {
  expect([0, 7, 120, 7_200, 86_400 * 12].map((seconds) => formatAge(before(seconds), now))).toEqual([
    'now',
    '7s',
    '2m',
    '2h',
    '12d',
  ]);
});
