import { has, secretField, stamped } from './schemes.ts';
import type { SignatureProvider } from './signature.ts';

export const workos: SignatureProvider = {
  id: 'workos',
  label: 'WorkOS',
  fields: [secretField()],
  source: '@workos-inc/node',
  confirmed: 'vendor code',
  recognises: has('workos-signature'),
  schemes: [stamped('workos', 'workos-signature', { unit: 'ms', tolerance: 180, ways: 'past' })],
};
