import { begins, overBody, plain, secretField } from './schemes.ts';
import type { SignatureProvider } from './signature.ts';

export const bitbucket: SignatureProvider = {
  id: 'bitbucket',
  label: 'Bitbucket',
  fields: [secretField()],
  source: 'support.atlassian.com',
  confirmed: 'documentation',
  recognises: begins('x-hub-signature', 'sha256=', 'x-event-key'),
  schemes: [overBody('bitbucket', 'x-hub-signature', { format: plain('sha256=') })],
};
