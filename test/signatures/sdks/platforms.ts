/** Those who keep code, content and accounts, and the standard that many of them share. */
import { randomUUID } from 'node:crypto';
import { signWebhookPayload, verifyWebhookSignature } from '@notionhq/client';
import * as octokit from '@octokit/webhooks-methods';
import { encodeSignatureHeader, isValidSignature, SIGNATURE_HEADER_NAME } from '@sanity/webhook';
import { WorkOS } from '@workos-inc/node';
import { Resend } from 'resend';
import { Webhook as StandardWebhook } from 'standardwebhooks';
import { Webhook as SvixWebhook } from 'svix';
import { hmac, passes, type Sdk, seconds, text, whsec } from './sdk.ts';

const workos = new WorkOS('sk_test_1').webhooks;
const resend = new Resend('re_1').webhooks;
const readJson = (body: string) => JSON.parse(body) as Record<string, unknown>;
/** Standard Webhooks' three headers. */
const standardHeaders = (
  prefix: string,
  by: SvixWebhook | StandardWebhook,
  body: string,
): Record<string, string> => {
  const [id, now] = [`msg_${randomUUID()}`, new Date()];
  return {
    [`${prefix}-id`]: id,
    [`${prefix}-timestamp`]: String(Math.floor(now.getTime() / 1000)),
    [`${prefix}-signature`]: by.sign(id, now, body),
  };
};

export const platforms: readonly Sdk[] = [
  {
    name: '@octokit/webhooks-methods',
    provider: 'github',
    secret: text,
    signedBy: 'the package',
    sign: async ({ body }) => ({ 'x-hub-signature-256': await octokit.sign(text, body) }),
    verify: ({ body, headers }) => octokit.verify(text, body, headers['x-hub-signature-256'] ?? ''),
  },
  {
    name: 'svix',
    provider: 'svix',
    secret: whsec,
    signedBy: 'the package',
    sign: ({ body }) => standardHeaders('svix', new SvixWebhook(whsec), body),
    verify: ({ body, headers }) => passes(() => new SvixWebhook(whsec).verify(body, headers)),
  },
  {
    name: 'standardwebhooks',
    provider: 'standardwebhooks',
    secret: whsec,
    signedBy: 'the package',
    sign: ({ body }) => standardHeaders('webhook', new StandardWebhook(whsec), body),
    verify: ({ body, headers }) => passes(() => new StandardWebhook(whsec).verify(body, headers)),
  },
  {
    name: 'resend',
    provider: 'resend',
    secret: whsec,
    signedBy: 'the documentation',
    sign({ body }) {
      const [id, time] = [`msg_${randomUUID()}`, seconds()];
      const key = Buffer.from(whsec.slice(6), 'base64');
      const signature = `v1,${hmac(`${id}.${time}.${body}`, 'base64', key)}`;
      return { 'svix-id': id, 'svix-timestamp': time, 'svix-signature': signature };
    },
    verify: ({ body, headers }) =>
      passes(() =>
        resend.verify({
          payload: body,
          webhookSecret: whsec,
          headers: {
            id: headers['svix-id'] ?? '',
            timestamp: headers['svix-timestamp'] ?? '',
            signature: headers['svix-signature'] ?? '',
          },
        }),
      ),
  },
  {
    name: '@notionhq/client',
    provider: 'notion',
    secret: text,
    signedBy: 'the package',
    sign: async ({ body }) => ({
      'x-notion-signature': await signWebhookPayload({ body, verificationToken: text }),
    }),
    verify: ({ body, headers }) =>
      verifyWebhookSignature({
        body,
        signature: headers['x-notion-signature'] ?? null,
        verificationToken: text,
      }),
  },
  {
    name: '@sanity/webhook',
    provider: 'sanity',
    secret: text,
    signedBy: 'the package',
    sign: async ({ body }) => ({
      [SIGNATURE_HEADER_NAME]: await encodeSignatureHeader(body, Date.now(), text),
    }),
    verify: ({ body, headers }) => isValidSignature(body, headers[SIGNATURE_HEADER_NAME] ?? '', text),
  },
  {
    name: '@workos-inc/node',
    provider: 'workos',
    secret: text,
    // The package serialises the body again itself.
    bodies: ['{"event":"user.created","data":{"name":"é"}}'],
    signedBy: 'the package',
    async sign({ body }) {
      const time = Date.now();
      const signature = await workos.computeSignature(time, readJson(body), text);
      return { 'workos-signature': `t=${time}, v1=${signature}` };
    },
    verify: ({ body, headers }) =>
      passes(() =>
        workos.verifyHeader({
          payload: readJson(body),
          sigHeader: headers['workos-signature'] ?? '',
          secret: text,
        }),
      ),
  },
];
