/** Every byte in hexadecimal, sixteen a row. */
import type { Renderer } from './renderer.ts';

/** Shows the bytes. */
export const hex: Renderer = {
  id: 'hex',
  label: 'Hex',
  score: () => 0.2,
  render: () => ({ show: 'hex' }),
};
