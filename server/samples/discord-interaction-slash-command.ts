import type { Sample } from './sample.ts';

export const discordInteractionSlashCommand: Sample = {
  id: 'discord-interaction-slash-command',
  provider: 'discord',
  label: 'Discord',
  event: 'interaction.kopi',
  signers: ['discord'],
  method: 'POST',
  path: '',
  headers: [
    ['User-Agent', 'Discord-Interactions/1.0 (+https://discord.com)'],
    ['Content-Type', 'application/json'],
    [
      'X-Signature-Ed25519',
      'f74db32b7f9ffe450845da615f0e47d682446afcdc1ab5fe8102c512c80267b8a34c27daac9ecad682154f0b7589586ce26934bc1437002ad9ca7249be9e5607',
    ],
    ['X-Signature-Timestamp', '1767225600'],
  ],
  body: '{"application_id":"1120000000000000001","channel_id":"772908445358620702","data":{"id":"1125","name":"kopi","type":1,"options":[{"name":"jenis","type":3,"value":"susu ☕"}]},"guild_id":"290926798626357999","guild_locale":"id","id":"1130000000000000002","locale":"id","member":{"user":{"id":"53908232506183680","username":"budi"},"roles":[],"permissions":"2147483647"},"token":"A_UNIQUE_TOKEN","type":2,"version":1}',
  ids: ['1130000|000000000002'],
};
