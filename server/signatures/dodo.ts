import { begins, secretField, standard } from './schemes.ts';
import type { SignatureProvider } from './signature.ts';

export const dodo: SignatureProvider = {
  id: 'dodo',
  label: 'Dodo Payments',
  fields: [secretField('Signing secret', 'whsec_…')],
  source: 'third-party table of providers (tern)',
  confirmed: 'other pages',
  recognises: begins('webhook-signature', 'v1,'),
  schemes: [standard('dodo')],
};
