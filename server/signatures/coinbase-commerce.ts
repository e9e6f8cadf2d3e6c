import { has, overBody, secretField } from './schemes.ts';
import type { SignatureProvider } from './signature.ts';

export const coinbaseCommerce: SignatureProvider = {
  id: 'coinbase-commerce',
  label: 'Coinbase Commerce',
  fields: [secretField()],
  source: 'coinbase-commerce-node',
  confirmed: 'vendor code',
  recognises: has('x-cc-webhook-signature'),
  schemes: [overBody('coinbase-commerce', 'x-cc-webhook-signature')],
};
