import { begins, has, overBody, plain, secretField } from './schemes.ts';
import type { SignatureProvider } from './signature.ts';

export const intercom: SignatureProvider = {
  id: 'intercom',
  label: 'Intercom',
  fields: [secretField('App client secret')],
  source: 'intercom-developer-hub.readme.io',
  confirmed: 'documentation',
  recognises: (headers) =>
    begins('x-hub-signature', 'sha1=')(headers) &&
    !has('x-hub-signature-256')(headers) &&
    !has('x-github-event')(headers),
  schemes: [overBody('intercom', 'x-hub-signature', { format: plain('sha1='), algorithm: 'hmac-sha1' })],
};
