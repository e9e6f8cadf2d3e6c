import { has, secretField, stamped } from './schemes.ts';
import type { SignatureProvider } from './signature.ts';

export const paddle: SignatureProvider = {
  id: 'paddle',
  label: 'Paddle Billing',
  fields: [secretField('Signing secret', 'pdl_ntfset_…')],
  source: 'paddle-node-sdk webhooks-validator.js',
  confirmed: 'vendor code',
  recognises: has('paddle-signature'),
  schemes: [
    stamped(
      'paddle',
      'paddle-signature',
      { unit: 's', tolerance: 5, ways: 'past' },
      {
        format: { kind: 'pairs', separator: ';', time: 'ts', signature: 'h1' },
        content: ['timestamp', '=:', 'body'],
      },
    ),
  ],
};
