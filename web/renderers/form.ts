/** `application/x-www-form-urlencoded` as a table: order and repeats kept, raw beside decoded. */
import { decodeText, parsePairs } from '../decode.ts';
import type { Renderer } from './renderer.ts';

/** Shows the fields of a form. */
export const form: Renderer = {
  id: 'form',
  label: 'Form',
  score: ({ kind, encoding, bytes }) => (kind === 'form' && !encoding && bytes.length ? 1 : 0),
  render: ({ bytes, media }) => {
    const { text, note } = decodeText(bytes, media.parameters.get('charset'));
    return { show: 'pairs', pairs: parsePairs(text), note };
  },
};
