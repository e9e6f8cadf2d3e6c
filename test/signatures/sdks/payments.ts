/** Those who move money. */
import '@shopify/shopify-api/adapters/web-api';
import { randomUUID } from 'node:crypto';
import { Paddle } from '@paddle/paddle-node-sdk';
import { ApiVersion, LogSeverity, shopifyApi } from '@shopify/shopify-api';
import { createSHA256HMAC } from '@shopify/shopify-api/runtime';
import Razorpay from 'razorpay';
import { WebhooksHelper } from 'square';
import { Stripe } from 'stripe';
import { hmac, passes, type Sdk, seconds, text } from './sdk.ts';

const stripe = new Stripe('sk_test_1').webhooks;
const paddle = new Paddle('key').webhooks;
const shopify = shopifyApi({
  apiKey: 'key',
  apiSecretKey: text,
  apiVersion: ApiVersion.July26,
  hostName: 'hooks.example.com',
  isEmbeddedApp: false,
  logger: { level: LogSeverity.Error },
}).webhooks;

export const payments: readonly Sdk[] = [
  {
    name: 'stripe',
    provider: 'stripe',
    secret: 'whsec_test_secret',
    signedBy: 'the package',
    sign: ({ body }) => ({
      'stripe-signature': stripe.generateTestHeaderString({ payload: body, secret: 'whsec_test_secret' }),
    }),
    verify: ({ body, headers }) =>
      passes(() => stripe.constructEvent(body, headers['stripe-signature'] ?? '', 'whsec_test_secret')),
  },
  ...['x-shopify', 'shopify'].map((prefix): Sdk => {
    const headers = {
      [`${prefix}-topic`]: 'orders/create',
      [`${prefix}-shop-domain`]: 'shop.myshopify.com',
      [`${prefix}-api-version`]: '2026-07',
      [`${prefix}-webhook-id`]: randomUUID(),
    };
    return {
      name: `@shopify/shopify-api (${prefix}-…)`,
      provider: 'shopify',
      secret: text,
      headers,
      signedBy: 'the package',
      sign: async ({ body }) => ({ [`${prefix}-hmac-sha256`]: await createSHA256HMAC(text, body) }),
      verify: async ({ url, body, headers: sent }) => {
        const rawRequest = new Request(url, { method: 'POST', headers: sent });
        return (await shopify.validate({ rawBody: body, rawRequest })).valid;
      },
    };
  }),
  {
    name: 'square',
    provider: 'square',
    secret: text,
    signedBy: 'the documentation',
    sign: ({ url, body }) => ({ 'x-square-hmacsha256-signature': hmac(url + body, 'base64') }),
    verify: ({ url, body, headers }) =>
      WebhooksHelper.isValidWebhookEventSignature(
        body,
        headers['x-square-hmacsha256-signature'] ?? '',
        text,
        url,
      ),
  },
  {
    name: '@paddle/paddle-node-sdk',
    provider: 'paddle',
    secret: text,
    signedBy: 'the documentation',
    sign({ body }) {
      const time = seconds();
      return { 'paddle-signature': `ts=${time};h1=${hmac(`${time}:${body}`, 'hex')}` };
    },
    verify: ({ body, headers }) => paddle.isSignatureValid(body, text, headers['paddle-signature'] ?? ''),
  },
  {
    name: 'razorpay',
    provider: 'razorpay',
    secret: text,
    signedBy: 'the documentation',
    sign: ({ body }) => ({ 'x-razorpay-signature': hmac(body, 'hex') }),
    verify: ({ body, headers }) =>
      Razorpay.validateWebhookSignature(body, headers['x-razorpay-signature'] ?? '', text),
  },
];
