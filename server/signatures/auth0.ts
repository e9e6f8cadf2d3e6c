import { has, secretField, token } from './schemes.ts';
import type { SignatureProvider } from './signature.ts';

export const auth0: SignatureProvider = {
  id: 'auth0',
  label: 'Auth0 log streams',
  fields: [secretField('Authorization', 'The value you chose, word for word')],
  source: 'documentation of Auth0',
  confirmed: 'documentation',
  recognises: has('authorization'),
  schemes: [token('auth0', 'authorization')],
};
