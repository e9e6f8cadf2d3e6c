/** Two lists of lines aligned: runs of equal lines, and of those that differ. Pure. */
import { diffArrays } from 'diff';

/** Lines `[from, to)` of both sides that are equal, or that differ. */
export interface Run {
  same: boolean;
  before: readonly [from: number, to: number];
  after: readonly [from: number, to: number];
}

/** Above these, what lies between the equal ends is one run: the search would take minutes. */
const mostEdits = 6_000;
const mostMs = 3_000;

/** The lines aligned. `coarse`: too different, only their ends were. */
export function alignLines(
  before: readonly string[],
  after: readonly string[],
): { runs: Run[]; coarse: boolean } {
  const shorter = Math.min(before.length, after.length);
  let head = 0;
  while (head < shorter && before[head] === after[head]) head += 1;
  let tail = 0;
  while (tail < shorter - head && before.at(-1 - tail) === after.at(-1 - tail)) tail += 1;
  const [a, b] = [before.slice(head, before.length - tail), after.slice(head, after.length - tail)];
  const middle = alignMiddle(a, b, head);
  const runs: Run[] = [
    { same: true, before: [0, head], after: [0, head] },
    ...middle.runs,
    {
      same: true,
      before: [before.length - tail, before.length],
      after: [after.length - tail, after.length],
    },
  ];
  return {
    runs: runs.filter((run) => lengthOf(run.before) + lengthOf(run.after) > 0),
    coarse: middle.coarse,
  };
}

const lengthOf = ([from, to]: readonly [number, number]): number => to - from;

function alignMiddle(
  before: readonly string[],
  after: readonly string[],
  offset: number,
): { runs: Run[]; coarse: boolean } {
  const whole: Run = {
    same: false,
    before: [offset, offset + before.length],
    after: [offset, offset + after.length],
  };
  if (!before.length || !after.length) return { runs: [whole], coarse: false };
  // Comparing numbers instead of lines: each line is looked at once.
  const ids = new Map<string, number>();
  const numbered = (lines: readonly string[]) =>
    lines.map((line) => ids.get(line) ?? (ids.set(line, ids.size), ids.size - 1));
  const parts = diffArrays(numbered(before), numbered(after), {
    maxEditLength: mostEdits,
    timeout: mostMs,
  });
  if (!parts) return { runs: [whole], coarse: true };
  return { runs: runsOf(parts, offset), coarse: false };
}

interface Part {
  count: number;
  added: boolean;
  removed: boolean;
}

function runsOf(parts: readonly Part[], offset: number): Run[] {
  const runs: Run[] = [];
  let [a, b] = [offset, offset];
  for (const { count, added, removed } of parts) {
    const same = !added && !removed;
    const [toA, toB] = [added ? a : a + count, removed ? b : b + count];
    const last = runs.at(-1);
    if (last && !last.same && !same)
      runs[runs.length - 1] = { same, before: [last.before[0], toA], after: [last.after[0], toB] };
    else runs.push({ same, before: [a, toA], after: [b, toB] });
    [a, b] = [toA, toB];
  }
  return runs;
}
