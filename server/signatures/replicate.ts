import { begins, secretField, standard } from './schemes.ts';
import type { SignatureProvider } from './signature.ts';

export const replicate: SignatureProvider = {
  id: 'replicate',
  label: 'Replicate',
  fields: [secretField('Signing secret', 'whsec_…')],
  source: 'replicate/lib/util.js',
  confirmed: 'documentation',
  recognises: begins('webhook-signature', 'v1,'),
  schemes: [standard('replicate')],
};
