/** What differs within two texts, to be marked. Pure. */
import { diffWordsWithSpace } from 'diff';

/** A piece of a text; `differs`: the other text has something else here. */
export type Piece = readonly [text: string, differs: boolean];

/** Longer middles are marked whole: their words would take too long to compare. */
const longestMiddle = 600;

/** Both texts in pieces. */
export function markDifferences(before: string, after: string): { before: Piece[]; after: Piece[] } {
  const shorter = Math.min(before.length, after.length);
  let head = 0;
  while (head < shorter && before[head] === after[head]) head += 1;
  if (splitsCharacter(before, head)) head -= 1;
  head -= lettersBefore(before, head);
  let tail = 0;
  while (tail < shorter - head && before.at(-1 - tail) === after.at(-1 - tail)) tail += 1;
  if (splitsCharacter(before, before.length - tail)) tail -= 1;
  tail -= lettersAfter(before, before.length - tail);
  const middle = compareMiddles(
    before.slice(head, before.length - tail),
    after.slice(head, after.length - tail),
  );
  const ends = (pieces: Piece[]): Piece[] =>
    [
      [before.slice(0, head), false] as const,
      ...pieces,
      [before.slice(before.length - tail), false] as const,
    ].filter(([text]) => text !== '');
  return { before: ends(middle.before), after: ends(middle.after) };
}

/** True between the two halves of a character beyond the basic plane. */
const splitsCharacter = (text: string, at: number): boolean =>
  at > 0 && at < text.length && /[\ud800-\udbff]/.test(text.charAt(at - 1));

/** Words are marked whole, numbers from the digit on that differs. */
const lettersBefore = (text: string, at: number): number =>
  /[a-z]{0,30}$/i.exec(text.slice(Math.max(0, at - 30), at))?.[0].length ?? 0;
const lettersAfter = (text: string, at: number): number =>
  /^[a-z]{0,30}/i.exec(text.slice(at, at + 30))?.[0].length ?? 0;

function compareMiddles(before: string, after: string): { before: Piece[]; after: Piece[] } {
  if (!before || !after || before.length + after.length > longestMiddle)
    return { before: [[before, true]], after: [[after, true]] };
  const parts = diffWordsWithSpace(before, after);
  return {
    before: parts.filter(({ added }) => !added).map(({ value, removed }) => [value, removed]),
    after: parts.filter(({ removed }) => !removed).map(({ value, added }) => [value, added]),
  };
}

const around = 40;

/** Pieces short enough for a line: long equal text keeps its ends beside what differs. */
export function shorten(pieces: readonly Piece[], most = 300): Piece[] {
  return pieces.map(([text, differs], at) => {
    if (differs) return [text.length > most ? `${text.slice(0, most)}…` : text, true];
    if (text.length <= 2 * around + 1) return [text, false];
    const start = at === 0 ? '' : text.slice(0, around);
    const end = at === pieces.length - 1 ? '' : text.slice(-around);
    return [`${start}…${end}`, false];
  });
}
