/**
 * The filter language: `method:POST status:5xx -path:/health* "some words"`. Space is and, comma is or, `-` negates,
 * `*` is a wildcard, quotes group; plain words search title, summary, path, headers and body. Pure, shared with the
 * page; an unknown field is an error that names it, never silently everything.
 */
import type { HeaderPair, RequestSummary } from './contract.ts';
import { compare, contains, glob, instant, like, range, since } from './filter-values.ts';
import { headerValues } from './headers.ts';
import { isFailed, isRepeat } from './outcomes.ts';

/** One condition; any of `values` fulfils it. `name` is what follows the dot of `header.`, `query.` and `body.`. */
export interface FilterTerm {
  field: Field;
  name: string | null;
  negated: boolean;
  values: string[];
}

/** All terms must hold. */
export type RequestFilter = readonly FilterTerm[];

/** What of a row a filter looks at; the path is the whole one. */
export type FilterRow = Pick<
  RequestSummary,
  | 'seq'
  | 'receivedAt'
  | 'method'
  | 'path'
  | 'title'
  | 'summary'
  | 'provider'
  | 'eventId'
  | 'attempt'
  | 'size'
  | 'contentType'
  | 'status'
  | 'fault'
  | 'state'
  | 'signature'
  | 'remoteAddress'
  | 'pinned'
>;

/** What a filter looks at; the functions are called only when a term needs them. */
export interface FilterSubject {
  summary: FilterRow;
  headers(): readonly HeaderPair[];
  /** Both are called for every value of a term: what they give should be kept. Content codings are taken off. */
  bodyText(): string;
  /** The body as JSON; undefined when it is none. */
  bodyJson(): unknown;
  note: string | null;
}

/** A filter that cannot be read; the message names the word. */
export class FilterError extends Error {}

type Test = (subject: FilterSubject, value: string, name: string, now: number) => boolean;

const maxValues = 50;
/** A selection of rows is a list of numbers: those cost next to nothing. */
const maxSeqs = 1000;
const named = ['header', 'query', 'body'] as const;

const tests = {
  text: ({ summary, headers, bodyText, note }, value) =>
    [summary.title, summary.summary, summary.path, summary.eventId ?? '', note ?? ''].some(contains(value)) ||
    headers().some(([name, text]) => contains(value)(`${name}: ${text}`)) ||
    contains(value)(bodyText()),
  method: ({ summary }, value) => glob(value, summary.method),
  path: ({ summary }, value) => like(value)(summary.path),
  event: ({ summary }, value) => like(value)(summary.title) || glob(value, summary.eventId ?? ''),
  status: ({ summary }, value) => compare(summary.status, value),
  sig: ({ summary }, value) => glob(value, summary.signature ?? 'none'),
  provider: ({ summary }, value) => glob(value, summary.provider ?? 'none'),
  state: ({ summary }, value) => glob(value, summary.state),
  has: (subject, value) => has[value.toLowerCase()]?.(subject) ?? false,
  is: ({ summary }, value) => states[value.toLowerCase()]?.(summary) ?? false,
  size: ({ summary }, value) => compare(summary.size, value),
  ip: ({ summary }, value) => glob(value, summary.remoteAddress),
  since: ({ summary }, value, _name, now) => Date.parse(summary.receivedAt) >= (since(value, now) ?? now),
  from: ({ summary }, value) => Date.parse(summary.receivedAt) >= (instant(value) ?? 0),
  to: ({ summary }, value) => Date.parse(summary.receivedAt) < (instant(value) ?? 0),
  seq: ({ summary }, value) => compare(summary.seq, value),
  header: ({ headers }, value, name) => headerValues(headers(), name.toLowerCase()).some(like(value)),
  query: ({ summary }, value, name) =>
    new URLSearchParams(summary.path.slice(summary.path.indexOf('?') + 1 || summary.path.length))
      .getAll(name)
      .some(like(value)),
  body: ({ bodyText, bodyJson }, value, name) =>
    name ? jsonMatches(bodyJson(), name, value) : contains(value)(bodyText()),
} satisfies Record<string, Test>;

/** What may stand before the colon; `text` is a plain word. */
export type Field = keyof typeof tests;

const has: Record<string, (subject: FilterSubject) => boolean> = {
  body: ({ summary }) => summary.size > 0,
  event: ({ summary }) => summary.eventId !== null,
  file: ({ summary }) => summary.contentType?.toLowerCase().startsWith('multipart/') ?? false,
  note: ({ note }) => note !== null,
  query: ({ summary }) => summary.path.includes('?'),
};

const states: Record<string, (summary: FilterRow) => boolean> = {
  pinned: ({ pinned }) => pinned,
  retry: isRepeat,
  failed: isFailed,
  fault: ({ fault }) => fault !== null,
};

/** The words that a field takes, where it does not take any text. */
export const choices = {
  sig: ['valid', 'invalid', 'expired', 'unsigned', 'no_secret', 'malformed', 'none'],
  state: ['complete', 'truncated', 'aborted', 'refused'],
  has: Object.keys(has),
  is: Object.keys(states),
} satisfies Partial<Record<Field, readonly string[]>>;

const choicesOf = (field: Field): readonly string[] | null =>
  Object.hasOwn(choices, field) ? choices[field as keyof typeof choices] : null;

const examples: Record<Exclude<Field, 'text'>, string> = {
  method: 'POST',
  path: '/orders*',
  event: 'invoice.*',
  status: '5xx',
  sig: 'invalid',
  provider: 'stripe',
  state: 'truncated',
  has: 'body',
  is: 'failed',
  size: '>10kb',
  ip: '127.0.0.1',
  since: '15m',
  from: '2026-01-31T12:00:00Z',
  to: '2026-01-31T13:00:00Z',
  seq: '5-9',
  header: 'application/json',
  query: '1',
  body: 'words',
};

/** A field as help and suggestions show it: `.name` is said by `named`; `example` is a value that it takes. */
export interface FilterField {
  field: Exclude<Field, 'text'>;
  /** `always`: header and query; `sometimes`: body, which without a name looks at the whole text. */
  named: 'never' | 'always' | 'sometimes';
  example: string;
}

/** The fields of the language, in the order in which help shows them. */
export const filterFields: readonly FilterField[] = Object.entries(examples).map(([field, example]) => ({
  // The keys of the table are the fields: its type says so, Object.entries forgets it.
  field: field as FilterField['field'],
  named: field === 'body' ? 'sometimes' : field === 'header' || field === 'query' ? 'always' : 'never',
  example,
}));

/** True when there is such a field: `text` is none. */
export const isField = (text: string): text is FilterField['field'] => Object.hasOwn(examples, text);

/** Reads a filter; the empty text matches everything. Throws FilterError. */
export function parseFilter(text: string): RequestFilter {
  const filter = words(text).map(readTerm);
  const count = (terms: RequestFilter): number => terms.reduce((sum, { values }) => sum + values.length, 0);
  const seqs = count(filter.filter(({ field }) => field === 'seq'));
  const values = count(filter) - seqs;
  if (values > maxValues)
    throw new FilterError(`a filter has at most ${maxValues} words and values, this one ${values}`);
  if (seqs > maxSeqs) throw new FilterError(`seq: takes at most ${maxSeqs} numbers and ranges, not ${seqs}`);
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
      `unknown field "${field}:"; the fields are ${Object.keys(examples)
        .map((one) => `${one}:`)
        .join(' ')}`,
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

function checkValue(field: Field, value: string): void {
  const refuse = (why: string): never => {
    throw new FilterError(`"${field}:${value}" ${why}`);
  };
  const allowed = choicesOf(field);
  if (field === 'is' && value.toLowerCase() === 'unread')
    refuse('is known to the page only, which remembers what was opened in this browser');
  if (allowed && !allowed.includes(value.toLowerCase()))
    refuse(`is not known; ${field}: takes ${allowed.join(', ')}`);
  if (field === 'since' && since(value, 0) === null) refuse('is not a time; write 15m, 2h, 7d or a date');
  if ((field === 'from' || field === 'to') && instant(value) === null)
    refuse('is not a time; write 2026-01-31T12:00:00Z or milliseconds since 1970');
  if (field === 'seq' && !/^(?:\d+(?:-\d+)?|[<>]=?\d+)$/.test(value))
    refuse('is not a number, a range or a comparison');
  if (
    (field === 'status' || field === 'size') &&
    (range(value) === null || (field === 'size' && /x/i.test(value)))
  )
    refuse('is not a number, a range or a comparison');
}

const splitValues = (text: string): string[] => text.match(/(?:"(?:[^"\\]|\\.)*"?|[^,"])+/g) ?? [''];

const unquote = (text: string): string => {
  const inner = /^"((?:[^"\\]|\\.)*)"?$/s.exec(text)?.[1];
  return inner === undefined ? text : inner.replace(/\\(.)/gs, '$1');
};

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
  return glob(value, actual) || (typeof at === 'number' && /^[<>=]/.test(value) && compare(at, value));
}
