import { has, secretField, stamped } from './schemes.ts';
import type { SignatureProvider } from './signature.ts';

export const calendly: SignatureProvider = {
  id: 'calendly',
  label: 'Calendly',
  fields: [secretField()],
  source: 'third-party pages and a post of Calendly staff; the tolerance is from memory',
  confirmed: 'other pages',
  recognises: has('calendly-webhook-signature'),
  schemes: [stamped('calendly', 'calendly-webhook-signature', { unit: 's', tolerance: 180, ways: 'past' })],
};
