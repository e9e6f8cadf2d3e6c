import { has, overBody, secretField } from './schemes.ts';
import type { SignatureProvider } from './signature.ts';

export const vercel: SignatureProvider = {
  id: 'vercel',
  label: 'Vercel',
  fields: [secretField()],
  source: 'hookdeck, nuxt-webhook-validators',
  confirmed: 'other pages',
  recognises: has('x-vercel-signature'),
  schemes: [overBody('vercel', 'x-vercel-signature', { algorithm: 'hmac-sha1' })],
};
