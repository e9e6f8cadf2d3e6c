import { has, keyField, publicKey } from './schemes.ts';
import type { SignatureProvider } from './signature.ts';

export const sendgrid: SignatureProvider = {
  id: 'sendgrid',
  label: 'SendGrid',
  fields: [keyField('Verification key', 'MFkwEwYH…')],
  source: '@sendgrid/eventwebhook',
  confirmed: 'vendor code',
  recognises: has('x-twilio-email-event-webhook-signature'),
  schemes: [
    publicKey('sendgrid', 'x-twilio-email-event-webhook-signature', 'ecdsa-sha256', {
      time: { header: 'x-twilio-email-event-webhook-timestamp', unit: 's', tolerance: null, ways: 'past' },
      content: ['timestamp', 'body'],
    }),
  ],
};
