/**
 * What headers are for: those that say who sent what and prove it, and those that every reader of HTTP meets. Data
 * only; the words are in the locales. Names of vendors' headers are those of server/senders.ts and of the vendors'
 * documentation.
 */

/** Roles that make a row worth finding at a glance. */
export type HeaderRole = 'signature' | 'id' | 'event' | 'time';

const rolesByName = {
  signature: [
    'stripe-signature',
    'x-hub-signature',
    'x-hub-signature-256',
    'x-gitlab-token',
    'x-shopify-hmac-sha256',
    'shopify-hmac-sha256',
    'x-wc-webhook-signature',
    'x-slack-signature',
    'x-twilio-signature',
    'x-twilio-email-event-webhook-signature',
    'x-signature-ed25519',
    'typeform-signature',
    'linear-signature',
    'paddle-signature',
    'x-square-hmacsha256-signature',
    'x-signature',
    'x-razorpay-signature',
    'x-paystack-signature',
    'paypal-transmission-sig',
    'x-zendesk-webhook-signature',
    'calendly-webhook-signature',
    'x-zm-signature',
    'sentry-hook-signature',
    'x-pagerduty-signature',
    'circleci-signature',
    'x-vercel-signature',
    'mux-signature',
    'workos-signature',
    'x-contentful-signature',
    'twitch-eventsub-message-signature',
    'x-notion-signature',
    'x-telegram-bot-api-secret-token',
    'x-callback-token',
    'webhook-signature',
    'svix-signature',
    'x-line-signature',
    'x-hook-signature',
    'x-dropbox-signature',
    'x-hubspot-signature',
    'x-hubspot-signature-v3',
    'x-cc-webhook-signature',
    'x-mollie-signature',
  ],
  id: [
    'webhook-id',
    'svix-id',
    'x-github-delivery',
    'idempotency-key',
    'x-gitlab-event-uuid',
    'x-gitlab-webhook-uuid',
    'x-request-uuid',
    'x-shopify-event-id',
    'x-shopify-webhook-id',
    'x-wc-webhook-delivery-id',
    'i-twilio-idempotency-token',
    'linear-delivery',
    'x-razorpay-event-id',
    'paypal-transmission-id',
    'x-zendesk-webhook-invocation-id',
    'x-contentful-idempotency-key',
    'twitch-eventsub-message-id',
    'x-amz-sns-message-id',
    'ce-id',
  ],
  event: [
    'x-github-event',
    'x-gitlab-event',
    'x-event-key',
    'x-shopify-topic',
    'x-wc-webhook-topic',
    'linear-event',
    'x-event-name',
    'sentry-hook-resource',
    'x-contentful-topic',
    'twitch-eventsub-message-type',
    'twitch-eventsub-subscription-type',
    'x-amz-sns-message-type',
    'ce-type',
    'soapaction',
  ],
  time: [
    'webhook-timestamp',
    'svix-timestamp',
    'x-slack-request-timestamp',
    'x-zm-request-timestamp',
    'x-signature-timestamp',
    'x-twilio-email-event-webhook-timestamp',
    'twitch-eventsub-message-timestamp',
    'paypal-transmission-time',
    'x-hubspot-request-timestamp',
    'linear-timestamp',
    'x-zendesk-webhook-signature-timestamp',
    'ce-time',
  ],
} as const satisfies Record<HeaderRole, readonly string[]>;

const known: ReadonlyMap<string, HeaderRole> = new Map(
  (['signature', 'id', 'event', 'time'] as const).flatMap((role) =>
    rolesByName[role].map((name) => [name, role] as const),
  ),
);

/** The role of a header, null when it has none that is known. */
export const headerRole = (name: string): HeaderRole | null => known.get(name.toLowerCase()) ?? null;

/** Which explanation a common header has. */
export type HeaderTopic =
  | 'host'
  | 'agent'
  | 'length'
  | 'type'
  | 'encoding'
  | 'transfer'
  | 'accept'
  | 'acceptEncoding'
  | 'connection'
  | 'expect'
  | 'authorization'
  | 'cookie'
  | 'origin'
  | 'forwardedFor'
  | 'forwardedHost'
  | 'forwardedProto'
  | 'forwarded'
  | 'via'
  | 'trace'
  | 'requestId'
  | 'cache'
  | 'date'
  | 'digest';

const topics: Readonly<Record<string, HeaderTopic>> = {
  host: 'host',
  'user-agent': 'agent',
  'content-length': 'length',
  'content-type': 'type',
  'content-encoding': 'encoding',
  'transfer-encoding': 'transfer',
  accept: 'accept',
  'accept-encoding': 'acceptEncoding',
  connection: 'connection',
  'keep-alive': 'connection',
  expect: 'expect',
  authorization: 'authorization',
  'proxy-authorization': 'authorization',
  cookie: 'cookie',
  origin: 'origin',
  referer: 'origin',
  'x-forwarded-for': 'forwardedFor',
  'x-real-ip': 'forwardedFor',
  'cf-connecting-ip': 'forwardedFor',
  'true-client-ip': 'forwardedFor',
  'x-forwarded-host': 'forwardedHost',
  'x-forwarded-proto': 'forwardedProto',
  'x-forwarded-port': 'forwardedProto',
  forwarded: 'forwarded',
  via: 'via',
  traceparent: 'trace',
  tracestate: 'trace',
  'x-amzn-trace-id': 'trace',
  'cf-ray': 'requestId',
  'x-request-id': 'requestId',
  'x-correlation-id': 'requestId',
  'cache-control': 'cache',
  pragma: 'cache',
  date: 'date',
  digest: 'digest',
  'content-digest': 'digest',
  'content-md5': 'digest',
};

/** The explanation of a header: that of its role, else that of a common header; null when there is none. */
export function headerTopic(name: string): HeaderRole | HeaderTopic | null {
  const key = name.toLowerCase();
  return headerRole(key) ?? (Object.hasOwn(topics, key) ? (topics[key] ?? null) : null);
}

/**
 * When a request says that it was signed, in milliseconds since 1970; null when its signature carries no time.
 * `value` gives the first value of a header, its name in lower case.
 */
export function signedAt(value: (name: string) => string | null): number | null {
  const inSignature =
    /(?:^|[,;\s])ts?=(\d{9,13})/.exec(
      value('stripe-signature') ??
        value('paddle-signature') ??
        value('calendly-webhook-signature') ??
        value('mux-signature') ??
        value('workos-signature') ??
        '',
    )?.[1] ?? null;
  const beside = signingTimes.map(value).find((time) => time !== null) ?? null;
  const time = inSignature ?? beside;
  if (time === null) return null;
  if (!/^\d{9,13}$/.test(time)) return Number.isNaN(Date.parse(time)) ? null : Date.parse(time);
  return Number(time) * (time.length > 10 ? 1 : 1_000);
}

/** Linear signs the time in its body, CloudEvents sign nothing: theirs say nothing of a signature. */
const signingTimes = rolesByName.time.filter((name) => name !== 'linear-timestamp' && name !== 'ce-time');
