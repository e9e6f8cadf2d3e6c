import { has, overBody, plain, secretField } from './schemes.ts';
import type { SignatureProvider } from './signature.ts';

export const slack: SignatureProvider = {
  id: 'slack',
  label: 'Slack',
  fields: [secretField()],
  source: '@slack/bolt verify-request.js',
  confirmed: 'vendor code',
  recognises: has('x-slack-signature'),
  schemes: [
    overBody('slack', 'x-slack-signature', {
      format: plain('v0='),
      time: { header: 'x-slack-request-timestamp', unit: 's', tolerance: 300, ways: 'past' },
      content: ['=v0:', 'timestamp', '=:', 'body'],
    }),
  ],
};
