import { begins, has, secretField, standard } from './schemes.ts';
import type { SignatureProvider } from './signature.ts';

export const openai: SignatureProvider = {
  id: 'openai',
  label: 'OpenAI',
  fields: [secretField('Signing secret', 'whsec_…')],
  source: 'openai/resources/webhooks/webhooks.js',
  confirmed: 'vendor code',
  recognises: (headers) => has('webhook-signature')(headers) && begins('user-agent', 'OpenAI')(headers),
  schemes: [
    standard('openai', 'webhook', {
      format: { kind: 'versions', version: 'v1', bare: true },
      secretForm: 'whsec or text',
    }),
  ],
};
