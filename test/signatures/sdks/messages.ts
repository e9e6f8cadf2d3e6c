/** Those who carry messages; the keys of two are made for the run. */
import { generateKeyPairSync, sign } from 'node:crypto';
import { EventWebhook } from '@sendgrid/eventwebhook';
import { isValidSlackRequest } from '@slack/bolt';
import { verifyKey } from 'discord-interactions';
import twilio from 'twilio';
import { hmac, type Sdk, seconds, text } from './sdk.ts';

const sendgrid = new EventWebhook();
const p256 = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const ed25519 = generateKeyPairSync('ed25519');
const sendgridKey = p256.publicKey.export({ type: 'spki', format: 'der' }).toString('base64');
const discordKey = ed25519.publicKey.export({ type: 'spki', format: 'der' }).subarray(-32).toString('hex');
const pem = (key: (typeof p256)['privateKey']): string =>
  key.export({ type: 'pkcs8', format: 'pem' }).toString();
const isForm = (body: string): boolean => !body.startsWith('{');
const paramsOf = (body: string): Record<string, string> => Object.fromEntries(new URLSearchParams(body));

export const messages: readonly Sdk[] = [
  {
    name: '@slack/bolt',
    provider: 'slack',
    secret: text,
    bodies: ['{"type":"event_callback"}', 'command=%2Fhook&text=a+b%C3%A9'],
    signedBy: 'the documentation',
    sign({ body }) {
      const time = seconds();
      return {
        'x-slack-request-timestamp': time,
        'x-slack-signature': `v0=${hmac(`v0:${time}:${body}`, 'hex')}`,
      };
    },
    verify: ({ body, headers }) =>
      isValidSlackRequest({
        signingSecret: text,
        body,
        headers: {
          'x-slack-signature': headers['x-slack-signature'] ?? '',
          'x-slack-request-timestamp': Number(headers['x-slack-request-timestamp']),
        },
      }),
  },
  {
    name: 'twilio',
    provider: 'twilio',
    secret: text,
    bodies: [
      'From=%2B15550001111&Body=hello+%C3%A9%26&MediaUrl=',
      '{"EventType":"onMessageAdded","Body":"é"}',
    ],
    query: (body) => (isForm(body) ? '?x=1' : `?bodySHA256=${twilio.getExpectedBodyHash(body)}`),
    signedBy: 'the package',
    sign: ({ url, body }) => ({
      'x-twilio-signature': twilio.getExpectedTwilioSignature(text, url, isForm(body) ? paramsOf(body) : {}),
    }),
    verify({ url, body, headers }) {
      const signature = headers['x-twilio-signature'] ?? '';
      return isForm(body)
        ? twilio.validateRequest(text, signature, url, paramsOf(body))
        : twilio.validateRequestWithBody(text, signature, url, body);
    },
  },
  {
    name: '@sendgrid/eventwebhook',
    provider: 'sendgrid',
    secret: sendgridKey,
    signsWith: pem(p256.privateKey),
    bodies: ['[{"email":"é@example.com","event":"open"}]\r\n'],
    signedBy: 'the documentation',
    sign({ body }) {
      const time = seconds();
      return {
        'x-twilio-email-event-webhook-timestamp': time,
        'x-twilio-email-event-webhook-signature': sign(
          'sha256',
          Buffer.from(time + body),
          p256.privateKey,
        ).toString('base64'),
      };
    },
    verify: ({ body, headers }) =>
      sendgrid.verifySignature(
        sendgrid.convertPublicKeyToECDSA(sendgridKey),
        body,
        headers['x-twilio-email-event-webhook-signature'] ?? '',
        headers['x-twilio-email-event-webhook-timestamp'] ?? '',
      ),
  },
  {
    name: 'discord-interactions',
    provider: 'discord',
    secret: discordKey,
    signsWith: pem(ed25519.privateKey),
    signedBy: 'the documentation',
    sign({ body }) {
      const time = seconds();
      return {
        'x-signature-timestamp': time,
        'x-signature-ed25519': sign(null, Buffer.from(time + body), ed25519.privateKey).toString('hex'),
      };
    },
    verify: ({ body, headers }) =>
      verifyKey(
        body,
        headers['x-signature-ed25519'] ?? '',
        headers['x-signature-timestamp'] ?? '',
        discordKey,
      ),
  },
];
