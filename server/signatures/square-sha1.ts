import { has, overBody, secretField, urlField } from './schemes.ts';
import type { SignatureProvider } from './signature.ts';

export const squareSha1: SignatureProvider = {
  id: 'square-sha1',
  label: 'Square (SHA-1, legacy)',
  fields: [secretField('Signature key'), urlField],
  source: 'square/wrapper/WebhooksHelper.js',
  confirmed: 'documentation',
  recognises: has('x-square-signature'),
  schemes: [
    overBody('square-sha1', 'x-square-signature', {
      content: ['url', 'body'],
      algorithm: 'hmac-sha1',
      encoding: 'base64',
    }),
  ],
};
