import { has, secretField, standard } from './schemes.ts';
import type { SignatureProvider } from './signature.ts';

export const clerk: SignatureProvider = {
  id: 'clerk',
  label: 'Clerk',
  fields: [secretField('Signing secret', 'whsec_…')],
  source: '@clerk/backend imports standardwebhooks',
  confirmed: 'documentation',
  recognises: has('svix-signature'),
  schemes: [standard('clerk', 'svix')],
};
