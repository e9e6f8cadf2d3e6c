import { describe, expect, it } from 'vitest';
import { markDifferences, type Piece, shorten } from '../../../web/diff/marks.ts';
import { sideRows } from '../../../web/diff/side-rows.ts';

const drawn = (pieces: readonly Piece[]): string =>
  pieces.map(([text, differs]) => (differs ? `[${text}]` : text)).join('');
const marked = (before: string, after: string): string[] => {
  const sides = markDifferences(before, after);
  return [drawn(sides.before), drawn(sides.after)];
};

describe('differences within two texts', () => {
  it('are marked from the digit that differs, words as a whole', () => {
    expect(marked('1795315695', '1795315913')).toEqual(['1795315[695]', '1795315[913]']);
    expect(marked('"mode": false,', '"mode": true,')).toEqual(['"mode": [false],', '"mode": [true],']);
    expect(marked('same', 'same')).toEqual(['same', 'same']);
  });

  it('never cut a character in two, nor lose one', () => {
    for (const [a, b] of [
      ['x😀y', 'x😁y'],
      ['', 'new'],
      ['aaa', 'aa'],
      [`${'word '.repeat(500)}1`, `${'word '.repeat(400)}2`],
    ] as const) {
      const sides = markDifferences(a, b);
      expect(sides.before.map(([text]) => text).join('')).toBe(a);
      expect(sides.after.map(([text]) => text).join('')).toBe(b);
      for (const [text] of [...sides.before, ...sides.after]) expect(text.isWellFormed()).toBe(true);
    }
  });

  it('stay in sight when the equal text around them is long', () => {
    const { before } = markDifferences(
      `${'a,'.repeat(500)}1${',b'.repeat(500)}`,
      `${'a,'.repeat(500)}2${',b'.repeat(500)}`,
    );
    const text = drawn(shorten(before));
    expect(text.length).toBeLessThan(200);
    expect(text).toContain('[1]');
  });
});

describe('rows beside each other', () => {
  const runs = [
    { same: true, before: [0, 20], after: [0, 20] },
    { same: false, before: [20, 21], after: [20, 23] },
    { same: true, before: [21, 24], after: [23, 26] },
  ] as const;

  it('fold long equal runs, keep what stands beside a difference, and unfold', () => {
    const folded = sideRows(runs, new Set());
    expect(folded.count).toBe(1 + 3 + 3 + 3);
    expect(folded.row(0)).toEqual({ kind: 'fold', run: 0, count: 17 });
    expect(folded.row(1)).toEqual({ kind: 'line', same: true, before: 17, after: 17 });
    expect(folded.row(5)).toEqual({ kind: 'line', same: false, before: null, after: 21 });
    expect(folded.row(9)).toEqual({ kind: 'line', same: true, before: 23, after: 25 });
    expect(folded.row(10)).toBe(undefined);
    expect(sideRows(runs, new Set([0])).count).toBe(26);
  });
});
