import { has, secretField, standard } from './schemes.ts';
import type { SignatureProvider } from './signature.ts';

export const resend: SignatureProvider = {
  id: 'resend',
  label: 'Resend',
  fields: [secretField('Signing secret', 'whsec_…')],
  source: 'resend 6.38 imports standardwebhooks',
  confirmed: 'documentation',
  recognises: has('svix-signature'),
  schemes: [standard('resend', 'svix')],
};
