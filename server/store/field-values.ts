/** The values that a request has in a field of the filter language, for suggestions. Pure. */
import { choices, type FilterSubject, matches } from '../filter.ts';

/** Longer ones are no suggestion. */
const maxLength = 120;
const maxPaths = 300;
const maxDepth = 8;

/** Fields whose values can be counted; a dot is followed by a name. */
export const countedFields = [
  'method',
  'path',
  'event',
  'status',
  'sig',
  'provider',
  'state',
  'has',
  'is',
  'ip',
  'header',
  'query',
  'body',
] as const;

type CountedField = (typeof countedFields)[number];

/** A field as it is written before the colon: `method`, `header`, `header.host`, `body.data.id`. */
export interface ValuedField {
  field: CountedField;
  name: string | null;
}

/** Reads a field; null when its values cannot be counted. */
export function readField(text: string): ValuedField | null {
  const [, word = '', name] = /^([a-z]+)(?:\.(.+))?$/is.exec(text) ?? [];
  const field = countedFields.find((one) => one === word.toLowerCase());
  if (!field || (name !== undefined && !named(field))) return null;
  return { field, name: name ?? null };
}

const named = (field: CountedField): boolean => field === 'header' || field === 'query' || field === 'body';

const chosen = (field: 'has' | 'is', subject: FilterSubject): string[] =>
  choices[field].filter((word) =>
    matches([{ field, name: null, negated: false, values: [word] }], subject, 0),
  );

const queryOf = (path: string): URLSearchParams =>
  new URLSearchParams(path.includes('?') ? path.slice(path.indexOf('?') + 1) : '');

const readers: Record<CountedField, (subject: FilterSubject, name: string | null) => Iterable<string>> = {
  method: ({ summary }) => [summary.method],
  path: ({ summary }) => [summary.path.replace(/\?.*$/s, '')],
  event: ({ summary }) => [summary.title],
  status: ({ summary }) => [String(summary.status)],
  sig: ({ summary }) => [summary.signature ?? 'none'],
  provider: ({ summary }) => [summary.provider ?? 'none'],
  state: ({ summary }) => [summary.state],
  has: (subject) => chosen('has', subject),
  is: (subject) => chosen('is', subject),
  ip: ({ summary }) => [summary.remoteAddress],
  header: ({ headers }, name) =>
    name === null
      ? headers().map(([key]) => key.toLowerCase())
      : headers()
          .filter(([key]) => key.toLowerCase() === name.toLowerCase())
          .map(([, value]) => value),
  query: ({ summary }, name) =>
    name === null ? queryOf(summary.path).keys() : queryOf(summary.path).getAll(name),
  body: ({ bodyJson }, name) => (name === null ? pathsOf(bodyJson()) : valueAt(bodyJson(), name)),
};

/** The different values of one request; none that is empty or too long to be suggested. */
export function valuesOf(subject: FilterSubject, { field, name }: ValuedField): Set<string> {
  const values = [...readers[field](subject, name)];
  return new Set(values.filter((value) => value !== '' && value.length <= maxLength));
}

/** The paths of all values of a JSON body that are no object and no list. */
function pathsOf(body: unknown): string[] {
  const paths: string[] = [];
  const visit = (at: unknown, path: readonly string[]): void => {
    if (paths.length >= maxPaths || path.length > maxDepth) return;
    if (typeof at !== 'object' || at === null) {
      if (path.length > 0) paths.push(path.join('.'));
      return;
    }
    for (const [key, value] of Object.entries(at)) {
      // A key that holds what ends a name cannot be asked for.
      if (/^[^\s.:"]+$/.test(key)) visit(value, [...path, key]);
      if (paths.length >= maxPaths) return;
    }
  };
  visit(body, []);
  return paths;
}

function valueAt(body: unknown, path: string): string[] {
  let at = body;
  for (const key of path.split('.')) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, key)) return [];
    at = Reflect.get(at, key);
  }
  return typeof at === 'object' && at !== null ? [] : [String(at)];
}
