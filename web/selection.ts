/** Which rows are selected, and what that is as a filter. Pure. */
import type { RequestSummary } from '../server/contract.ts';
import { join } from './query-text.ts';
import { indexOfSeq } from './state.ts';

type Rows = readonly RequestSummary[];

/** Selected rows. `anchor` is where a range begins; `active` without rows shows the boxes to tick. */
export interface Selection {
  active: boolean;
  seqs: ReadonlySet<number>;
  anchor: number | null;
}

/** Nothing selected. */
export const noSelection: Selection = { active: false, seqs: new Set(), anchor: null };

/** A row more, or one less. The last one leaves nothing to act on: the selection ends with it. */
export function toggleRow({ seqs }: Selection, seq: number): Selection {
  const next = new Set(seqs);
  if (!next.delete(seq)) next.add(seq);
  return next.size ? { active: true, seqs: next, anchor: seq } : noSelection;
}

/** Everything from the anchor to a row, and nothing else. */
export function selectTo({ anchor }: Selection, rows: Rows, seq: number): Selection {
  const from = indexOfSeq(rows, anchor ?? seq);
  const to = indexOfSeq(rows, seq);
  if (from < 0 || to < 0) return { active: true, seqs: new Set([seq]), anchor: seq };
  const range = rows.slice(Math.min(from, to), Math.max(from, to) + 1);
  return { active: true, seqs: new Set(range.map((row) => row.seq)), anchor: anchor ?? seq };
}

/** All rows. */
export const selectRows = (rows: Rows): Selection =>
  rows.length
    ? { active: true, seqs: new Set(rows.map(({ seq }) => seq)), anchor: rows[0]?.seq ?? null }
    : noSelection;

/** What is left of a selection when some rows are gone. */
export function withoutRows(selection: Selection, gone: ReadonlySet<number>): Selection {
  if (!selection.seqs.size) return selection;
  const seqs = new Set([...selection.seqs].filter((seq) => !gone.has(seq)));
  if (seqs.size === selection.seqs.size) return selection;
  return seqs.size ? { ...selection, seqs } : noSelection;
}

// The server reads up to 1,000 seqs in a filter; an address of this length passes every proxy.
const mostCharacters = 6_000;

/**
 * Selected rows as filters, nearly always one. Neighbours in the list become one range together with the list's own
 * filter: between two neighbours nothing else fits it.
 */
export function selectionQueries(rows: Rows, seqs: ReadonlySet<number>, listed: string): string[] {
  const ranges: [from: number, to: number][] = [];
  let last: [from: number, to: number] | null = null;
  for (const { seq } of rows) {
    if (!seqs.has(seq)) last = null;
    else if (last) last[0] = seq;
    else ranges.push((last = [seq, seq]));
  }
  const values = ranges.map(([from, to]) => (from === to ? String(from) : `${from}-${to}`));
  return chunks(values, mostCharacters - listed.length - 'seq: '.length).map((one) =>
    join(`seq:${one.join(',')}`, listed),
  );
}

function chunks(values: readonly string[], most: number): string[][] {
  const all: string[][] = [];
  let length = Number.POSITIVE_INFINITY;
  for (const value of values) {
    length += value.length + 1;
    if (length > most || (all.at(-1)?.length ?? 0) >= 1_000) {
      all.push([]);
      length = value.length;
    }
    all.at(-1)?.push(value);
  }
  return all;
}
