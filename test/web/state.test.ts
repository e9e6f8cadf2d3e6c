import { describe, expect, it } from 'vitest';
import type { LiveMessage, RequestSummary } from '../../server/contract.ts';
import { type ListState, emptyList, reduce } from '../../web/state.ts';

const row = (seq: number): RequestSummary => ({
  bin: 'b',
  seq,
  id: `id-${seq}`,
  receivedAt: '2026-11-22T02:00:00.000Z',
  method: 'POST',
  path: '/',
  title: '/',
  summary: '',
  provider: null,
  eventId: null,
  attempt: 1,
  attempts: 1,
  eventKey: null,
  size: 10,
  contentType: null,
  status: 200,
  state: 'complete',
  signature: null,
  remoteAddress: '127.0.0.1',
  pinned: false,
  noted: false,
});

const page = (...seqs: number[]) => ({ items: seqs.map(row), nextBefore: null, lastSeq: seqs[0] ?? 0 });
const loaded = (...seqs: number[]): ListState =>
  reduce(emptyList, { type: 'first-page', page: page(...seqs) });
const captured = (...seqs: number[]) => seqs.map((seq) => ({ type: 'captured', request: row(seq) }) as const);
const seqs = (rows: readonly RequestSummary[]) => rows.map(({ seq }) => seq);

describe('the list of requests', () => {
  it('puts arrivals on top, unread', () => {
    const state = reduce(loaded(2, 1), { type: 'live', messages: captured(3, 4), held: false });
    expect(seqs(state.rows)).toEqual([4, 3, 2, 1]);
    expect([...state.unread]).toEqual([4, 3]);
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
    expect(state.unread.size).toBe(0);
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
    const hidden = reduce(loaded(2, 1), { type: 'hide', seq: 2 });
    expect([...hidden.hidden]).toEqual([2]);
    expect(reduce(hidden, { type: 'restore', seq: 2 }).hidden.size).toBe(0);
  });
});
