/** Why a body is not what it says: a reason in code, which words.ts puts into the reader's language. */
/** What was expected in JSON, and what stands there; null is the end of the body. */
interface Expected {
  code: 'value' | 'key' | 'colon' | 'comma-or-brace' | 'comma-or-bracket' | 'end';
  found: string | null;
}

/** All that can be wrong. */
export type Reason =
  | Expected
  | { code: 'closed-string' }
  | { code: 'stray-tag' }
  | { code: 'wrong-end'; name: string; open: string }
  | { code: 'never-closed'; name: string }
  | { code: 'too-many-values'; most: number }
  | { code: 'no-boundary' | 'boundary-missing' | 'line-feeds' };

/** A place as an editor counts it, from 1. */
export interface Place {
  line: number;
  column: number;
}

/** A body that cannot be read as what it says it is. */
export class Unreadable extends Error {
  readonly reason: Reason;
  readonly place: Place | null;
  constructor(reason: Reason, place: Place | null = null) {
    super(reason.code);
    this.reason = reason;
    this.place = place;
  }
}

/** The place of a character. */
export function placeOf(text: string, at: number): Place {
  const before = text.slice(0, at);
  let line = 1;
  let start = 0;
  for (const { 0: lineBreak, index } of before.matchAll(/\r\n|\n|\r/g)) {
    line += 1;
    start = index + lineBreak.length;
  }
  return { line, column: at - start + 1 };
}
