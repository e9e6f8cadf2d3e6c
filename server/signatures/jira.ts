import { begins, overBody, plain, secretField } from './schemes.ts';
import type { SignatureProvider } from './signature.ts';

export const jira: SignatureProvider = {
  id: 'jira',
  label: 'Jira',
  fields: [secretField()],
  source: 'confluence.atlassian.com 938846912',
  confirmed: 'documentation',
  recognises: begins('x-hub-signature', 'sha256=', 'x-atlassian-webhook-identifier'),
  schemes: [overBody('jira', 'x-hub-signature', { format: plain('sha256=') })],
};
