import { has, overBody, secretField } from './schemes.ts';
import type { SignatureProvider } from './signature.ts';

const older = has('x-shopify-hmac-sha256');
const newer = has('shopify-hmac-sha256');
const newerTopic = has('shopify-topic');

/** The new Events family drops the `X-`; one that is yet to be signed is known by its topic. */
export const shopify: SignatureProvider = {
  id: 'shopify',
  label: 'Shopify',
  fields: [secretField('App client secret')],
  source: '@shopify/shopify-api webhooks/validate.js',
  confirmed: 'vendor code',
  recognises: (headers) => older(headers) || newer(headers),
  schemes: [
    overBody('shopify', 'x-shopify-hmac-sha256', {
      applies: ({ headers }) => !newer(headers) && (older(headers) || !newerTopic(headers)),
      encoding: 'base64',
    }),
    overBody('shopify-events', 'shopify-hmac-sha256', { encoding: 'base64' }),
  ],
};
