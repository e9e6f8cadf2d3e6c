import { describe, expect, it } from 'vitest';
import type { RequestSummary } from '../../server/contract.ts';
import { parseFilter } from '../../server/filter.ts';
import { noSelection, selectTo, selectionQueries, toggleRow } from '../../web/selection.ts';

// Only the seq is looked at.
const rows = (...seqs: number[]) => seqs.map((seq) => ({ seq }) as RequestSummary);

describe('selected rows', () => {
  it('are a range from where the selection began', () => {
    const first = toggleRow(noSelection, 5);
    expect([...selectTo(first, rows(9, 7, 5, 2), 9).seqs]).toEqual([9, 7, 5]);
    expect([...selectTo(first, rows(9, 7, 5, 2), 2).seqs]).toEqual([5, 2]);
    expect(toggleRow(first, 5)).toEqual(noSelection);
  });

  it('are one short filter: neighbours in the list are a range together with its filter', () => {
    const all = rows(90, 70, 50, 20, 10);
    expect(selectionQueries(all, new Set([90, 70, 50, 10]), 'is:failed')).toEqual(['seq:50-90,10 is:failed']);
  });

  it('are several filters when one would be too long for the server', () => {
    const all = rows(...Array.from({ length: 4_000 }, (_, i) => 100_000 - i));
    const odd = new Set(all.map(({ seq }) => seq).filter((seq) => seq % 2));
    const queries = selectionQueries(all, odd, 'method:POST');
    expect(Math.max(...queries.map((q) => q.length))).toBeLessThanOrEqual(6_000);
    const values = queries.flatMap((q) => parseFilter(q).find(({ field }) => field === 'seq')?.values ?? []);
    expect(values.map(Number)).toEqual([...odd]);
  });
});
