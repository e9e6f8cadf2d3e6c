/** Text with its differences marked. */
import type { Piece } from './marks.ts';

/** The pieces; what cannot be seen is drawn as a sign. */
export function MarkedText({ pieces }: { pieces: readonly Piece[] }) {
  return (
    <>
      {pieces.map(([text, differs], at) =>
        differs ? <mark key={at}>{withSigns(text)}</mark> : <span key={at}>{withoutEnd(text)}</span>,
      )}
    </>
  );
}

/** Line ends and tabs that differ would be nothing to look at. */
const withSigns = (text: string): string =>
  text.replaceAll('\r', '␍').replaceAll('\n', '␊').replaceAll('\t', '→\t');

const withoutEnd = (text: string): string => text.replace(/\r?\n$/, '');
