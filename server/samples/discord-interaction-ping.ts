import type { Sample } from './sample.ts';

export const discordInteractionPing: Sample = {
  id: 'discord-interaction-ping',
  provider: 'discord',
  label: 'Discord',
  event: 'interaction.ping',
  note: 'Expects {"type":1} as the answer.',
  signers: ['discord'],
  method: 'POST',
  path: '',
  headers: [
    ['User-Agent', 'Discord-Interactions/1.0 (+https://discord.com)'],
    ['Content-Type', 'application/json'],
    [
      'X-Signature-Ed25519',
      'f0b9a61b6fd58f91b368d545cb6ccd6c74ed04006aa73daaa5977172736961f0336a5c3cd3f64db31402bc93b52ac86416c435978745de86576c3283038e4608',
    ],
    ['X-Signature-Timestamp', '1767225600'],
  ],
  body: '{"app_permissions":"562949953601536","application_id":"1120000000000000001","authorizing_integration_owners":{},"entitlements":[],"id":"1130000000000000001","token":"aW50ZXJhY3Rpb246","type":1,"user":{"avatar":null,"discriminator":"0","id":"53908232506183680","username":"budi"},"version":1}',
  ids: ['1130000|000000000001'],
};
