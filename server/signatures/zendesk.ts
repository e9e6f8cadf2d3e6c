import { has, overBody, secretField } from './schemes.ts';
import type { SignatureProvider } from './signature.ts';

export const zendesk: SignatureProvider = {
  id: 'zendesk',
  label: 'Zendesk',
  fields: [secretField('Signing secret', 'Used as text, though it looks like base64')],
  source: 'developer.zendesk.com/documentation/webhooks/verifying',
  confirmed: 'documentation',
  recognises: has('x-zendesk-webhook-signature'),
  schemes: [
    overBody('zendesk', 'x-zendesk-webhook-signature', {
      time: { header: 'x-zendesk-webhook-signature-timestamp', unit: 'iso', tolerance: null, ways: 'past' },
      content: ['timestamp', 'body'],
      encoding: 'base64',
    }),
  ],
};
