import { describe, expect, it } from 'vitest';
import { type Row, collectRows, foldLine } from '../../web/views/wrapped-rows.ts';

describe('lines folded into rows', () => {
  it('leaves no character out', () => {
    const rows = [...foldLine([10, 75, 0], 1, 30)];
    expect(rows.map(({ start, end }) => [start, end])).toEqual([
      [10, 40],
      [40, 70],
      [70, 75],
    ]);
  });

  it('gives an empty line one row', () => {
    expect([...foldLine([5, 5, 0], 3, 30)]).toMatchObject([{ number: 3, start: 5, end: 5 }]);
  });

  it('passes on what the lines throw', async () => {
    const lines = (function* (): Iterable<[number, number, number]> {
      yield [0, 1, 0];
      throw new Error('line 1');
    })();
    const seen: Row[] = [];
    const collecting = collectRows({
      lines,
      columns: 80,
      most: 10,
      signal: new AbortController().signal,
      onProgress: (rows) => seen.push(...rows),
    });
    await expect(collecting).rejects.toThrow('line 1');
    expect(seen).toEqual([]);
  });
});
