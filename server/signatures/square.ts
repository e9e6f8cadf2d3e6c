import { has, overBody, secretField, urlField } from './schemes.ts';
import type { SignatureProvider } from './signature.ts';

export const square: SignatureProvider = {
  id: 'square',
  label: 'Square',
  fields: [secretField('Signature key'), urlField],
  source: 'square/wrapper/WebhooksHelper.js',
  confirmed: 'vendor code',
  recognises: has('x-square-hmacsha256-signature'),
  schemes: [
    overBody('square', 'x-square-hmacsha256-signature', { content: ['url', 'body'], encoding: 'base64' }),
  ],
};
