import { has, secretField, stamped } from './schemes.ts';
import type { SignatureProvider } from './signature.ts';

export const sanity: SignatureProvider = {
  id: 'sanity',
  label: 'Sanity',
  fields: [secretField()],
  source: '@sanity/webhook',
  confirmed: 'vendor code',
  recognises: has('sanity-webhook-signature'),
  schemes: [
    stamped(
      'sanity',
      'sanity-webhook-signature',
      { unit: 'ms', tolerance: null, ways: 'past' },
      { encoding: 'base64url' },
    ),
  ],
};
