import { has, overBody, secretField } from './schemes.ts';
import type { SignatureProvider } from './signature.ts';

export const dropbox: SignatureProvider = {
  id: 'dropbox',
  label: 'Dropbox',
  fields: [secretField('App secret')],
  source: 'dropbox.com/developers/reference/webhooks',
  confirmed: 'documentation',
  recognises: has('x-dropbox-signature'),
  schemes: [overBody('dropbox', 'x-dropbox-signature')],
};
