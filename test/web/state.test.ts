import { describe, expect, it } from 'vitest';
import type { LiveMessage, RequestSummary } from '../../server/contract.ts';
import { isUnread, readUpTo } from '../../web/read-marks.ts';
import { type ListState, emptyList, reduce } from '../../web/state.ts';
import { aRequest } from './a-request.ts';

const row = (seq: number) => aRequest({ bin: 'b', seq, id: `id-${seq}` });

const page = (...seqs: number[]) => ({ items: seqs.map(row), nextBefore: null, lastSeq: seqs[0] ?? 0 });
const loaded = (...seqs: number[]): ListState =>
  reduce({ ...emptyList, marks: readUpTo(seqs[0] ?? 0) }, { type: 'first-page', page: page(...seqs) });
const unread = ({ rows, marks }: ListState) => seqs(rows).filter((seq) => isUnread(marks, seq));
const captured = (...seqs: number[]) => seqs.map((seq) => ({ type: 'captured', request: row(seq) }) as const);
const seqs = (rows: readonly RequestSummary[]) => rows.map(({ seq }) => seq);

describe('the list of requests', () => {
  it('puts arrivals on top, unread', () => {
    const state = reduce(loaded(2, 1), { type: 'live', messages: captured(3, 4), held: false });
    expect(seqs(state.rows)).toEqual([4, 3, 2, 1]);
    expect(unread(state)).toEqual([4, 3]);
    expect(state.cursor).toBe(4);
  });

  it('shows a request once, however often the live stream repeats it', () => {
    const once = reduce(loaded(2, 1), { type: 'live', messages: captured(2, 3, 3), held: false });
    const twice = reduce(once, { type: 'live', messages: captured(3), held: true });
    expect(seqs(twice.rows)).toEqual([3, 2, 1]);
    expect(twice.waiting).toEqual([]);
  });

  it('keeps arrivals waiting while someone reads, until they are let in', () => {
    const held = reduce(loaded(1), { type: 'live', messages: captured(2, 3), held: true });
    expect(seqs(held.rows)).toEqual([1]);
    const released = reduce(held, { type: 'release' });
    expect(seqs(released.rows)).toEqual([3, 2, 1]);
    expect(released.waiting).toEqual([]);
  });

  it('lets an arrival go that is deleted in the same batch', () => {
    const messages: LiveMessage[] = [...captured(2), { type: 'deleted', bin: 'b', seqs: [2] }];
    const state = reduce(loaded(1), { type: 'live', messages, held: false });
    expect(seqs(state.rows)).toEqual([1]);
  });

  it('drops what was pruned', () => {
    const messages: LiveMessage[] = [{ type: 'trimmed', bin: 'b', oldestSeq: 3 }];
    expect(seqs(reduce(loaded(4, 3, 2), { type: 'live', messages, held: false }).rows)).toEqual([4, 3]);
  });

  it('forgets on rejoining what was deleted meanwhile, and keeps what is older than the page', () => {
    const state = loaded(6, 5, 4, 3, 2);
    const joined = reduce(state, {
      type: 'rejoined',
      page: { items: [row(7), row(6), row(4)], nextBefore: 4, lastSeq: 7 },
    });
    expect(seqs(joined.rows)).toEqual([6, 4, 3, 2]);
  });

  it('appends older pages', () => {
    const state = reduce(loaded(5, 4), { type: 'older-page', page: page(3, 2) });
    expect(seqs(state.rows)).toEqual([5, 4, 3, 2]);
  });

  it('hides a request until its deletion is taken back', () => {
    const hidden = reduce(loaded(2, 1), { type: 'hide', seqs: [2] });
    expect([...hidden.hidden]).toEqual([2]);
    expect(reduce(hidden, { type: 'restore', seqs: [2] }).hidden.size).toBe(0);
  });

  it('lets older rows follow when a newer attempt of their event arrives', () => {
    const attempt = (seq: number, n: number) => ({ ...row(seq), eventKey: 'evt', attempt: n, attempts: n });
    const page1 = { items: [attempt(2, 1), row(1)], nextBefore: null, lastSeq: 2 };
    const state = reduce(reduce(emptyList, { type: 'first-page', page: page1 }), {
      type: 'live',
      messages: [{ type: 'captured', request: attempt(3, 2) }],
      held: true,
    });
    expect(state.rows.map(({ attempt, attempts }) => `${attempt}/${attempts}`)).toEqual(['1/2', '1/1']);
  });

  it('keeps out what does not fit the quick filter, and still moves on past it', () => {
    const state = reduce(loaded(1), {
      type: 'live',
      messages: captured(2, 3, 4),
      held: false,
      fits: ({ seq }) => seq === 3,
    });
    expect(seqs(state.rows)).toEqual([3, 1]);
    expect(state.cursor).toBe(4);
  });

  it('deletes 100,000 rows named one by one without walking the list for each', () => {
    const all = Array.from({ length: 100_000 }, (_, i) => 100_000 - i);
    const started = performance.now();
    const messages: LiveMessage[] = [{ type: 'deleted', bin: 'b', seqs: all.slice(0, 99_999) }];
    const full = { ...loaded(), rows: all.map(row) };
    expect(seqs(reduce(full, { type: 'live', messages, held: false }).rows)).toEqual([1]);
    expect(performance.now() - started).toBeLessThan(1_000);
  });
});
