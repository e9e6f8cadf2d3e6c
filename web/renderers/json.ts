/**
 * JSON set out in lines without parsing it into values: every token stays as sent, so 20-digit integers, `1.0`,
 * `\u0041`, duplicate keys and the order of keys are shown as they came.
 */
import type { MediaType } from '../../server/headers.ts';
import { looksBinary } from './raw.ts';
import { endOfScalar, failAt, skip, valueAfterKey } from './json-tokens.ts';
import { late } from '../late/words.ts';
import type { Body, Line, Renderer, Token, TokenKind } from './renderer.ts';
import { scanJson } from './json-tree.ts';
import { textOf } from './words.ts';

/** After a value: its comma belongs to the line, the next token does not. */
function endOfItem(text: string, end: number): { end: number; next: number; comma: boolean } {
  const next = skip(text, end);
  return text[next] === ','
    ? { end: next + 1, next: skip(text, next + 1), comma: true }
    : { end, next, comma: false };
}

/** The lines of a JSON text. `many`: values may follow one another, as in NDJSON. Throws Unreadable. */
export function* jsonLines(text: string, { many = false } = {}): Iterable<Line> {
  const open: ('{' | '[')[] = [];
  let at = skip(text, 0);
  while (true) {
    const start = at;
    if (open.at(-1) === '{') at = valueAfterKey(text, at);
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
      if (text[item.next] !== closer)
        failAt(text, item.next, closer === '}' ? 'comma-or-brace' : 'comma-or-bracket');
      open.pop();
      const from = item.next;
      item = endOfItem(text, from + 1);
      yield [from, open.length ? item.end : from + 1, open.length];
      if (!open.length) item = { end: from + 1, next: skip(text, from + 1), comma: false };
    }
    if (!open.length) {
      at = skip(text, item.comma ? item.end - 1 : item.end);
      if (at >= text.length) return;
      if (!many) failAt(text, at, 'end');
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
    return scanJson(new TextDecoder().decode(bytes)).roots === 1;
  } catch {
    return false;
  }
}

/** How surely a body is JSON, from 0. */
export function jsonScore(body: Body): number {
  if (body.encoding || !body.bytes.length) return 0;
  if (body.kind === 'json') return 1;
  if (looksBinary(body) || !startsLikeJson(body.bytes)) return 0;
  // Declared as something else, as curl -d does: it is JSON all the same when it reads as such.
  const declared = body.kind === 'form' || body.kind === 'xml' || body.kind === 'html';
  return declared ? (isWhole(body.bytes) ? 1.1 : 0) : 0.8;
}

/** True for the types of one JSON value after the other. */
export const holdsSeveral = ({ essence }: MediaType): boolean => /ndjson|jsonl|json-seq/.test(essence);

/** Shows JSON set out, every token as it was sent. */
export const json: Renderer = {
  id: 'json',
  label: () => late.value.body.views.pretty,
  format: 'JSON',
  score: jsonScore,
  render: (body) => {
    const { text, note } = textOf(body);
    const many = holdsSeveral(body.media);
    return {
      show: 'text',
      text,
      lines: () => jsonLines(text, { many }),
      paint: (line) => paintJson(line),
      note,
    };
  },
};
