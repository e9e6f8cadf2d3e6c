import type { Sample } from './sample.ts';

export const slackUrlVerification: Sample = {
  id: 'slack-url_verification',
  provider: 'slack',
  label: 'Slack',
  event: 'url_verification',
  note: 'Expects the challenge as the answer.',
  signers: ['slack'],
  method: 'POST',
  path: '',
  headers: [
    ['User-Agent', 'Slackbot 1.0 (+https://api.slack.com/robots)'],
    ['Accept', '*/*'],
    ['Accept-Encoding', 'gzip,deflate'],
    ['X-Slack-Request-Timestamp', '1767225600'],
    ['X-Slack-Signature', 'v0=1a15cdc29615964011f4a8cd47cf44c415822342fbdace5b7f1f4f2904e0812a'],
    ['Content-Type', 'application/json'],
  ],
  body: '{"token":"Jhj5dZrVaK7ZwHHjRyZWjbDl","challenge":"3eZbrw1aBm2rZgRNFdxV2595E9CY3gmdALWMmHkvFXO7tYXAYM8P","type":"url_verification"}',
  ids: ['3eZbrw1aBm2rZgRNFdxV2595E9CY3gmdALWMmHkvFXO7tYXAYM8P'],
};
