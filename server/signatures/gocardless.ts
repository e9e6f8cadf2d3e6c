import { has, overBody, secretField } from './schemes.ts';
import type { SignatureProvider } from './signature.ts';

export const gocardless: SignatureProvider = {
  id: 'gocardless',
  label: 'GoCardless',
  fields: [secretField()],
  source: 'gocardless-nodejs webhooks.js',
  confirmed: 'vendor code',
  recognises: (headers) => has('webhook-signature')(headers) && !has('webhook-id')(headers),
  schemes: [overBody('gocardless', 'webhook-signature')],
};
