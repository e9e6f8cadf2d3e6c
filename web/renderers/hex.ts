/** Every byte in hexadecimal, sixteen a row. */
import { late } from '../late/words.ts';
import type { Renderer } from './renderer.ts';

/** Shows the bytes. */
export const hex: Renderer = {
  id: 'hex',
  label: () => late.value.body.views.hex,
  format: 'Hex',
  score: () => 0.2,
  render: () => ({ show: 'hex' }),
};
