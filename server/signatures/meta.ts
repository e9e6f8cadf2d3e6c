import { begins, has, overBody, plain, secretField, textField } from './schemes.ts';
import type { SignatureProvider } from './signature.ts';

export const meta: SignatureProvider = {
  id: 'meta',
  label: 'Meta (Facebook, WhatsApp, Instagram)',
  fields: [
    secretField('App secret'),
    textField('verifyToken', 'Verify token', 'Answers the GET that Meta sends first.', false),
  ],
  source: 'whatsapp-api-js',
  confirmed: 'other code',
  recognises: (headers) =>
    begins('x-hub-signature-256', 'sha256=')(headers) && !has('x-github-event')(headers),
  schemes: [overBody('meta', 'x-hub-signature-256', { format: plain('sha256=') })],
};
