/** Lines folded into rows of a width, in slices of time. */
import type { Line } from '../renderers/renderer.ts';

/** A visible row: a line, or a piece of one. */
export interface Row {
  line: Line;
  /** The line's number, from 1. */
  number: number;
  start: number;
  end: number;
}

interface Collect {
  lines: Iterable<Line>;
  columns: number;
  most: number;
  signal: AbortSignal;
  onProgress: (rows: readonly Row[], done: boolean) => void;
}

const sliceMs = 12;
const checkEvery = 200;

/** Lets the browser paint and take input. */
const breathe = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

/** Cuts one line into rows; a set-in line has less room, but never less than half. */
export function* foldLine(line: Line, number: number, columns: number): Iterable<Row> {
  const [start, end, depth] = line;
  const width = Math.max(Math.floor(columns / 2), columns - Math.min(depth, 40) * 2 - (depth ? 2 : 0));
  for (let at = start; at === start || at < end; at += width)
    yield { line, number, start: at, end: Math.min(end, at + width) };
}

/** Collects the rows; reports what is there after each slice. */
export async function collectRows({ lines, columns, most, signal, onProgress }: Collect): Promise<void> {
  const rows: Row[] = [];
  let number = 0;
  let sliceStart = performance.now();
  for (const line of lines) {
    number += 1;
    for (const row of foldLine(line, number, columns)) {
      rows.push(row);
      if (rows.length % checkEvery || performance.now() - sliceStart < sliceMs) continue;
      onProgress(rows, false);
      await breathe();
      if (signal.aborted) return;
      sliceStart = performance.now();
    }
    if (rows.length >= most) break;
  }
  onProgress(rows, true);
}
