import { has, overBody, plain, secretField } from './schemes.ts';
import type { SignatureProvider } from './signature.ts';

export const github: SignatureProvider = {
  id: 'github',
  label: 'GitHub',
  fields: [secretField()],
  source: '@octokit/webhooks-methods',
  confirmed: 'vendor code',
  recognises: has('x-hub-signature-256', 'x-github-event'),
  schemes: [overBody('github-sha256', 'x-hub-signature-256', { format: plain('sha256=') })],
};
