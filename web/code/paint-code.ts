/** Colours for code, the same few for every language. Pure. */
import type { Token, TokenKind } from '../renderers/renderer.ts';

const words =
  'await|const|import|from|package|func|if|nil|null|true|false|None|True|False|let|var|return|curl|http|print';
const token = new RegExp(
  [
    String.raw`((?:^|\s)(?:#|//).*$)`,
    String.raw`("(?:[^"\\]|\\.)*"|'[^']*'|` + '`[^`]*`)',
    String.raw`\b(${words})\b`,
    String.raw`(?<![\w.-])(\d+(?:\.\d+)?)(?![\w.-])`,
  ].join('|'),
  'g',
);
const kinds: readonly TokenKind[] = ['comment', 'string', 'keyword', 'number'];

/** The tokens of a line; what is none stays plain. */
export function paintCode(line: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  for (const match of line.matchAll(token)) {
    if (match.index > at) tokens.push(['plain', line.slice(at, match.index)]);
    const kind = kinds[match.slice(1).findIndex((group) => group !== undefined)] ?? 'plain';
    tokens.push([kind, match[0]]);
    at = match.index + match[0].length;
  }
  if (at < line.length) tokens.push(['plain', line.slice(at)]);
  return tokens;
}
