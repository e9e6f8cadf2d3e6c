/**
 * JSON set out in lines without parsing it into values: every token stays as sent, so 20-digit integers, `1.0`,
 * `\u0041`, duplicate keys and the order of keys are shown as they came.
 */
import { decodeText } from '../decode.ts';
import { looksBinary } from './raw.ts';
import { SyntaxFailure } from './syntax-failure.ts';
import type { Line, Renderer, Token, TokenKind } from './renderer.ts';

const space = /[ \t\n\r\ufeff]*/y;
// oxlint-disable-next-line no-control-regex -- JSON forbids exactly these inside a string
const characters = /[^"\\\u0000-\u001f]*/y;
const escape = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;
const scalar = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;
const word = /[^\s,:[\]{}"]+/y;

/** Where a sticky expression ends when it matches at `at`, else -1. */
function after(expression: RegExp, text: string, at: number): number {
  expression.lastIndex = at;
  return expression.test(text) ? expression.lastIndex : -1;
}

const skip = (text: string, at: number): number => after(space, text, at);

function describe(text: string, at: number): string {
  if (at >= text.length) return 'the end of the body';
  const end = after(word, text, at);
  return `“${text.slice(at, end > at ? Math.min(end, at + 20) : at + 1)}”`;
}

const fail = (text: string, at: number, expected: string): never => {
  throw new SyntaxFailure(text, at, `expected ${expected}, found ${describe(text, at)}`);
};

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
function endOfScalar(text: string, at: number): number {
  const end = text[at] === '"' ? endOfString(text, at) : after(scalar, text, at);
  if (end >= 0 && after(word, text, end) < 0) return end;
  if (text[at] === '"') {
    const broken = 'a string that ends, without line breaks or unknown escapes in it';
    throw new SyntaxFailure(text, at, `expected ${broken}`);
  }
  return fail(text, at, 'a value');
}

/** After a value: its comma belongs to the line, the next token does not. */
function endOfItem(text: string, end: number): { end: number; next: number; comma: boolean } {
  const next = skip(text, end);
  return text[next] === ','
    ? { end: next + 1, next: skip(text, next + 1), comma: true }
    : { end, next, comma: false };
}

/** The lines of a JSON text. `many`: values may follow one another, as in NDJSON. Throws SyntaxFailure. */
export function* jsonLines(text: string, { many = false } = {}): Iterable<Line> {
  const open: ('{' | '[')[] = [];
  let at = skip(text, 0);
  while (true) {
    const start = at;
    if (open.at(-1) === '{') {
      const key = text[at] === '"' ? endOfScalar(text, at) : fail(text, at, 'a key in quotes');
      const colon = skip(text, key);
      if (text[colon] !== ':') fail(text, colon, '“:”');
      at = skip(text, colon + 1);
    }
    const opener = text[at];
    if (opener === '{' || opener === '[') {
      const inside = skip(text, at + 1);
      if (text[inside] !== (opener === '{' ? '}' : ']')) {
        yield [start, at + 1, open.length];
        open.push(opener);
        at = inside;
        continue;
      }
      at = inside + 1;
    } else at = endOfScalar(text, at);

    let item = endOfItem(text, at);
    if (open.length) yield [start, item.end, open.length];
    else yield [start, at, 0];
    while (open.length && !item.comma) {
      const closer = open.at(-1) === '{' ? '}' : ']';
      if (text[item.next] !== closer) fail(text, item.next, `“,” or “${closer}”`);
      open.pop();
      const from = item.next;
      item = endOfItem(text, from + 1);
      yield [from, open.length ? item.end : from + 1, open.length];
      if (!open.length) item = { end: from + 1, next: skip(text, from + 1), comma: false };
    }
    if (!open.length) {
      at = skip(text, item.comma ? item.end - 1 : item.end);
      if (at >= text.length) return;
      if (!many) fail(text, at, 'the end');
    } else at = item.next;
  }
}

const token = /("(?:[^"\\]|\\.)*"?)(\s*:)?|(-?\d[\d.eE+-]*)|([a-z]+)|([{}[\],:])|[ \t\n\r]+|./g;

/**
 * The coloured tokens of a line. Set out, white space between tokens becomes the usual single space after a
 * colon; `asSent` keeps what is there.
 */
export function paintJson(line: string, asSent = false): Token[] {
  const tokens: Token[] = [];
  const add = (kind: TokenKind, text: string) => tokens.push([kind, text]);
  for (const [all, quoted, colon, number, keyword, punctuation] of line.matchAll(token)) {
    if (quoted !== undefined) {
      add(colon === undefined ? 'string' : 'key', quoted);
      if (colon !== undefined) add('punctuation', asSent ? colon : ': ');
    } else if (number !== undefined) add('number', number);
    else if (keyword !== undefined) add('keyword', keyword);
    else if (punctuation !== undefined) add('punctuation', punctuation);
    else if (asSent || all.trim()) add('plain', all);
  }
  return tokens;
}

const startsLikeJson = (bytes: Uint8Array): boolean =>
  /^[\s\ufeff]*[[{]/.test(new TextDecoder().decode(bytes.subarray(0, 64)));

const mostChecked = 262_144;

function isWhole(bytes: Uint8Array): boolean {
  if (bytes.length > mostChecked) return false;
  try {
    return [...jsonLines(new TextDecoder().decode(bytes))].length > 0;
  } catch {
    return false;
  }
}

/** Shows JSON, every token as it was sent. */
export const json: Renderer = {
  id: 'json',
  label: 'JSON',
  score: (body) => {
    if (body.encoding || !body.bytes.length) return 0;
    if (body.kind === 'json') return 1;
    if (looksBinary(body) || !startsLikeJson(body.bytes)) return 0;
    // Declared as something else, as curl -d does: it is JSON all the same when it reads as such.
    const declared = body.kind === 'form' || body.kind === 'xml' || body.kind === 'html';
    return declared ? (isWhole(body.bytes) ? 1.1 : 0) : 0.8;
  },
  render: ({ bytes, media }) => {
    const { text, note } = decodeText(bytes, media.parameters.get('charset'));
    const many = media.essence === 'application/x-ndjson';
    return {
      show: 'text',
      text,
      lines: () => jsonLines(text, { many }),
      paint: (line) => paintJson(line),
      note,
    };
  },
};
