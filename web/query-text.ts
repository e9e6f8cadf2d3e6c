/** The filter as a person writes it: words that become chips, and what of them the server is asked. Pure. */
import type { RequestSummary } from '../server/contract.ts';
import { FilterError, parseFilter } from '../server/filter.ts';
import { facetsOf } from './facets.ts';

/** A word of the filter, taken apart for the eye. `fault` says why it is ignored; null when it counts. */
export interface Chip {
  word: string;
  negated: boolean;
  /** What stands before the colon; empty for a plain word. */
  field: string;
  value: string;
  fault: string | null;
}

/** The quick filters, as words of the language. `unread` is known to the page alone. */
export const facetWords = {
  unread: 'is:unread',
  invalid: 'sig:invalid,expired,malformed',
  failed: 'is:failed',
  repeats: 'is:retry',
} as const;

/** A quick filter; `all` is none of them. */
export type FacetId = 'all' | keyof typeof facetWords;

const isFacet = (id: string): id is keyof typeof facetWords => Object.hasOwn(facetWords, id);

/** What the address asks for, read once. All texts are filters the server can read. */
export interface Wanted {
  from: string | null;
  to: string | null;
  facet: FacetId;
  /** The words that count, without the active quick filter. */
  words: string;
  /** The time span, as words. */
  span: string;
  /** What the list shows. */
  listed: string;
  /** What the live stream carries: quick filters are applied here, so that all of them are counted. */
  streamed: string;
  /** True when a request passes the quick filter, the page's own aside. */
  fits: (request: RequestSummary) => boolean;
}

/** Splits at white space outside quotes. */
export const wordsOf = (text: string): string[] => text.match(/(?:"(?:[^"\\]|\\.)*"?|[^\s"])+/g) ?? [];

/** True while a quote is open: the next space belongs to the word. */
export const isQuoteOpen = (text: string): boolean =>
  (text.replaceAll(/\\./g, '').match(/"/g)?.length ?? 0) % 2 === 1;

/** A value as it must be written: in quotes when it holds what would end it. */
export const quoteValue = (value: string): string =>
  /[\s",]/.test(value) ? `"${value.replaceAll(/["\\]/g, '\\$&')}"` : value;

/** Takes a word apart. */
export function chipOf(word: string): Chip {
  const [, minus = '', field = '', value = ''] = /^(-?)([a-z]+(?:\.[^:"]*)?:)?(.*)$/is.exec(word) ?? [];
  const negated = minus === '-' && field + value !== '';
  return { word, negated, field, value: negated ? value : word.slice(field.length), fault: faultOf(word) };
}

/** Why a word cannot be read; null when it can. */
export function faultOf(word: string): string | null {
  if (word === facetWords.unread) return null;
  try {
    parseFilter(word);
    return null;
  } catch (cause) {
    if (cause instanceof FilterError) return cause.message;
    throw cause;
  }
}

/** The active quick filter of some words. */
export function facetOf(words: readonly string[]): FacetId {
  const found = Object.entries(facetWords).find(([, word]) => words.includes(word));
  return found && isFacet(found[0]) ? found[0] : 'all';
}

/** The words with another quick filter in place of the active one. */
export function withFacet(q: string, facet: FacetId): string {
  const words = wordsOf(q);
  const old = facetOf(words);
  const kept = words.filter((word) => old === 'all' || word !== facetWords[old]);
  return (facet === 'all' ? kept : [...kept, facetWords[facet]]).join(' ');
}

/** Reads what the address asks for; what cannot be read is left out. */
export function readWanted({ q, from, to }: { q: string; from: string | null; to: string | null }): Wanted {
  const valid = wordsOf(q).filter((word) => faultOf(word) === null);
  const facet = facetOf(valid);
  const words = valid
    .filter((word) => word !== facetWords.unread && (facet === 'all' || word !== facetWords[facet]))
    .join(' ');
  const span = [from === null ? '' : `from:${from}`, to === null ? '' : `to:${to}`].filter(Boolean).join(' ');
  const streamed = join(words, span);
  const quick = facet === 'all' || facet === 'unread' ? null : facet;
  return {
    from,
    to,
    facet,
    words,
    span,
    streamed,
    listed: join(streamed, quick ? facetWords[quick] : ''),
    fits: (request) => quick === null || facetsOf(request)[quick] > 0,
  };
}

/** Filters as one. */
export const join = (...texts: readonly string[]): string => texts.filter(Boolean).join(' ');
