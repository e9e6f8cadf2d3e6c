import { expect, it } from 'vitest';
import { findMatches } from '../../../web/workers/find.ts';

const places = (text: string, wanted: string, slice?: number) => [...findMatches(text, wanted, slice)].flat();

it('finds every place once, whatever the slices, and takes signs as they are', () => {
  const text = 'ab.AB.a*b aab'.repeat(50);
  for (const wanted of ['ab', 'a*b', '.', 'b a', 'aa']) {
    const expected = places(text, wanted);
    expect(expected).toHaveLength({ ab: 150, 'a*b': 50, '.': 100, 'b a': 50, aa: 50 }[wanted] ?? -1);
    for (const slice of [1, 2, 3, 7, 64]) expect(places(text, wanted, slice)).toEqual(expected);
  }
  expect(places('aaaa', 'aa', 1)).toEqual([0, 2]);
  expect(places('text', '')).toEqual([]);
});
