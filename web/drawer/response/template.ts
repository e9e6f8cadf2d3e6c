/** Templates as they are written: pieces to insert, and their colours. Pure. */
import type { Token, TokenKind } from '../../renderers/renderer.ts';

/** What a template begins as. */
export const firstTemplate = `{
  "received": true,
  "event": {{ event | json }},
  "at": "{{ now }}"
}`;

/** Pieces to insert: the word on the button, and what it writes. A dot before a blank waits for a name. */
export const insertions: readonly (readonly [label: string, piece: string])[] = [
  ['body.…', '{{ body. }}'],
  ['header.…', '{{ header. }}'],
  ['query.…', '{{ query. }}'],
  ['path', '{{ path }}'],
  ['event', '{{ event }}'],
  ['attempt', '{{ attempt }}'],
  ['now', '{{ now }}'],
  ['uuid', '{{ uuid }}'],
];

/** A token of a template; `template` is what Liquid replaces or does. */
export type TemplateToken = Token | readonly ['template', string];

const pieces =
  /(\{\{[^]*?\}\}|\{%[^]*?%\})|("(?:[^"\\\n{]|\\.|\{(?![{%]))*"?)|(-?\b\d+(?:\.\d+)?\b)|\b(true|false|null)\b|([{}[\],:])/g;
const kinds: readonly (TokenKind | 'template')[] = ['template', 'string', 'number', 'keyword', 'punctuation'];

/** The tokens of a text that looks like JSON; `isTemplate` finds Liquid in it. What is none stays plain. */
export function paintTemplate(text: string, isTemplate: boolean): TemplateToken[] {
  const tokens: TemplateToken[] = [];
  let at = 0;
  for (const match of text.matchAll(pieces)) {
    if (match.index > at) tokens.push(['plain', text.slice(at, match.index)]);
    const kind = kinds[match.slice(1).findIndex((group) => group !== undefined)] ?? 'plain';
    const isKey =
      kind === 'string' &&
      /^\s*:/.test(text.slice(match.index + match[0].length, match.index + match[0].length + 20));
    const shown = kind === 'template' && !isTemplate ? 'plain' : isKey ? 'key' : kind;
    tokens.push([shown, match[0]]);
    at = match.index + match[0].length;
  }
  if (at < text.length) tokens.push(['plain', text.slice(at)]);
  return tokens;
}
