import { has, secretField, token } from './schemes.ts';
import type { SignatureProvider } from './signature.ts';

export const googleChannel: SignatureProvider = {
  id: 'google-channel',
  label: 'Google Calendar and Drive channels',
  fields: [secretField('Channel token')],
  source: 'docs.cloud.google.com',
  confirmed: 'documentation',
  recognises: has('x-goog-channel-token'),
  schemes: [token('google-channel', 'x-goog-channel-token')],
};
