/** Finding a text in another, in slices, so that whoever searches can be stopped. Pure. */

/** Matches that are kept; a search that finds more says so. */
export const mostMatches = 100_000;

const sliceLength = 1_000_000;

/** An expression for a text as it is; case does not count. */
export const literal = (text: string): RegExp =>
  new RegExp(text.replaceAll(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`), 'gi');

/** The places of a text, slice by slice, in order and without overlaps. */
export function* findMatches(text: string, wanted: string, slice = sliceLength): Iterable<number[]> {
  if (!wanted) return;
  const pattern = literal(wanted);
  let lastEnd = 0;
  for (let from = 0; from < text.length; from += slice) {
    const found: number[] = [];
    const piece = text.slice(from, from + slice + wanted.length - 1);
    for (const { index } of piece.matchAll(pattern)) {
      if (from + index < lastEnd) continue;
      found.push(from + index);
      lastEnd = from + index + wanted.length;
    }
    yield found;
  }
}
