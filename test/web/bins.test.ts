import { plainResponse } from '../../server/plain-response.ts';
import { describe, expect, it } from 'vitest';
import type { Bin, LiveMessage } from '../../server/contract.ts';
import { draftOf, isBinId, patchOf, readLabels } from '../../web/bin-draft.ts';
import { findBins, labelsOf, sortBins, toSort } from '../../web/bin-order.ts';
import { applyToBins, applyToCard } from '../../web/bins-state.ts';
import { emptyList, newerOf, reduce } from '../../web/state.ts';
import { aRequest } from './a-request.ts';

const aBin = (id: string, more: Partial<Bin> = {}): Bin => ({
  id,
  name: id,
  url: `http://localhost:4665/in/${id}`,
  aliases: [],
  labels: [],
  createdAt: '2026-11-22T02:00:00.000Z',
  requests: 0,
  bytes: 0,
  lastSeq: 0,
  lastRequestAt: null,
  pinned: 0,
  paused: false,
  response: plainResponse,
  verification: [],
  rechecking: null,
  forwarding: [],
  ...more,
});
const captured = (bin: string, seq: number): LiveMessage => ({
  type: 'captured',
  request: aRequest({ bin, seq, id: `${bin}-${seq}`, receivedAt: `2026-11-22T03:00:0${seq}.000Z` }),
});
const renamed = (id: string, bin: Bin): LiveMessage => ({ type: 'bin', id, bin });
const ids = (bins: readonly Bin[]) => bins.map(({ id }) => id);

describe('the list of bins', () => {
  it('counts what is captured, in place, and puts new bins on top', () => {
    const bins = applyToBins(
      [aBin('a'), aBin('b')],
      [captured('b', 1), captured('b', 2), renamed('c', aBin('c'))],
    );
    expect(ids(bins)).toEqual(['c', 'a', 'b']);
    expect(bins[2]).toMatchObject({ requests: 2, lastSeq: 2, lastRequestAt: '2026-11-22T03:00:02.000Z' });
  });

  it('keeps a renamed bin in its place, told once or twice, and counts on under both names', () => {
    const next = aBin('new', { aliases: ['old'], requests: 1, lastSeq: 1 });
    const told = [captured('old', 1), renamed('old', next), captured('new', 2), renamed('old', next)];
    const bins = applyToBins([aBin('a'), aBin('old'), aBin('b')], told);
    expect(ids(bins)).toEqual(['a', 'new', 'b']);
    expect(bins[1]).toMatchObject({ requests: 2, lastSeq: 2 });
  });

  it('forgets a bin that was deleted', () => {
    expect(ids(applyToBins([aBin('a'), aBin('b')], [{ type: 'bin', id: 'a', bin: null }]))).toEqual(['b']);
  });

  it('keeps the card of a new bin with its bin, and the first request on it', () => {
    const card = { id: 'old', createdAt: 0, first: null };
    const told = [renamed('old', aBin('new')), captured('new', 1), captured('new', 2)];
    expect(applyToCard(card, told)).toMatchObject({ id: 'new', first: { seq: 1 } });
    expect(applyToCard(null, told)).toBeNull();
  });
});

describe('bins in order', () => {
  const bins = [
    aBin('b2', { name: 'Bin 10', requests: 5, createdAt: '2026-01-02T00:00:00.000Z', labels: ['pay'] }),
    aBin('b1', {
      name: 'bin 9',
      requests: 7,
      createdAt: '2026-01-01T00:00:00.000Z',
      lastRequestAt: '2026-01-05T00:00:00.000Z',
      labels: ['pay', 'dev'],
      aliases: ['früher'],
    }),
    aBin('b3', { name: 'Äpfel', createdAt: '2026-01-03T00:00:00.000Z' }),
  ];

  it('are sorted as people do it', () => {
    expect(ids(sortBins(bins, 'last', 'en'))).toEqual(['b1', 'b3', 'b2']);
    expect(ids(sortBins(bins, 'name', 'en'))).toEqual(['b3', 'b1', 'b2']);
    expect(ids(sortBins(bins, 'created', 'en'))).toEqual(['b3', 'b2', 'b1']);
    expect(ids(sortBins(bins, 'requests', 'en'))).toEqual(['b1', 'b2', 'b3']);
    expect(['name', 'nonsense', null].map(toSort)).toEqual(['name', 'last', 'last']);
  });

  it('are found by any of their names and labels, all of the words, all of the labels', () => {
    const find = (text: string, ...labels: string[]) => ids(findBins(bins, { text, labels }));
    expect(find('')).toEqual(['b2', 'b1', 'b3']);
    expect(find('BIN')).toEqual(['b2', 'b1']);
    expect(find(' FRÜHER  9 ')).toEqual(['b1']);
    expect(find('', 'pay')).toEqual(['b2', 'b1']);
    expect(find('', 'pay', 'dev')).toEqual(['b1']);
    expect(find('10', 'dev')).toEqual([]);
    expect(labelsOf(bins, 'en')).toEqual(['dev', 'pay']);
  });
});

describe('the settings of a bin', () => {
  const bin = aBin('now', { aliases: ['b', 'a'], labels: ['x', 'y'] });

  it('send only what was changed', () => {
    const draft = draftOf(bin);
    expect(patchOf(bin, draft)).toBeNull();
    expect(patchOf(bin, { ...draft, labels: ' y , x,, y' })).toEqual({ labels: ['y', 'x'] });
    expect(patchOf(bin, { ...draft, name: ' Now ', paused: true })).toEqual({ name: 'Now', paused: true });
  });

  it('keep the name that is given up when an older one is dropped', () => {
    const draft = { ...draftOf(bin), id: 'next', dropped: ['a'] };
    expect(patchOf(bin, draft)).toEqual({ id: 'next', aliases: ['now', 'b'] });
  });

  it('know what can be a name in a URL, and what is a label', () => {
    expect(['a', '0-_', 'a'.repeat(63)].map(isBinId)).toEqual([true, true, true]);
    expect(['', '-a', 'A', 'a b', 'ü', 'a'.repeat(64)].map(isBinId)).toEqual(Array(6).fill(false));
    expect(readLabels(' a,b ,, a')).toEqual(['a', 'b']);
  });
});

describe('an open bin', () => {
  it('does not lose requests to news that are older than them', () => {
    const known = aBin('a', { requests: 3, lastSeq: 3 });
    const told = aBin('b', { requests: 2, lastSeq: 2, aliases: ['a'] });
    expect(newerOf(known, told)).toMatchObject({ id: 'b', requests: 3, lastSeq: 3 });
    expect(newerOf(known, { ...told, createdAt: '2027-01-01T00:00:00.000Z' })).toMatchObject({ lastSeq: 2 });
  });

  it('begins anew when its name is another bin’s', () => {
    const page = { items: [aRequest()], nextBefore: null, lastSeq: 1 };
    const first = reduce(reduce(emptyList, { type: 'bin', bin: aBin('a') }), { type: 'first-page', page });
    expect(reduce(first, { type: 'bin', bin: aBin('b', { aliases: ['a'] }) }).rows).toHaveLength(1);
    const other = reduce(first, { type: 'bin', bin: aBin('a', { createdAt: '2027-01-01T00:00:00.000Z' }) });
    expect(other).toMatchObject({ rows: [], loaded: false, cursor: 0 });
  });
});
