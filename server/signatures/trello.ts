import { has, overBody, secretField, urlField } from './schemes.ts';
import type { SignatureProvider } from './signature.ts';

export const trello: SignatureProvider = {
  id: 'trello',
  label: 'Trello',
  fields: [secretField('App secret', 'Not the API token'), urlField],
  source: 'developer.atlassian.com and its community',
  confirmed: 'documentation',
  recognises: has('x-trello-webhook'),
  schemes: [
    overBody('trello', 'x-trello-webhook', {
      content: ['body', 'url'],
      algorithm: 'hmac-sha1',
      encoding: 'base64',
    }),
  ],
};
