/** What providers ask of a new hook URL, and the answers they wait for. Pure: no address is visited, nothing is kept. */
import { createHmac } from 'node:crypto';
import type { HeaderPair } from '../contract.ts';
import { headerValue, mediaType } from '../headers.ts';
import { jsonOf, paramOf, textAt, textOf, urlOf, valueAt } from './bytes.ts';
import { pathOf } from './content.ts';
import { sameText } from './hmac.ts';
import { providerOf } from './providers.ts';
import type { Settings, SignedRequest, Status } from './signature.ts';
import { verify } from './verify.ts';

/** The answer to a handshake; an empty body has no content type. Everything carries `nosniff`. */
export interface HandshakeAnswer {
  status: number;
  headers: HeaderPair[];
  body: string;
  /** What is left for a person or the caller: an address to visit, a secret to keep. */
  next: { kind: 'visit'; url: string } | { kind: 'keep'; secret: string } | null;
}

interface Asked {
  request: SignedRequest;
  settings: Settings;
  json: unknown;
  query: (name: string) => string | null;
  header: (name: string) => string | null;
  /** The verdict on the request by the provider of the same name. */
  status: () => Status;
}

const maxEcho = 1024;
const maxBody = 256 * 1024;

const answer = (
  status: number,
  body = '',
  type = 'text/plain',
  headers: HeaderPair[] = [],
): HandshakeAnswer => ({
  status,
  headers: [
    ...(body === '' ? [] : [['Content-Type', type] satisfies HeaderPair]),
    ['X-Content-Type-Options', 'nosniff'],
    ...headers,
  ],
  body,
  next: null,
});

const ok = (): HandshakeAnswer => answer(200);
const json = (value: object): HandshakeAnswer => answer(200, JSON.stringify(value), 'application/json');
/** Text of a stranger, given back: only so much of it, and never as anything but text. */
const echoed = (text: string | null): string | null =>
  text !== null && text !== '' && text.length <= maxEcho ? text : null;
const echo = (text: string | null): HandshakeAnswer | null =>
  echoed(text) === null ? null : answer(200, text ?? '');
/** Safe as a header value: no control characters. */
const headerSafe = (text: string | null): string | null =>
  text !== null && /^[\x20-\x7e]{1,256}$/.test(text) ? text : null;

/** What the secret is to sign: never what could be an event, or whoever knows the URL has events signed here. */
const proof = (text: string | null): string | null =>
  text !== null && /^[A-Za-z0-9+/=_-]{1,256}$/.test(text) ? text : null;

const isForged = ({ status }: Asked): boolean => status() === 'invalid';

function meta({ request, settings, query }: Asked): HandshakeAnswer | null {
  const wanted = settings.values['verifyToken'] ?? '';
  if (request.method !== 'GET' || query('hub.mode') !== 'subscribe' || wanted === '') return null;
  const token = Buffer.from(query('hub.verify_token') ?? '').toString('latin1');
  return sameText(token, Buffer.from(wanted).toString('latin1'))
    ? echo(query('hub.challenge'))
    : answer(403, 'The verify token is another one.');
}

function zoom(asked: Asked): HandshakeAnswer | null {
  const plainToken = proof(textAt(asked.json, 'payload', 'plainToken'));
  const [secret] = asked.settings.secrets;
  if (textAt(asked.json, 'event') !== 'endpoint.url_validation' || plainToken === null) return null;
  if (secret === undefined || isForged(asked)) return null;
  return json({ plainToken, encryptedToken: createHmac('sha256', secret).update(plainToken).digest('hex') });
}

/** Discord also sends bad signatures on purpose, and wants 401 for them. */
function discord({ json: body, header, status }: Asked): HandshakeAnswer | null {
  const type = valueAt(body, ['type']);
  if ((type !== 1 && type !== 0) || header('x-signature-ed25519') === null) return null;
  const verdict = status();
  if (verdict !== 'valid' && verdict !== 'no_secret') return answer(401, 'invalid request signature');
  return type === 1 ? json({ type: 1 }) : answer(204);
}

const snsHost = /^sns\.[a-z0-9-]{3,}\.amazonaws\.com(\.cn)?$/;

function sns({ json: body, status }: Asked): HandshakeAnswer | null {
  const url = urlOf(textAt(body, 'SubscribeURL'));
  if (textAt(body, 'Type') !== 'SubscriptionConfirmation') return null;
  const isTrusted = url?.protocol === 'https:' && snsHost.test(url.hostname) && status() === 'valid';
  return { ...ok(), next: url && isTrusted ? { kind: 'visit', url: url.href } : null };
}

function asana({ header }: Asked): HandshakeAnswer | null {
  const secret = headerSafe(header('x-hook-secret'));
  return secret === null
    ? null
    : { ...answer(200, '', '', [['X-Hook-Secret', secret]]), next: { kind: 'keep', secret } };
}

function notion({ json: body, header }: Asked): HandshakeAnswer | null {
  const secret = echoed(textAt(body, 'verification_token'));
  if (secret === null || header('x-notion-signature') !== null) return null;
  return { ...ok(), next: { kind: 'keep', secret } };
}

function twitter({ request, settings, query }: Asked): HandshakeAnswer | null {
  const token = proof(query('crc_token'));
  const [secret] = settings.secrets;
  if (request.method !== 'GET' || token === null || secret === undefined) return null;
  return json({ response_token: `sha256=${createHmac('sha256', secret).update(token).digest('base64')}` });
}

function cloudevents({ request, header }: Asked): HandshakeAnswer | null {
  const origin = headerSafe(header('webhook-request-origin'));
  if (request.method !== 'OPTIONS' || origin === null) return null;
  const rate = header('webhook-request-rate');
  return answer(200, '', '', [
    ['Allow', 'POST'],
    ['WebHook-Allowed-Origin', origin],
    ...(rate !== null && /^\d{1,9}$/.test(rate) ? [['WebHook-Allowed-Rate', rate] satisfies HeaderPair] : []),
  ]);
}

const woocommerce = ({ request, header }: Asked): HandshakeAnswer | null =>
  header('x-wc-webhook-topic') === null && /^webhook_id=\d{1,20}$/.test(textOf(request.body.subarray(0, 64)))
    ? ok()
    : null;

const slack = (asked: Asked): HandshakeAnswer | null =>
  textAt(asked.json, 'type') === 'url_verification' && !isForged(asked)
    ? echo(textAt(asked.json, 'challenge'))
    : null;

const twitch = (asked: Asked): HandshakeAnswer | null =>
  asked.header('twitch-eventsub-message-type') === 'webhook_callback_verification' && !isForged(asked)
    ? echo(textAt(asked.json, 'challenge'))
    : null;

const monday = ({ json: body }: Asked): HandshakeAnswer | null => {
  const challenge = echoed(textAt(body, 'challenge'));
  return challenge === null || Object.keys(body as object).length > 1 ? null : json({ challenge });
};

const okta = ({ request, header }: Asked): HandshakeAnswer | null => {
  const verification = echoed(header('x-okta-verification-challenge'));
  return request.method === 'GET' && verification !== null ? json({ verification }) : null;
};

const line = ({ json: body }: Asked): HandshakeAnswer | null => {
  const events = valueAt(body, ['events']);
  return Array.isArray(events) && events.length === 0 ? ok() : null;
};

const table: Readonly<Record<string, (asked: Asked) => HandshakeAnswer | null>> = {
  zoom,
  slack,
  discord,
  meta,
  asana,
  okta,
  notion,
  woocommerce,
  twitch,
  line,
  cloudevents,
  'aws-sns': sns,
  monday,
  'x-twitter': twitter,
  dropbox: ({ request, query }) => (request.method === 'GET' ? echo(query('challenge')) : null),
  trello: ({ request }) => (request.method === 'HEAD' ? ok() : null),
  'microsoft-graph': ({ request, query }) =>
    request.method === 'POST' ? echo(query('validationToken')) : null,
  github: ({ header }) => (header('x-github-event') === 'ping' ? ok() : null),
};

/** The providers, and other senders, that begin with a handshake. */
export const handshakeIds: readonly string[] = Object.keys(table);

/**
 * The answer a provider waits for, null when the request is no handshake of it. Only for a bin that is set up for this
 * provider: the answer may echo what the request says. The body is UTF-8 and at most about 1 kB.
 */
export function answerHandshake(
  provider: string,
  settings: Settings,
  request: SignedRequest,
  nowMs: number,
): HandshakeAnswer | null {
  const shake = Object.hasOwn(table, provider) ? table[provider] : undefined;
  if (!shake || request.body.length > maxBody) return null;
  const signer = providerOf(provider);
  const query = pathOf(request.url ?? '').replace(/^[^?]*\??/, '');
  return shake({
    request,
    settings,
    json: looksLikeJson(request) ? jsonOf(textOf(request.body)) : undefined,
    query: (name) => paramOf(query, name),
    header: (name) => headerValue(request.headers, name),
    status: () => (signer ? verify(signer, settings, request, nowMs).status : 'unsigned'),
  });
}

const looksLikeJson = ({ headers, body }: SignedRequest): boolean =>
  body.length > 0 &&
  mediaType(headerValue(headers, 'content-type')).essence !== 'application/x-www-form-urlencoded';
