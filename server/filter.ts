/**
 * The filter language: `method:POST status:5xx -path:/health* "some words"`. Space is and, comma is or, `-` negates,
 * `*` is a wildcard, quotes group; plain words search title, summary, path, headers and body. Pure, shared with the
 * page; an unknown field is an error that names it, never silently everything.
 */
import type { HeaderPair, RequestSummary } from './contract.ts';
import { headerValues } from './headers.ts';

/** One condition; any of `values` fulfils it. `name` is what follows the dot of `header.`, `query.` and `body.`. */
export interface FilterTerm {
  field: Field;
  name: string | null;
  negated: boolean;
  values: string[];
}

/** All terms must hold. */
export type RequestFilter = readonly FilterTerm[];

/** What a filter looks at; the two functions are called only when a term needs them. */
export interface FilterSubject {
  summary: RequestSummary;
  headers(): readonly HeaderPair[];
  /** Both are called for every value of a term: what they give should be kept. */
  bodyText(): string;
  /** The body as JSON; undefined when it is none. */
  bodyJson(): unknown;
  note: string | null;
}

/** A filter that cannot be read; the message names the word. */
export class FilterError extends Error {}

type Test = (subject: FilterSubject, value: string, name: string, now: number) => boolean;

const maxValues = 50;
const named = ['header', 'query', 'body'] as const;

const tests = {
  text: ({ summary, headers, bodyText, note }, value) =>
    [summary.title, summary.summary, summary.path, summary.eventId ?? '', note ?? ''].some(contains(value)) ||
    headers().some(([name, text]) => contains(value)(`${name}: ${text}`)) ||
    contains(value)(bodyText()),
  method: ({ summary }, value) => is(value)(summary.method),
  path: ({ summary }, value) => like(value)(summary.path),
  event: ({ summary }, value) => like(value)(summary.title) || is(value)(summary.eventId ?? ''),
  status: ({ summary }, value) => compare(summary.status, value.replace(/^([1-5])xx$/i, '$100-$199')),
  sig: ({ summary }, value) => is(value)(summary.signature ?? 'none'),
  provider: ({ summary }, value) => is(value)(summary.provider ?? 'none'),
  state: ({ summary }, value) => is(value)(summary.state),
  has: (subject, value) => has[value.toLowerCase()]?.(subject) ?? false,
  is: ({ summary }, value) => states[value.toLowerCase()]?.(summary) ?? false,
  size: ({ summary }, value) => compare(summary.size, value),
  ip: ({ summary }, value) => is(value)(summary.remoteAddress),
  since: ({ summary }, value, _name, now) => Date.parse(summary.receivedAt) >= (instant(value, now) ?? now),
  header: ({ headers }, value, name) => headerValues(headers(), name.toLowerCase()).some(like(value)),
  query: ({ summary }, value, name) =>
    new URLSearchParams(summary.path.slice(summary.path.indexOf('?') + 1 || summary.path.length))
      .getAll(name)
      .some(like(value)),
  body: ({ bodyText, bodyJson }, value, name) =>
    name ? jsonMatches(bodyJson(), name, value) : contains(value)(bodyText()),
} satisfies Record<string, Test>;

type Field = keyof typeof tests;

const has: Record<string, (subject: FilterSubject) => boolean> = {
  body: ({ summary }) => summary.size > 0,
  event: ({ summary }) => summary.eventId !== null,
  file: ({ summary }) => summary.contentType?.toLowerCase().startsWith('multipart/') ?? false,
  note: ({ note }) => note !== null,
  query: ({ summary }) => summary.path.includes('?'),
};

const states: Record<string, (summary: RequestSummary) => boolean> = {
  pinned: ({ pinned }) => pinned,
  retry: ({ attempt }) => attempt > 1,
  failed: ({ status, state }) => status >= 400 || state !== 'complete',
};

const choices: Partial<Record<Field, readonly string[]>> = {
  has: Object.keys(has),
  is: Object.keys(states),
  state: ['complete', 'truncated', 'aborted', 'refused'],
};

/** The fields of the language, in the order in which help shows them. */
export const filterFields = Object.keys(tests).filter((field) => field !== 'text');

/** Reads a filter; the empty text matches everything. Throws FilterError. */
export function parseFilter(text: string): RequestFilter {
  const filter = words(text).map(readTerm);
  const values = filter.reduce((sum, term) => sum + term.values.length, 0);
  if (values > maxValues)
    throw new FilterError(`a filter has at most ${maxValues} words and values, this one ${values}`);
  return filter;
}

/** True when all terms hold. */
export const matches = (filter: RequestFilter, subject: FilterSubject, now: number): boolean =>
  filter.every(({ field, name, negated, values }) => {
    const test: Test = tests[field];
    return values.some((value) => test(subject, value, name ?? '', now)) !== negated;
  });

/** Splits at white space outside quotes; `"` inside quotes is written `\"`. */
function words(text: string): string[] {
  return text.match(/(?:"(?:[^"\\]|\\.)*"?|[^\s"])+/g) ?? [];
}

function readTerm(word: string): FilterTerm {
  if (/^-?[a-z]+\.:/i.test(word)) throw new FilterError(`"${word}" needs a name, as in header.name:value`);
  const [, minus, field, name, rest] = /^(-?)([a-z]+)(?:\.([^:"]+))?:(.*)$/is.exec(word) ?? [];
  if (field === undefined) {
    const negated = word.startsWith('-') && word.length > 1;
    return { field: 'text', name: null, negated, values: [unquote(negated ? word.slice(1) : word)] };
  }
  const key = field.toLowerCase();
  if (!isField(key)) {
    throw new FilterError(
      `unknown field "${field}:"; the fields are ${filterFields.map((one) => `${one}:`).join(' ')}`,
    );
  }
  if (name !== undefined && !named.some((one) => one === key))
    throw new FilterError(`"${key}." takes no name`);
  if (name === undefined && (key === 'header' || key === 'query')) {
    throw new FilterError(`"${key}:" needs a name, as in ${key}.name:value`);
  }
  const values = splitValues(rest ?? '').map(unquote);
  if (values.some((value) => value === '')) throw new FilterError(`"${word}" has no value`);
  values.forEach((value) => checkValue(key, value));
  return { field: key, name: name ?? null, negated: minus === '-', values };
}

const isField = (text: string): text is Field => text !== 'text' && Object.hasOwn(tests, text);

function checkValue(field: Field, value: string): void {
  const allowed = choices[field];
  if (allowed && !allowed.includes(value.toLowerCase())) {
    throw new FilterError(`"${field}:${value}" is not known; ${field}: takes ${allowed.join(', ')}`);
  }
  if (field === 'since' && instant(value, 0) === null) {
    throw new FilterError(`"since:${value}" is not a time; write 15m, 2h, 7d or a date`);
  }
  const number = field === 'status' ? value.replace(/^([1-5])xx$/i, '$100') : value;
  if ((field === 'status' || field === 'size') && range(number) === null) {
    throw new FilterError(`"${field}:${value}" is not a number, a range or a comparison`);
  }
}

const splitValues = (text: string): string[] => text.match(/(?:"(?:[^"\\]|\\.)*"?|[^,"])+/g) ?? [''];

const unquote = (text: string): string => {
  const inner = /^"((?:[^"\\]|\\.)*)"?$/s.exec(text)?.[1];
  return inner === undefined ? text : inner.replace(/\\(.)/gs, '$1');
};

const contains = (value: string) => {
  const wanted = value.toLowerCase();
  return (text: string): boolean => text.toLowerCase().includes(wanted);
};

const is =
  (value: string) =>
  (text: string): boolean =>
    glob(value, text);

/** With a wildcard the whole text must fit, without one the value may stand anywhere in it. */
const like = (value: string): ((text: string) => boolean) =>
  value.includes('*') ? is(value) : contains(value);

/** Case does not count. By pieces, not by a regular expression: nothing here can backtrack without end. */
function glob(pattern: string, text: string): boolean {
  const pieces = pattern.toLowerCase().split('*');
  const subject = text.toLowerCase();
  const [first = ''] = pieces;
  const last = pieces.at(-1) ?? '';
  if (pieces.length === 1) return subject === first;
  if (subject.length < first.length + last.length || !subject.startsWith(first) || !subject.endsWith(last))
    return false;
  let at = first.length;
  for (const piece of pieces.slice(1, -1)) {
    at = subject.indexOf(piece, at);
    if (at < 0) return false;
    at += piece.length;
  }
  return at <= subject.length - last.length;
}

/** `200`, `200-299`, `>=400`, `>10kb`: inclusive ends; null when it is none of these. */
function range(text: string): [from: number, to: number] | null {
  const [, sign, number, unit, end] =
    /^(>=|<=|>|<|=)?(\d+(?:\.\d+)?)(b|kb|mb|gb)?(?:-(\d+))?$/i.exec(text) ?? [];
  if (number === undefined) return null;
  const value = Number(number) * 1024 ** ['b', 'kb', 'mb', 'gb'].indexOf((unit ?? 'b').toLowerCase());
  if (end !== undefined) return sign ? null : [value, Number(end)];
  if (sign === '>=') return [value, Number.POSITIVE_INFINITY];
  if (sign === '>') return [value + 0.5, Number.POSITIVE_INFINITY];
  if (sign === '<=') return [0, value];
  if (sign === '<') return [0, value - 0.5];
  return [value, value];
}

function compare(actual: number, text: string): boolean {
  const ends = range(text);
  return ends !== null && actual >= ends[0] && actual <= ends[1];
}

/** Milliseconds since 1970 of `15m` before now, or of a date; null when it is neither. */
function instant(text: string, now: number): number | null {
  const [, count, unit = ''] = /^(\d+)\s*(s|m|h|d|w)$/i.exec(text) ?? [];
  const seconds: Record<string, number> = { s: 1, m: 60, h: 3600, d: 86_400, w: 604_800 };
  if (count !== undefined) return now - Number(count) * 1000 * (seconds[unit.toLowerCase()] ?? 0);
  const date = Date.parse(text);
  return /^\d{4}-/.test(text) && !Number.isNaN(date) ? date : null;
}

/** Compares one value of a JSON body, reached by `a.b.0.c`; text as text, numbers also by range. */
function jsonMatches(body: unknown, path: string, value: string): boolean {
  let at = body;
  for (const key of path.split('.')) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, key)) return false;
    at = (at as Record<string, unknown>)[key];
  }
  // An object or a list is no value: writing it out again could also go too deep.
  if (typeof at !== 'string' && typeof at !== 'number' && typeof at !== 'boolean' && at !== null)
    return false;
  const actual = String(at);
  return is(value)(actual) || (typeof at === 'number' && /^[<>=]/.test(value) && compare(at, value));
}
