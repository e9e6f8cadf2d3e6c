/** `application/x-www-form-urlencoded` as a table: order and repeats kept, raw beside decoded. */
import { late } from '../late/words.ts';
import { parsePairs } from '../decode.ts';
import type { Renderer } from './renderer.ts';
import { textOf } from './words.ts';

/** Shows the fields of a form. */
export const form: Renderer = {
  id: 'form',
  label: () => late.value.body.views.form,
  format: 'Form',
  score: ({ kind, encoding, bytes }) => (kind === 'form' && !encoding && bytes.length ? 1 : 0),
  render: (body) => {
    const { text, note } = textOf(body);
    return { show: 'pairs', pairs: parsePairs(text), note };
  },
};
