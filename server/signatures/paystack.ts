import { has, overBody, secretField } from './schemes.ts';
import type { SignatureProvider } from './signature.ts';

export const paystack: SignatureProvider = {
  id: 'paystack',
  label: 'Paystack',
  fields: [secretField('Secret key', 'sk_…')],
  source: 'third-party pages',
  confirmed: 'other pages',
  recognises: has('x-paystack-signature'),
  schemes: [overBody('paystack', 'x-paystack-signature', { algorithm: 'hmac-sha512' })],
};
