import { has, keyField, publicKey } from './schemes.ts';
import type { SignatureProvider } from './signature.ts';

export const discord: SignatureProvider = {
  id: 'discord',
  label: 'Discord',
  fields: [keyField('Public key', '64 hexadecimal digits')],
  source: 'discord-interactions',
  confirmed: 'vendor code',
  recognises: has('x-signature-ed25519'),
  schemes: [
    publicKey('discord', 'x-signature-ed25519', 'ed25519', {
      time: { header: 'x-signature-timestamp', unit: 's', tolerance: null, ways: 'past' },
      content: ['timestamp', 'body'],
      encoding: 'hex',
    }),
  ],
};
