/** What was meant by a word that is not known. Pure. */

// What is longer is no slip of the fingers.
const maxLength = 60;

/** ` (did you mean "stripe"?)`, or nothing when no word is near. */
export function didYouMean(word: string, known: readonly string[]): string {
  const wanted = word.toLowerCase();
  if (wanted.length > maxLength) return '';
  const ranked = known
    .map((one) => ({ one, distance: distance(wanted, one.toLowerCase()) }))
    .toSorted((a, b) => a.distance - b.distance);
  const [best] = ranked;
  const isNear =
    best && best.distance <= Math.max(1, Math.floor(Math.min(wanted.length, best.one.length) / 3));
  return isNear ? ` (did you mean "${best.one}"?)` : '';
}

/** Letters to add, drop, change or swap with their neighbour. */
function distance(a: string, b: string): number {
  let before: number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const changed = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      const swapped = a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] ? (before[j - 2] ?? 0) + 1 : Infinity;
      next.push(Math.min(changed, swapped, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    [before, row] = [row, next];
  }
  return row[b.length] ?? 0;
}
