/** Coloured text, without lines or scrolling. */
import { paintJson } from '../renderers/json.ts';
import type { TextView, Token, TokenKind } from '../renderers/renderer.ts';

const looks: Record<TokenKind, string> = {
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

/** Tokens as spans. */
export function Tokens({ tokens }: { tokens: readonly Token[] }) {
  return <>{tokens.map(([kind, text]) => (looks[kind] ? <span class={looks[kind]}>{text}</span> : text))}</>;
}

/** A short JSON text as it is, in colours. */
export function PaintedJson({ text }: { text: string }) {
  return <Tokens tokens={paintJson(text, true)} />;
}

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
