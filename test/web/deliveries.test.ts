import { describe, expect, it } from 'vitest';
import type { DeliverySummary, HeaderPair } from '../../server/contract.ts';
import { base64Of, mixesLineEnds, textToEdit, withLineEndsOf } from '../../web/deliveries/edited-body.ts';
import { isUnchanged, pairsOf, rowsOf } from '../../web/deliveries/edited-headers.ts';
import { lastForwards, merged } from '../../web/deliveries/merge.ts';
import { completedUrl, httpUrl, isLoopback, secretHeaders } from '../../web/deliveries/risk.ts';
import { filterProblem, readWaits, scheduleOf, writeWaits } from '../../web/drawer/forwarding/targets.ts';
import { retryAfterMs } from '../../web/retries/arrival.ts';

const attempt = (id: string, more: Partial<DeliverySummary> = {}): DeliverySummary => ({
  id,
  bin: 'a',
  seq: 1,
  kind: 'forward',
  by: 'app',
  targetId: 't',
  run: null,
  target: 'http://localhost/',
  method: 'POST',
  state: 'delivered',
  status: 200,
  error: null,
  attempt: 1,
  dead: false,
  createdAt: '2026-11-22T09:00:00.000Z',
  startedAt: null,
  endedAt: null,
  nextAttemptAt: null,
  timing: { connectMs: null, firstByteMs: null, totalMs: null },
  requestSize: 0,
  responseSize: null,
  ...more,
});

describe('attempts from two sources', () => {
  it('are newest first, each once, and never go back to an earlier state', () => {
    const page = [attempt('3', { state: 'queued' }), attempt('1')];
    const live = [attempt('2', { state: 'sending' }), attempt('3', { state: 'failed' })];
    const states = (list: readonly DeliverySummary[]) => list.map(({ id, state }) => `${id} ${state}`);
    expect(states(merged(page, live))).toEqual(['3 failed', '2 sending', '1 delivered']);
    // A page that was asked for before the message came.
    expect(states(merged(live, page))).toEqual(['3 failed', '2 sending', '1 delivered']);
  });

  it('the forward that ended last says how a target does; replays and what is under way do not', () => {
    const [early, late] = ['2026-11-22T09:00:01.000Z', '2026-11-22T09:00:02.000Z'];
    const known = lastForwards(new Map(), [
      attempt('5', { state: 'queued', targetId: 'b' }),
      attempt('4', { kind: 'replay', endedAt: late }),
      attempt('3', { endedAt: early }),
      attempt('2', { state: 'failed', endedAt: late }),
      attempt('1', { targetId: 'b', endedAt: early }),
    ]);
    const ids = (last: typeof known) => [...last].map(([target, { id }]) => `${target} ${id}`).toSorted();
    expect(ids(known)).toEqual(['b 1', 't 2']);
    const older = attempt('0', { endedAt: '2026-11-22T08:00:00.000Z' });
    expect(ids(lastForwards(known, [older, attempt('6', { targetId: 'b', endedAt: late })]))).toEqual([
      'b 6',
      't 2',
    ]);
  });
});

it('names the headers that prove who somebody is, each once, and none that is made anew', () => {
  const headers: HeaderPair[] = [
    ['Host', 'x'],
    ['Authorization', 'a'],
    ['X-Hub-Signature-256', 'b'],
    ['cookie', 'c'],
    ['Cookie', 'd'],
    ['X-API-Key', 'e'],
    ['X-Gitlab-Token', 'f'],
    ['Proxy-Authorization', 'g'],
    ['Content-Type', 'h'],
  ];
  expect(secretHeaders(headers)).toEqual([
    'Authorization',
    'X-Hub-Signature-256',
    'Cookie',
    'X-API-Key',
    'X-Gitlab-Token',
  ]);
});

it.each([
  { typed: '3000', url: 'http://localhost:3000' },
  { typed: ':3000/hooks', url: 'http://localhost:3000/hooks' },
  { typed: ' localhost:3000/a ', url: 'http://localhost:3000/a' },
  { typed: 'https://x.example/a', url: 'https://x.example/a' },
  { typed: 'javascript:alert(1)', url: 'javascript:alert(1)' },
  { typed: '', url: '' },
])('what is typed as $typed is meant as $url', ({ typed, url }) => {
  expect(completedUrl(typed)).toBe(url);
});

it.each(['javascript:alert(1)', 'ftp://x/', 'http://me:secret@x/', 'http://', 'nothing'])(
  '%s is no target',
  (text) => expect(httpUrl(text)).toBe(null),
);

it.each([
  { url: 'http://localhost:1', is: true },
  { url: 'http://a.localhost', is: true },
  { url: 'http://127.9.9.9', is: true },
  { url: 'http://2130706433/', is: true },
  { url: 'http://[::1]/', is: true },
  { url: 'http://127.0.0.1.evil.example', is: false },
  { url: 'http://localhost.evil.example', is: false },
  { url: 'http://192.168.0.2', is: false },
])('$url is on this machine: $is', ({ url, is }) => {
  expect(isLoopback(new URL(url))).toBe(is);
});

describe('edited headers', () => {
  const headers: HeaderPair[] = [
    ['X-Latin', 'caf\xe9'],
    ['x-utf', 'caf\xc3\xa9'],
    ['X-Latin', 'again'],
  ];

  it('that nobody touched keep their bytes, whatever they are', () => {
    expect(pairsOf(rowsOf(headers)).headers).toEqual(headers);
    expect(isUnchanged(rowsOf(headers), headers)).toBe(true);
  });

  it('are UTF-8 where somebody typed, and keep the others as they were', () => {
    const rows = rowsOf(headers).map((row, at) => (at === 2 ? { ...row, value: 'é😀' } : row));
    expect(pairsOf(rows).headers).toEqual([headers[0], headers[1], ['X-Latin', '\xc3\xa9\xf0\x9f\x98\x80']]);
    expect(isUnchanged(rows, headers)).toBe(false);
  });

  it('without a name are left out, and the others are still found by what the server calls them', () => {
    const rows = rowsOf(headers).map((row, at) => (at === 0 ? { ...row, name: ' ' } : row));
    expect(pairsOf(rows).keys).toEqual([1, 2]);
  });

  it('in another order are changed', () => {
    expect(isUnchanged(rowsOf(headers).toReversed(), headers)).toBe(false);
  });
});

describe('an edited body', () => {
  it.each([
    { bytes: [0xff, 0xfe, 0x41], is: { not: 'binary' } },
    { bytes: [0x41, 0, 0x42], is: { not: 'binary' } },
    { bytes: [0xc3, 0xa9], is: { text: 'é' } },
    { bytes: [], is: { text: '' } },
  ])('of the bytes $bytes is $is', ({ bytes, is }) => {
    expect(textToEdit(Uint8Array.from(bytes), { stored: bytes.length, size: bytes.length })).toEqual(is);
  });

  it('that is not whole, or too long for a field, is not edited as text', () => {
    expect(textToEdit(new Uint8Array(3), { stored: 3, size: 9 })).toEqual({ not: 'cut' });
    const long = new Uint8Array(1_000_001).fill(65);
    expect(textToEdit(long, { stored: long.length, size: long.length })).toEqual({ not: 'large' });
  });

  it('gets back the line ends that a field takes away, where they were all alike', () => {
    expect(withLineEndsOf('a\nb\nc', 'x\r\ny')).toBe('a\r\nb\r\nc');
    expect(withLineEndsOf('a\nb', 'x\ny')).toBe('a\nb');
    expect(withLineEndsOf('a\nb', 'x\r\ny\nz')).toBe('a\nb');
    expect([mixesLineEnds('x\r\ny\nz'), mixesLineEnds('x\r\ny'), mixesLineEnds('x\ny')]).toEqual([
      true,
      false,
      false,
    ]);
  });

  it('of a file goes as base64, all of it', () => {
    const bytes = Uint8Array.from({ length: 20_000 }, (_, at) => at % 256);
    expect(Uint8Array.from(atob(base64Of(bytes)), (one) => one.charCodeAt(0))).toEqual(bytes);
  });
});

describe('waits before retries', () => {
  it('are read as people write them, and written the same way', () => {
    expect(readWaits('5, 30 2m 1h,1.5d')).toEqual([5, 30, 120, 3600, 129_600]);
    expect(writeWaits([5, 90, 120, 3600, 86_400])).toBe('5, 90, 2m, 1h, 1d');
    expect(readWaits('soon, 5')).toEqual([Number.NaN, 5]);
    expect(readWaits('')).toEqual([]);
  });

  it('that are usual ones are known by name', () => {
    expect([scheduleOf([]), scheduleOf([5, 5]), scheduleOf([1])]).toEqual(['none', 'few', 'own']);
  });
});

it('a filter that the server would refuse is told while it is typed', () => {
  expect(filterProblem('nonsense:1')).toContain('nonsense');
  expect(filterProblem('sig:valid -path:/health*')).toBe(null);
  expect(filterProblem('')).toBe(null);
});

it.each([
  { value: '120', ms: 120_000 },
  { value: 'Sun, 22 Nov 2026 09:00:30 GMT', ms: 30_000 },
  { value: 'Sun, 22 Nov 2026 08:00:00 GMT', ms: 0 },
  { value: 'later', ms: null },
  { value: null, ms: null },
])('Retry-After: $value asks for $ms ms', ({ value, ms }) => {
  expect(retryAfterMs(value, Date.UTC(2026, 10, 22, 9))).toBe(ms);
});
