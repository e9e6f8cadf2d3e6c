import { has, secretField, token } from './schemes.ts';
import type { SignatureProvider } from './signature.ts';

export const xendit: SignatureProvider = {
  id: 'xendit',
  label: 'Xendit',
  fields: [secretField('Token')],
  source: 'documentation of Xendit',
  confirmed: 'documentation',
  recognises: has('x-callback-token'),
  schemes: [token('xendit', 'x-callback-token')],
};
