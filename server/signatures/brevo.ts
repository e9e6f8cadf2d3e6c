import { has, secretField, token } from './schemes.ts';
import type { SignatureProvider } from './signature.ts';

export const brevo: SignatureProvider = {
  id: 'brevo',
  label: 'Brevo',
  fields: [secretField('Bearer token')],
  source: 'nuxt-webhook-validators',
  confirmed: 'other pages',
  recognises: has('authorization'),
  schemes: [token('brevo', 'authorization', 'Bearer ')],
};
