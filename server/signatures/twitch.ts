import { has, overBody, plain, secretField } from './schemes.ts';
import type { SignatureProvider } from './signature.ts';

export const twitch: SignatureProvider = {
  id: 'twitch',
  label: 'Twitch EventSub',
  fields: [secretField()],
  source: 'nuxt-webhook-validators; the tolerance is from memory',
  confirmed: 'other pages',
  recognises: has('twitch-eventsub-message-signature'),
  schemes: [
    overBody('twitch', 'twitch-eventsub-message-signature', {
      format: plain('sha256='),
      idHeader: 'twitch-eventsub-message-id',
      time: { header: 'twitch-eventsub-message-timestamp', unit: 'iso', tolerance: 600, ways: 'past' },
      content: ['id', 'timestamp', 'body'],
    }),
  ],
};
