/** The tokens of JSON, found by their places: nothing is turned into values, so nothing can be lost. */
import { type Reason, Unreadable, placeOf } from './unreadable.ts';

// oxlint-disable-next-line no-control-regex -- JSON forbids exactly these inside a string
const characters = /[^"\\\u0000-\u001f]*/y;
const escape = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;
const scalar = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;
// oxlint-disable-next-line no-control-regex -- the record separator of json-seq ends a word
const word = /[^\s\u001e,:[\]{}"]+/y;

/** Where a sticky expression ends when it matches at `at`, else -1. */
function after(expression: RegExp, text: string, at: number): number {
  expression.lastIndex = at;
  return expression.test(text) ? expression.lastIndex : -1;
}

/** The next place that is no white space. A byte order mark counts as such. */
export function skip(text: string, at: number): number {
  let place = at;
  for (; ; place += 1) {
    const code = text.charCodeAt(place);
    if (code !== 32 && code !== 10 && code !== 13 && code !== 9 && code !== 0xfeff) return place;
  }
}

function found(text: string, at: number): string | null {
  if (at >= text.length) return null;
  const end = after(word, text, at);
  return text.slice(at, end > at ? Math.min(end, at + 20) : at + 1);
}

type Expected = Extract<Reason, { found: string | null }>['code'];

/** Ends the reading: something else was expected here. */
export function failAt(text: string, at: number, code: Expected): never {
  throw new Unreadable({ code, found: found(text, at) }, placeOf(text, at));
}

/** The end of a string, else -1. One expression for all of it would overflow its stack on megabytes. */
function endOfString(text: string, start: number): number {
  let at = start + 1;
  while (at >= 0) {
    at = after(characters, text, at);
    if (text[at] === '"') return at + 1;
    at = after(escape, text, at);
  }
  return -1;
}

/** The end of a string or scalar that starts at `at`. */
export function endOfScalar(text: string, at: number): number {
  const isString = text[at] === '"';
  const end = isString ? endOfString(text, at) : after(scalar, text, at);
  if (end >= 0 && after(word, text, end) < 0) return end;
  if (isString) throw new Unreadable({ code: 'closed-string' }, placeOf(text, at));
  return failAt(text, at, 'value');
}

/** A key and its colon: where the value begins. */
export function valueAfterKey(text: string, at: number): number {
  const key = text[at] === '"' ? endOfScalar(text, at) : failAt(text, at, 'key');
  const colon = skip(text, key);
  return text[colon] === ':' ? skip(text, colon + 1) : failAt(text, colon, 'colon');
}
