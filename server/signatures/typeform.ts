import { has, overBody, plain, secretField } from './schemes.ts';
import type { SignatureProvider } from './signature.ts';

export const typeform: SignatureProvider = {
  id: 'typeform',
  label: 'Typeform',
  fields: [secretField()],
  source: 'typeform.com/developers/webhooks/secure-your-webhooks',
  confirmed: 'documentation',
  recognises: has('typeform-signature'),
  schemes: [overBody('typeform', 'typeform-signature', { format: plain('sha256='), encoding: 'base64' })],
};
