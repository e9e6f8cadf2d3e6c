import { has, overBody, plain, secretField } from './schemes.ts';
import type { SignatureProvider } from './signature.ts';

export const airtable: SignatureProvider = {
  id: 'airtable',
  label: 'Airtable',
  fields: [secretField('macSecretBase64')],
  source: 'community.airtable.com',
  confirmed: 'documentation',
  recognises: has('x-airtable-content-mac'),
  schemes: [
    overBody('airtable', 'x-airtable-content-mac', { format: plain('hmac-sha256='), secretForm: 'base64' }),
  ],
};
