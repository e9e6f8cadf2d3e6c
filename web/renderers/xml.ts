/** XML set in by its tags; text inside a tag stays on its line. Only white space between tags is left out. */
import { late } from '../late/words.ts';
import { Unreadable, placeOf } from './unreadable.ts';
import type { Line, Renderer, Token, TokenKind } from './renderer.ts';
import { textOf } from './words.ts';

const piece =
  /<!--[^]*?-->|<!\[CDATA\[[^]*?\]\]>|<\?[^]*?\?>|<!DOCTYPE[^[>]*(?:\[[^]*?\]\s*)?>|<(\/?)([^\s<>/="']+)(?:[^<>"']|"[^"]*"|'[^']*')*?(\/?)>|[^<]+/gy;

interface Piece {
  start: number;
  end: number;
  kind: 'open' | 'close' | 'empty' | 'text' | 'other';
  name: string;
}

function* pieces(text: string): Iterable<Piece> {
  piece.lastIndex = 0;
  let at = 0;
  while (at < text.length) {
    piece.lastIndex = at;
    const match = piece.exec(text);
    if (!match) throw new Unreadable({ code: 'stray-tag' }, placeOf(text, at));
    const [all, slash, name = '', empty] = match;
    const end = at + all.length;
    if (!all.startsWith('<')) {
      if (all.trim()) yield { start: at, end, kind: 'text', name };
    } else if (!name) yield { start: at, end, kind: 'other', name };
    else yield { start: at, end, kind: slash ? 'close' : empty ? 'empty' : 'open', name };
    at = end;
  }
}

/** The lines of an XML text. Throws Unreadable when tags do not match. */
export function* xmlLines(text: string): Iterable<Line> {
  const open: string[] = [];
  // A line that may still grow: `<a>`, then `<a>text`, then `<a>text</a>`.
  let held: { start: number; end: number; name: string } | null = null;
  for (const { start, end, kind, name } of pieces(text)) {
    if (held) {
      const closes = kind === 'close' && name === held.name;
      if (closes || (kind === 'text' && end - held.start < 2_000)) {
        held.end = end;
        if (!closes) continue;
        yield [held.start, end, open.length - 1];
        open.pop();
        held = null;
        continue;
      }
      yield [held.start, held.end, open.length - 1];
      held = null;
    }
    if (kind === 'open') {
      held = { start, end, name };
      open.push(name);
    } else if (kind === 'close') {
      const expected = open.pop();
      if (expected !== name)
        throw new Unreadable({ code: 'wrong-end', name, open: expected ?? '' }, placeOf(text, start));
      yield [start, end, open.length];
    } else yield [start, end, open.length];
  }
  const name = open.at(-1);
  if (name !== undefined) throw new Unreadable({ code: 'never-closed', name }, placeOf(text, text.length));
}

const token =
  /(<!--[^]*?-->|<\?[^]*?\?>|<!\[CDATA\[|\]\]>|<!DOCTYPE[^>]*>?)|(<\/?)([^\s<>/="']+)|([^\s<>/="']+)(=)("[^"]*"|'[^']*')|(\/?>)|[^<>"'=/\s]+|\s+|./g;

/** The coloured tokens of a line. */
export function paintXml(line: string): Token[] {
  const tokens: Token[] = [];
  const add = (kind: TokenKind, text: string) => tokens.push([kind, text]);
  for (const [all, comment, opener, name, attribute, equals, value, closer] of line.matchAll(token)) {
    if (comment) add('comment', comment);
    else if (opener && name) tokens.push(['punctuation', opener], ['tag', name]);
    else if (attribute && equals && value)
      tokens.push(['name', attribute], ['punctuation', equals], ['string', value]);
    else add(closer ? 'punctuation' : 'plain', all);
  }
  return tokens;
}

/** Shows XML. */
export const xml: Renderer = {
  id: 'xml',
  label: () => late.value.body.views.pretty,
  format: 'XML',
  score: ({ kind, encoding, bytes }) => (kind === 'xml' && !encoding && bytes.length ? 1 : 0),
  render: (body) => {
    const { text, note } = textOf(body);
    return { show: 'text', text, lines: () => xmlLines(text), paint: paintXml, note };
  },
};
