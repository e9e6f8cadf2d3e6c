/** Bytes as lines of text, as they come. */

/** A line; `text` null when it is too long. Numbers begin at 1. */
export interface NumberedLine {
  line: number;
  text: string | null;
}

const lineFeed = 0x0a;

/** Splits at line feeds; never more than a line of `maxBytes` is in memory. A byte order mark is left out. */
export async function* readLines(
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  maxBytes: number,
): AsyncGenerator<NumberedLine> {
  let line = 1;
  let pieces: Uint8Array[] = [];
  let bytes = 0;
  const take = (): NumberedLine => {
    const text = bytes > maxBytes ? null : new TextDecoder().decode(Buffer.concat(pieces));
    pieces = [];
    bytes = 0;
    return { line: line++, text };
  };
  const keep = (piece: Uint8Array): void => {
    bytes += piece.length;
    if (bytes > maxBytes) pieces = [];
    else pieces.push(piece);
  };
  for await (const chunk of chunks) {
    let from = 0;
    for (let at = chunk.indexOf(lineFeed); at >= 0; at = chunk.indexOf(lineFeed, from)) {
      keep(chunk.subarray(from, at));
      from = at + 1;
      yield take();
    }
    keep(chunk.subarray(from));
  }
  if (bytes > 0) yield take();
}
