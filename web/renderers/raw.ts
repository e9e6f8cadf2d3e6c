/** The body as text, as sent: the fallback of every other renderer. */
import { late } from '../late/words.ts';
import type { Body, Line, Renderer, View } from './renderer.ts';
import { textOf } from './words.ts';

const sampleBytes = 4_096;

/** Bytes that no text has say that this is none. */
export const looksBinary = ({ bytes }: Body): boolean => bytes.subarray(0, sampleBytes).includes(0);

/** The lines of a text, split at \n, \r\n and \r. */
export function* plainLines(text: string): Iterable<Line> {
  const newline = /\r\n|\n|\r/g;
  let start = 0;
  for (let match = newline.exec(text); match; match = newline.exec(text)) {
    yield [start, match.index, 0];
    start = newline.lastIndex;
  }
  yield [start, text.length, 0];
}

/** Text without colours. */
export function plainView(text: string, note: string | null = null): View {
  return { show: 'text', text, lines: () => plainLines(text), paint: (line) => [['plain', line]], note };
}

/** Shows the body's text. */
export const raw: Renderer = {
  id: 'raw',
  label: () => late.value.body.views.raw,
  format: 'Raw',
  score: (body) => (body.encoding || looksBinary(body) || body.kind === 'image' ? 0.1 : 0.3),
  render: (body) => {
    const { text, note } = textOf(body);
    return plainView(text, note);
  },
};
