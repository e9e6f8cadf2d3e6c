import { begins, secretField, standard } from './schemes.ts';
import type { SignatureProvider } from './signature.ts';

export const standardwebhooks: SignatureProvider = {
  id: 'standardwebhooks',
  label: 'Standard Webhooks',
  fields: [secretField('Signing secret', 'whsec_…')],
  source: 'standardwebhooks/dist/index.js',
  confirmed: 'vendor code',
  recognises: begins('webhook-signature', 'v1,'),
  schemes: [standard('standardwebhooks')],
};
