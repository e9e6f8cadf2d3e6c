import { has, secretField, token } from './schemes.ts';
import type { SignatureProvider } from './signature.ts';

export const okta: SignatureProvider = {
  id: 'okta',
  label: 'Okta event hooks',
  fields: [secretField('Authorization', 'The value you chose, word for word')],
  source: 'documentation of Okta',
  confirmed: 'documentation',
  recognises: has('authorization'),
  schemes: [token('okta', 'authorization')],
};
