import { has, secretField, standard } from './schemes.ts';
import type { SignatureProvider } from './signature.ts';

export const svix: SignatureProvider = {
  id: 'svix',
  label: 'Svix',
  fields: [secretField('Signing secret', 'whsec_…')],
  source: 'svix/dist/webhook.js',
  confirmed: 'vendor code',
  recognises: has('svix-signature'),
  schemes: [standard('svix', 'svix')],
};
