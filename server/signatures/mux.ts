import { has, secretField, stamped } from './schemes.ts';
import type { SignatureProvider } from './signature.ts';

export const mux: SignatureProvider = {
  id: 'mux',
  label: 'Mux',
  fields: [secretField()],
  source: '@mux/mux-node',
  confirmed: 'vendor code',
  recognises: has('mux-signature'),
  schemes: [stamped('mux', 'mux-signature', { unit: 's', tolerance: 300, ways: 'past' })],
};
