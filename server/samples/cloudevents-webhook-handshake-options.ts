import type { Sample } from './sample.ts';

export const cloudeventsWebhookHandshakeOptions: Sample = {
  id: 'cloudevents-webhook-handshake-options',
  provider: 'cloudevents',
  label: 'CloudEvents',
  event: 'handshake (OPTIONS)',
  note: 'Expects WebHook-Allowed-Origin: eventemitter.example.com in the answer, as Azure Event Grid does.',
  signers: [],
  method: 'OPTIONS',
  path: '',
  headers: [
    ['WebHook-Request-Origin', 'eventemitter.example.com'],
    ['WebHook-Request-Callback', 'https://eventemitter.example.com/cb'],
    ['WebHook-Request-Rate', '120'],
  ],
  body: '',
  ids: [],
};
