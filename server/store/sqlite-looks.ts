/**
 * Terms that need a look at the text of a request, and the ways to spare the look: SQL finds plain words in plain
 * bodies, the index knows what cannot be there. Either way is sure of what it says; the rest is for `matches`.
 */
import type { FilterTerm } from '../filter.ts';
import { hashesOf } from './grams.ts';
import type { Probe } from './search-index.ts';
import { wordsOf } from './search-text.ts';
import { searchedBytes } from './sqlite-subject.ts';

/** A term that SQL cannot decide. */
export interface Look {
  term: FilterTerm;
  /** An expression that is 1 only when one of the values is there; null when SQL cannot tell. */
  sure: string | null;
  parameters: (string | Uint8Array)[];
  /** What a request must hold to have one of the values; null when it may have one without. */
  probe: Probe | null;
}

/** Makes a term ready to be looked for. */
export function lookFor(term: FilterTerm): Look {
  const { field, name, values } = term;
  const words = wordsOf(term);
  const probe = words && words.map((all) => all.flatMap(hashesOf));
  const plain = values.every((value) => /^[\x20-\x7e]+$/.test(value));
  if (!plain || name !== null || (field !== 'text' && field !== 'body'))
    return { term, sure: null, parameters: [], probe };
  const ofValue = [...(field === 'text' ? rowTexts.map((column) => `instr(${column}, ?)`) : []), bodyHolds];
  return {
    term,
    sure: `(${values.map(() => ofValue.join(' OR ')).join(' OR ')})`,
    parameters: values.flatMap((value) => [
      ...(field === 'text' ? rowTexts.map(() => value) : []),
      Buffer.from(value),
    ]),
    probe,
  };
}

const rowTexts = ['title', 'summary', 'path'];

// Bytes for bytes, without a change of case: ASCII in UTF-8 reads as it is written. Not so under another charset or a
// coding, whose names are looked for last.
const bodyHolds =
  `(spool IS NULL AND stored <= ${searchedBytes} AND coalesce(instr(content_type, '='), 0) = 0 ` +
  'AND coalesce(instr((SELECT bytes FROM body WHERE body.rid = request.rid), ?), 0) > 0 ' +
  "AND instr(lower(CAST(head AS TEXT)), 'content-encoding') = 0)";
