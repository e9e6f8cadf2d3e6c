/** What the query bar offers while one types: fields, then values with how often they occur. */
import { type Signal, signal } from '@preact/signals';
import { filterFields, isField } from '../server/filter.ts';
import { api } from './api.ts';
import { quoteValue, wordsOf } from './query-text.ts';

const typingPauseMs = 120;
const mostValues = 9;
/** Their values are times and numbers that nobody picks from a list. */
const unlisted: readonly string[] = ['since', 'from', 'to', 'seq', 'size'];

/** One offer: `word` is what it makes of the word that is typed. */
export type Suggestion =
  | { kind: 'field'; word: string; field: (typeof filterFields)[number]['field']; example: string }
  | { kind: 'value'; word: string; value: string; count: number };

/** What is offered for a word. `looked`: so many requests were counted for the values of `field`. */
export interface Offer {
  field: string | null;
  looked: number;
  items: readonly Suggestion[];
}

/** The element id of an offer, which the query bar points at. */
export const offerId = (index: number): string => `suggestion-${index}`;

const nothing: Offer = { field: null, looked: 0, items: [] };

/** The word that is being typed: the last one, empty after a space. */
export const wordAtEnd = (draft: string): string => (/\s$/.test(draft) ? '' : (wordsOf(draft).at(-1) ?? ''));

/** Follows what is typed. Values come from the server; a newer word ends the wait for an older one's. */
export function followSuggestions(bin: string): {
  offer: Signal<Offer>;
  suggest: (draft: string) => void;
  close: () => void;
} {
  const offer = signal<Offer>(nothing);
  let asking = new AbortController();
  let timer: number | undefined;

  const askValues = async (field: string, minus: string, prefix: string): Promise<void> => {
    const { signal: mine } = asking;
    try {
      const { items, looked } = await api.values(bin, { field, prefix }, mine);
      if (mine.aborted) return;
      offer.value = {
        field,
        looked,
        items: items.slice(0, mostValues).map(({ value, count }) => ({
          kind: 'value',
          word: `${minus}${field}:${quoteValue(value)}`,
          value,
          count,
        })),
      };
    } catch {
      // Suggestions are a help: without an answer one types on without them.
      if (!mine.aborted) offer.value = nothing;
    }
  };

  return {
    offer,
    suggest: (draft) => {
      clearTimeout(timer);
      asking.abort();
      asking = new AbortController();
      const word = wordAtEnd(draft);
      const [, minus = '', field, base = '', prefix = ''] =
        /^(-?)(([a-z]+)(?:\.[^:"]+)?):(.*)$/is.exec(word) ?? [];
      if (field === undefined) offer.value = { ...nothing, items: fieldsFor(word) };
      else if (!isField(base.toLowerCase()) || unlisted.includes(base.toLowerCase())) offer.value = nothing;
      else {
        const start = prefix.replaceAll('"', '');
        offer.value = stillFitting(offer.value, field, start);
        timer = window.setTimeout(() => void askValues(field, minus, start), typingPauseMs);
      }
    },
    close: () => {
      clearTimeout(timer);
      asking.abort();
    },
  };
}

/** What may stand there until the answer comes: Enter takes it, so it must fit what is typed by now. */
function stillFitting(offer: Offer, field: string, start: string): Offer {
  if (offer.field !== field) return nothing;
  const fits = (value: string) => value.toLowerCase().startsWith(start.toLowerCase());
  const items = offer.items.filter((item) => item.kind === 'value' && fits(item.value));
  return items.length ? { ...offer, items } : nothing;
}

function fieldsFor(word: string): Suggestion[] {
  const minus = word.startsWith('-') ? '-' : '';
  const typed = word.slice(minus.length).toLowerCase();
  return filterFields
    .filter(({ field }) => field.startsWith(typed))
    .map(({ field, named, example }) => ({
      kind: 'field',
      field,
      word: `${minus}${field}${named === 'never' ? ':' : '.'}`,
      example: `${field}${named === 'never' ? '' : '.…'}:${example}`,
    }));
}
