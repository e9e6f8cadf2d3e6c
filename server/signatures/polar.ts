/** Polar's SDK encodes the secret before it decodes it: the key is the text itself. */
import { begins, secretField, standard } from './schemes.ts';
import type { SignatureProvider } from './signature.ts';

export const polar: SignatureProvider = {
  id: 'polar',
  label: 'Polar',
  fields: [secretField('Signing secret', 'The whole string, as text')],
  source: '@polar-sh/sdk/dist webhooks.js',
  confirmed: 'documentation',
  recognises: begins('webhook-signature', 'v1,'),
  schemes: [standard('polar', 'webhook', { secretForm: 'text' })],
};
