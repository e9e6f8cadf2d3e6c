import { has, secretField, stamped } from './schemes.ts';
import type { SignatureProvider } from './signature.ts';

export const stripe: SignatureProvider = {
  id: 'stripe',
  label: 'Stripe',
  fields: [secretField('Signing secret', 'whsec_…')],
  source: 'stripe/cjs/Webhooks.js',
  confirmed: 'vendor code',
  recognises: has('stripe-signature'),
  schemes: [stamped('stripe', 'stripe-signature', { unit: 's', tolerance: 300, ways: 'past' })],
};
