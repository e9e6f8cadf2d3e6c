import { begins, overBody, plain, secretField } from './schemes.ts';
import type { SignatureProvider } from './signature.ts';

export const githubSha1: SignatureProvider = {
  id: 'github-sha1',
  label: 'GitHub (SHA-1, legacy)',
  fields: [secretField()],
  source: 'x-hub-signature (npm)',
  confirmed: 'other code',
  recognises: begins('x-hub-signature', 'sha1=', 'x-github-event'),
  schemes: [overBody('github-sha1', 'x-hub-signature', { format: plain('sha1='), algorithm: 'hmac-sha1' })],
};
