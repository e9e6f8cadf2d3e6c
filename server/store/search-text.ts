/**
 * What of a request can be searched, as one text in lower case, and the words that it must hold to fulfil a term.
 * Both sides of one promise: a request that fulfils a term holds its words. Pure.
 */
import type { FilterSubject, FilterTerm } from '../filter.ts';

/** Everything that plain words, header, query, body, path and event terms look at. */
export function searchText({ summary, headers, bodyText }: FilterSubject): string {
  const { title, summary: line, path, eventId } = summary;
  const body = bodyText();
  // A line feed before and after each part: where a word ends decides how a Greek sigma is written small.
  return [
    title,
    line,
    path,
    eventId ?? '',
    decodedQuery(path),
    ...headers().map(([name, value]) => `${name}: ${value}`),
    body,
    jsonValues(body),
    '',
  ]
    .join('\n')
    .toLowerCase();
}

/** Names and values of a query as senders meant them, where they are not written so. */
function decodedQuery(path: string): string {
  const at = path.indexOf('?');
  if (at < 0 || !/[%+]/.test(path)) return '';
  return [...new URLSearchParams(path.slice(at + 1))].map((pair) => pair.join('=')).join('\n');
}

const escapes: Record<string, string> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' };

/** Texts and numbers of JSON as they read, where they are written differently. */
function jsonValues(body: string): string {
  if (!/^[\t\n\r ]*[[{]/.test(body)) return '';
  const texts = body.includes('\\')
    ? body.replace(/\\(?:u([\da-f]{4})|(.))/gis, (_, code?: string, letter = '') =>
        code === undefined
          ? (escapes[String(letter)] ?? String(letter))
          : String.fromCharCode(Number.parseInt(code, 16)),
      )
    : '';
  const numbers: string[] = [];
  for (const [written] of body.matchAll(/-?\d+(?:\.\d+)?(?:e[+-]?\d+)?/gi)) {
    // Digits alone read as they are written.
    if (/^[1-9]\d{0,14}$/.test(written)) continue;
    const number = String(Number(written));
    if (number !== written) numbers.push(number);
  }
  return `${texts}\n${numbers.join('\n')}`;
}

/**
 * For each value of a term the words that a request must hold to have it, in lower case; null when a request may
 * have one without any.
 */
export function wordsOf({ field, name, values }: FilterTerm): string[][] | null {
  const all = values.map((value) => wordsOfValue(field, name, value).filter((word) => word !== ''));
  return all.some((words) => words.length === 0) ? null : all;
}

function wordsOfValue(field: FilterTerm['field'], name: string | null, value: string): string[] {
  if (field === 'text' || (field === 'body' && name === null)) return [value.toLowerCase()];
  if (field === 'path' || field === 'event') return pieces(value);
  if (field === 'header') return [`\n${name?.toLowerCase()}: `, ...pieces(value)];
  if (field === 'query') return [name?.toLowerCase() ?? '', ...pieces(value)];
  if (field !== 'body' || name === null) return [];
  const keys = name.split('.');
  // The place in a list and the length of one are written nowhere.
  const written = keys.filter((key) => !/^(?:\d+|length)$/.test(key)).map((key) => key.toLowerCase());
  return /^[<>=]/.test(value) || keys.at(-1) === 'length' ? written : [...written, ...pieces(value)];
}

const pieces = (value: string): string[] => value.toLowerCase().split('*');
