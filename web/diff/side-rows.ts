/** The rows of two bodies beside each other, equal ones folded away. Pure: a row is found, never listed. */
import type { Run } from './runs.ts';

/** A row: a line of each side, null where a side has none; or a fold that stands for equal lines. */
export type SideRow =
  | { kind: 'line'; same: boolean; before: number | null; after: number | null }
  | { kind: 'fold'; run: number; count: number };

interface Segment {
  /** Index of its first row. */
  at: number;
  rows: number;
  row: (offset: number) => SideRow;
}

/** Equal lines that stay visible beside a difference, and how many are worth a fold. */
const context = 3;
const worthFolding = 8;

/** All rows. */
export interface SideRows {
  count: number;
  row: (index: number) => SideRow | undefined;
}

/** The rows of some runs; `open` holds the indexes of runs that were unfolded. */
export function sideRows(runs: readonly Run[], open: ReadonlySet<number>): SideRows {
  const segments: Segment[] = [];
  let at = 0;
  const add = (rows: number, row: Segment['row']): void => {
    if (rows > 0) segments.push({ at, rows, row });
    at += Math.max(0, rows);
  };
  runs.forEach((run, index) => {
    const length = Math.max(run.before[1] - run.before[0], run.after[1] - run.after[0]);
    if (!run.same || length < worthFolding || open.has(index)) return add(length, lineOf(run, 0));
    const head = index === 0 ? 0 : context;
    const tail = index === runs.length - 1 ? 0 : context;
    const count = length - head - tail;
    add(head, lineOf(run, 0));
    add(1, () => ({ kind: 'fold', run: index, count }));
    add(tail, lineOf(run, length - tail));
  });
  return { count: at, row: (index) => find(segments, index) };
}

const lineOf =
  ({ same, before, after }: Run, from: number) =>
  (offset: number): SideRow => {
    const [a, b] = [before[0] + from + offset, after[0] + from + offset];
    return { kind: 'line', same, before: a < before[1] ? a : null, after: b < after[1] ? b : null };
  };

function find(segments: readonly Segment[], index: number): SideRow | undefined {
  let low = 0;
  let high = segments.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const segment = segments[middle];
    if (!segment) return undefined;
    if (index < segment.at) high = middle - 1;
    else if (index >= segment.at + segment.rows) low = middle + 1;
    else return segment.row(index - segment.at);
  }
  return undefined;
}
