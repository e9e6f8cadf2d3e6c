import { has, keyField, publicKey } from './schemes.ts';
import type { SignatureProvider } from './signature.ts';

export const kick: SignatureProvider = {
  id: 'kick',
  label: 'Kick',
  fields: [keyField('Public key', '-----BEGIN PUBLIC KEY-----')],
  source: 'nuxt-webhook-validators',
  confirmed: 'other pages',
  recognises: has('kick-event-signature'),
  schemes: [
    publicKey('kick', 'kick-event-signature', 'rsa-sha256', {
      idHeader: 'kick-event-message-id',
      time: { header: 'kick-event-message-timestamp', unit: 'iso', tolerance: null, ways: 'past' },
      content: ['id', '=.', 'timestamp', '=.', 'body'],
    }),
  ],
};
