/** One numbered header for each active key; any of them may match. */
import { has, overBody, secretField } from './schemes.ts';
import type { SignatureProvider } from './signature.ts';

export const docusign: SignatureProvider = {
  id: 'docusign',
  label: 'DocuSign Connect',
  fields: [secretField('Connect key', 'Used as text, though it looks like base64')],
  source: 'docusign.com',
  confirmed: 'documentation',
  recognises: has('x-docusign-signature-1'),
  schemes: [overBody('docusign', 'x-docusign-signature-#', { encoding: 'base64' })],
};
