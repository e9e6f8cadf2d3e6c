/** Coloured text, without lines or scrolling. */
import type { ComponentChildren } from 'preact';
import { paintJson } from '../renderers/json.ts';
import type { TextView, Token, TokenKind } from '../renderers/renderer.ts';
import { literal } from '../workers/find.ts';
import { visible } from './visible-text.tsx';

/** The class of each kind of token. */
export const looks: Record<TokenKind, string> = {
  plain: '',
  key: 'k-',
  string: 's-',
  number: 'n-',
  keyword: 'w-',
  punctuation: 'p-',
  comment: 'c-',
  tag: 't-',
  name: 'n-',
};

/** Tokens as spans; `mark` is a text that is marked where it stands, also across tokens. */
export function Tokens({ tokens, mark = '' }: { tokens: readonly Token[]; mark?: string }) {
  const marks = mark ? marksIn(tokens, mark) : [];
  let at = 0;
  return (
    <>
      {tokens.map(([kind, text]) => {
        const shown = marks.length ? marked(text, at, marks) : visible(text);
        at += text.length;
        return looks[kind] ? <span class={looks[kind]}>{shown}</span> : shown;
      })}
    </>
  );
}

type Range = readonly [start: number, end: number];

function marksIn(tokens: readonly Token[], mark: string): Range[] {
  const line = tokens.map(([, text]) => text).join('');
  return [...line.matchAll(literal(mark))].map(({ index }) => [index, index + mark.length]);
}

function marked(text: string, offset: number, marks: readonly Range[]): ComponentChildren {
  const pieces: ComponentChildren[] = [];
  let from = 0;
  for (const [start, end] of marks) {
    const [first, last] = [Math.max(from, start - offset), Math.min(text.length, end - offset)];
    if (last <= first) continue;
    pieces.push(visible(text.slice(from, first)), <mark>{visible(text.slice(first, last))}</mark>);
    from = last;
  }
  pieces.push(visible(text.slice(from)));
  return pieces;
}

/** A short JSON text as it is, in colours. */
export const PaintedJson = ({ text }: { text: string }) =>
  text.split('\n').map((line, at) => (
    <span key={at}>
      {at > 0 && '\n'}
      <Tokens tokens={paintJson(line, true)} />
    </span>
  ));

/** Characters of a line in a preview: more would make it wide and slow. */
export const longestPreviewLine = 400;

/** The first lines of a view; what is wrong after or in them does not matter to a preview. */
export function firstLines({ text, lines, paint }: TextView, most: number) {
  const shown: preact.VNode[] = [];
  try {
    for (const [start, end, depth] of lines()) {
      const line = text.slice(start, Math.min(end, start + longestPreviewLine));
      shown.push(
        <div>
          {'  '.repeat(depth)}
          <Tokens tokens={paint(line)} />
        </div>,
      );
      if (shown.length >= most) break;
    }
  } catch {
    return text.slice(0, 2_000);
  }
  return shown;
}
