/**
 * Which requests of a bin were read, in this browser. Everything up to `upTo` was, but for `unread`; nothing after
 * it was, but for `read`: so an arrival costs nothing, and what is kept stays small. Pure but for the two at the end.
 */
import type { RequestSummary } from '../server/contract.ts';
import { recall, remember } from './remembered.ts';

type Seqs = ReadonlySet<number>;

/** The marks. */
export interface ReadMarks {
  upTo: number;
  read: Seqs;
  unread: Seqs;
}

const mostKept = 500;

/** Nothing was marked: all up to a seq counts as read. */
export const readUpTo = (upTo: number): ReadMarks => ({ upTo, read: new Set(), unread: new Set() });

/** True when a request was not read. */
export const isUnread = ({ upTo, read, unread }: ReadMarks, seq: number): boolean =>
  seq > upTo ? !read.has(seq) : unread.has(seq);

/** The marks after some requests were read. */
export function markRead(marks: ReadMarks, seqs: readonly number[]): ReadMarks {
  const changed = seqs.filter((seq) => isUnread(marks, seq));
  if (!changed.length) return marks;
  const read = new Set(marks.read);
  const unread = new Set(marks.unread);
  for (const seq of changed) {
    if (seq > marks.upTo) read.add(seq);
    else unread.delete(seq);
  }
  return { upTo: marks.upTo, read, unread };
}

/** The marks after some requests were made unread again. */
export function markUnread(marks: ReadMarks, seqs: readonly number[]): ReadMarks {
  const changed = seqs.filter((seq) => !isUnread(marks, seq));
  if (!changed.length) return marks;
  const read = new Set(marks.read);
  const unread = new Set(marks.unread);
  for (const seq of changed) {
    if (seq > marks.upTo) read.delete(seq);
    else unread.add(seq);
  }
  return { upTo: marks.upTo, read, unread };
}

/** How many of newest-first rows were not read. Walks the marks, never the rows. */
export function countUnread(marks: ReadMarks, rows: readonly RequestSummary[]): number {
  const newer = firstUpTo(rows, marks.upTo);
  const has = (seq: number) => rows[firstUpTo(rows, seq)]?.seq === seq;
  let count = newer;
  for (const seq of marks.read) if (has(seq)) count -= 1;
  for (const seq of marks.unread) if (has(seq)) count += 1;
  return count;
}

/** The index of the first row whose seq is not above another. */
function firstUpTo(rows: readonly RequestSummary[], seq: number): number {
  let low = 0;
  let high = rows.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((rows[middle]?.seq ?? 0) > seq) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The marks as text; the oldest exceptions beyond 500 are forgotten, and count as read then. */
export function packMarks(marks: ReadMarks): string {
  const read = [...marks.read].toSorted((a, b) => a - b);
  const unread = [...marks.unread].toSorted((a, b) => a - b).slice(-mostKept);
  let { upTo } = marks;
  while (read.length && (read[0] === upTo + 1 || read.length > mostKept)) upTo = read.shift() ?? upTo;
  return JSON.stringify([upTo, read, unread]);
}

/** Marks from text; null when it is none of ours. */
export function unpackMarks(text: string | null): ReadMarks | null {
  try {
    const parsed: unknown = JSON.parse(text ?? 'null');
    if (!Array.isArray(parsed)) return null;
    const [upTo, read, unread]: unknown[] = parsed;
    if (typeof upTo !== 'number' || !Array.isArray(read) || !Array.isArray(unread)) return null;
    return { upTo, read: new Set(read.map(Number)), unread: new Set(unread.map(Number)) };
  } catch {
    return null;
  }
}

const key = (bin: string) => `read:${bin}`;

/** What this browser remembers of a bin whose newest request is `lastSeq`. A bin seen first is all read. */
export function recallMarks(bin: string, lastSeq: number): ReadMarks {
  const marks = unpackMarks(recall(key(bin)));
  // Fewer requests than were read: the bin was deleted and made anew.
  return marks && marks.upTo <= lastSeq ? marks : readUpTo(lastSeq);
}

/** Remembers the marks of a bin. */
export const rememberMarks = (bin: string, marks: ReadMarks): void => remember(key(bin), packMarks(marks));
