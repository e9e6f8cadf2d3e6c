import { describe, expect, it } from 'vitest';
import type { HeaderPair } from '../../server/contract.ts';
import { diagnose } from '../../server/signatures/diagnose.ts';
import { providerOf, providers } from '../../server/signatures/providers.ts';
import { sign } from '../../server/signatures/sign.ts';
import type {
  Scheme,
  Settings,
  SignatureProvider,
  SignedRequest,
} from '../../server/signatures/signature.ts';
import { keyPair } from './key-pair.ts';
import { providerFor, requestOf, settingsOf, validVector, vectors } from './vectors.ts';

const now = Date.parse('2026-11-22T06:00:00Z');
const whsec = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const hexKey = '44782DEF547AAA06C910C43932B1EB0C71FC68D9D0C05755';
const json = '{"id":"evt_1","url":"https://example.com/a","name":"Zoë","list":[1,2,{}],"price":10.0}';

/** What the sender does, and what arrives; all else is as it should be. */
interface Story {
  /** The secret that is set here; the sender's is `senderSecret`, else the same. */
  secret?: string;
  senderSecret?: string;
  /** The sender signs by a scheme that differs so. */
  signs?: Partial<Scheme>;
  body?: string;
  contentType?: string;
  arrives?: (body: string) => string;
  headers?: (headers: readonly HeaderPair[]) => HeaderPair[];
  url?: string;
  senderUrl?: string;
  lateMs?: number;
  others?: { provider: string; secret: string }[];
  values?: Record<string, string>;
  senderValues?: Record<string, string>;
}

const secretOf = (form: Scheme['secretForm']): string =>
  form === 'whsec' ? whsec : form === 'hex' ? hexKey : 's3cret-one';

function diagnosisOf(provider: SignatureProvider, story: Story): ReturnType<typeof diagnose> {
  const form = provider.schemes[0].secretForm;
  const keys = form === 'key' ? keyPair(provider.schemes[0].algorithm) : null;
  const secret = story.secret ?? keys?.publicKey ?? secretOf(form);
  const settings: Settings = { secrets: [secret], values: story.values ?? {}, toleranceSeconds: null };
  const request: SignedRequest = {
    method: 'POST',
    url: story.senderUrl ?? 'https://hooks.example.com/in/a?x=1',
    headers: [['Content-Type', story.contentType ?? 'application/json']],
    body: Buffer.from(story.body ?? json),
  };
  const sender = story.signs ? withScheme(provider, settings, story.signs) : provider;
  const senderSecret = story.senderSecret ?? keys?.privateKeys.pem ?? secret;
  const values = story.senderValues ?? settings.values;
  const signed = sign(sender, { ...settings, values, secrets: [senderSecret] }, request, now);
  if (!signed) throw new Error('not signed');
  const body = Buffer.from(signed.body);
  return diagnose({
    provider,
    settings,
    request: {
      ...signed,
      url: story.url ?? signed.url,
      headers: story.headers?.(signed.headers) ?? signed.headers,
      body: story.arrives ? Buffer.from(story.arrives(body.toString())) : body,
    },
    nowMs: now + (story.lateMs ?? 0),
    others: story.others ?? [],
    budgetMs: 2000,
  });
}

function withScheme(
  provider: SignatureProvider,
  settings: Settings,
  signs: Partial<Scheme>,
): SignatureProvider {
  const { compose, ...rest } = provider;
  const composed = compose?.(settings);
  const base = composed && 'header' in composed ? composed : provider.schemes[0];
  const scheme = { ...base, ...signs };
  if (signs.content) delete scheme.build;
  return { ...rest, schemes: [scheme] };
}

const spaced = (body: string): string => body.replaceAll(':', ': ').replaceAll(',', ', ');
const pretty = (body: string): string => JSON.stringify(JSON.parse(body), null, 2);
const value =
  (change: (text: string) => string) =>
  (headers: readonly HeaderPair[]): HeaderPair[] =>
    headers.map(([name, text]) => [name, /signature|hmac|mac|token$/i.test(name) ? change(text) : text]);

/** One mistake that is typical of the provider, and the cause that must be found. */
const stories: readonly [id: string, mistake: string, story: Story, cause: string][] = [
  [
    'github',
    'the secret decoded from hexadecimal',
    { secret: 'ab12cd34', signs: { secretForm: 'hex' } },
    'secret_decoding',
  ],
  [
    'github',
    'a signature in upper case',
    { headers: value((text) => text.replace(/=.*/, (hex) => hex.toUpperCase())) },
    'signature_case',
  ],
  [
    'github',
    'the same with the prefix',
    { headers: value((text) => text.toUpperCase()) },
    'signature_format',
  ],
  ['stripe', 'an API key for the secret', { secret: 'sk_test_51', senderSecret: 'whsec_1' }, 'secret_kind'],
  ['stripe', 'sent 12 minutes late', { lateMs: 720_000 }, 'clock_old'],
  [
    'stripe',
    'the secret decoded as if Standard Webhooks',
    { secret: whsec, signs: { secretForm: 'whsec' } },
    'secret_prefix',
  ],
  ['stripe', 'an edited body', { arrives: (body) => body.replace('evt_1', 'evt_2') }, 'unknown'],
  ['stripe', 'the timestamp not signed', { signs: { content: ['body'] } }, 'content_without_timestamp'],
  [
    'github',
    'a form, the decoded payload signed',
    {
      body: '{"a":1}',
      contentType: 'application/x-www-form-urlencoded',
      arrives: (body) => `payload=${encodeURIComponent(body)}`,
    },
    'body_form_value',
  ],
  ['github', 'a newline behind the secret at the sender', { senderSecret: 's3cret-one\n' }, 'secret_newline'],
  ['github', 'an edited body', { arrives: (body) => body.replace('evt_1', 'evt_2') }, 'unknown'],
  [
    'github-sha1',
    'SHA-256 behind sha256=',
    { signs: { algorithm: 'hmac-sha256', format: { kind: 'plain', prefix: 'sha256=' } } },
    'signature_format',
  ],
  ['gitlab', 'the secret used as text', { signs: { secretForm: 'text' } }, 'secret_decoding'],
  [
    'gitlab-token',
    'white space around the token',
    { secret: ' tok-1234 ', senderSecret: 'tok-1234' },
    'secret_spaces',
  ],
  ['slack', 'v0: left out', { signs: { content: ['timestamp', '=:', 'body'] } }, 'content_other'],
  ['slack', 'sent 6 minutes late', { lateMs: 360_000 }, 'clock_old'],
  ['slack', 'a bot token for the secret', { secret: 'xoxb-1', senderSecret: 'abc' }, 'secret_kind'],
  ['shopify', 'hexadecimal for base64', { signs: { encoding: 'hex' } }, 'signature_encoding'],
  [
    'shopify',
    'JSON written again with spaces',
    { arrives: spaced, body: '{"id":1,"total":"2.00"}' },
    'body_reserialised',
  ],
  ['shopify', 'the access token for the secret', { secret: 'shpat_1', senderSecret: 'hush' }, 'secret_kind'],
  [
    'twilio',
    'http for https behind a tunnel',
    {
      body: 'A=1&B=2',
      contentType: 'application/x-www-form-urlencoded',
      url: 'http://hooks.example.com/in/a?x=1',
    },
    'url_scheme',
  ],
  [
    'twilio',
    'another host behind a tunnel',
    {
      body: 'A=1',
      url: 'https://localhost:4665/in/a?x=1',
      headers: (all) => [...all, ['X-Forwarded-Host', 'hooks.example.com']],
    },
    'url_host',
  ],
  ['svix', 'the secret used as text', { signs: { secretForm: 'text' } }, 'secret_decoding'],
  ['clerk', 'the id left out', { signs: { content: ['timestamp', '=.', 'body'] } }, 'content_without_id'],
  [
    'resend',
    'the secret decoded from base64 with a prefix on the signature missing',
    { headers: value((text) => text.slice(3)) },
    'signature_format',
  ],
  [
    'openai',
    'a secret without whsec_, decoded all the same',
    { secret: whsec.slice(6), signs: { secretForm: 'whsec' } },
    'secret_decoding',
  ],
  [
    'standardwebhooks',
    'the timestamp doubled',
    { signs: { content: ['id', '=.', 'timestamp', '=.', 'timestamp', '=.', 'body'] } },
    'content_doubled',
  ],
  ['standardwebhooks', 'a clock ten minutes ahead', { lateMs: -600_000 }, 'clock_ahead'],
  [
    'replicate',
    'the secret of another verification',
    {
      senderSecret: whsec.replace('M', 'N'),
      others: [{ provider: 'svix', secret: whsec.replace('M', 'N') }],
    },
    'other_secret',
  ],
  [
    'dodo',
    'JSON written again, indented',
    { arrives: pretty, body: '{"a":1,"b":[1,2]}' },
    'body_reserialised',
  ],
  [
    'polar',
    'the secret decoded after all',
    { secret: whsec, signs: { secretForm: 'whsec' } },
    'secret_prefix',
  ],
  [
    'square',
    'a slash at the end of the URL',
    { senderUrl: 'https://example.com/hook', url: 'https://example.com/hook/' },
    'url_slash',
  ],
  ['square', 'the URL not signed', { signs: { content: ['body'] } }, 'content_without_url'],
  ['square-sha1', 'SHA-256 in the old header', { signs: { algorithm: 'hmac-sha256' } }, 'algorithm'],
  [
    'zoom',
    'JSON written again by the middleware',
    { arrives: spaced, body: '{"event":"x","payload":{"a":1}}' },
    'body_reserialised',
  ],
  ['paddle', 'six seconds late', { lateMs: 6000 }, 'clock_old'],
  ['linear', 'two minutes late', { lateMs: 120_000 }, 'clock_old'],
  ['hubspot', 'http for https', { url: 'http://hooks.example.com/in/a?x=1' }, 'url_scheme'],
  ['hubspot', 'a port in the URL', { url: 'https://hooks.example.com:443/in/a?x=1' }, 'url_port'],
  [
    'razorpay',
    'the key id for the webhook secret',
    { secret: 'rzp_live_1', senderSecret: 'abc' },
    'secret_kind',
  ],
  ['line', 'hexadecimal for base64', { signs: { encoding: 'hex' } }, 'signature_encoding'],
  [
    'coinbase-commerce',
    'a newline added to the body',
    { arrives: (body) => `${body}\n` },
    'body_newline_added',
  ],
  [
    'coinbase-cdp',
    'the named headers left out',
    { signs: { content: ['timestamp', '=.', 'body'] } },
    'content_other',
  ],
  [
    'notion',
    'a signature in upper case of another algorithm',
    { signs: { algorithm: 'hmac-sha1' } },
    'algorithm',
  ],
  [
    'gocardless',
    'JSON written again',
    { arrives: spaced, body: '{"events":[],"meta":{"a":1}}' },
    'body_reserialised',
  ],
  ['kontent-ai', 'hexadecimal for base64', { signs: { encoding: 'hex' } }, 'signature_encoding'],
  [
    'bitbucket',
    'SHA-1 behind sha1=',
    { signs: { algorithm: 'hmac-sha1', format: { kind: 'plain', prefix: 'sha1=' } } },
    'signature_format',
  ],
  ['jira', 'quotes around the secret', { secret: '"s3cret"', senderSecret: 's3cret' }, 'secret_quotes'],
  ['intercom', 'SHA-256 behind sha1=', { signs: { algorithm: 'hmac-sha256' } }, 'algorithm'],
  [
    'meta',
    'escapes lost by a parser',
    { body: '{"text":"h\\u00e9\\/a"}', arrives: (body) => JSON.stringify(JSON.parse(body)) },
    'body_reserialised',
  ],
  ['sanity', 'base64 for base64url', { signs: { encoding: 'base64' } }, 'signature_encoding'],
  ['mux', 'the timestamp not signed', { signs: { content: ['body'] } }, 'content_without_timestamp'],
  [
    'workos',
    'seconds for milliseconds',
    { signs: { time: { header: null, unit: 's', tolerance: null, ways: 'past' } } },
    'timestamp_unit',
  ],
  [
    'contentful',
    'a slash at the end of the path',
    { senderUrl: 'https://example.com/hook', url: 'https://example.com/hook/' },
    'url_slash',
  ],
  [
    'livekit',
    'JSON written again',
    { arrives: spaced, body: '{"event":"x","room":{"a":1}}' },
    'body_reserialised',
  ],
  [
    'adyen',
    'the key used as text',
    {
      body: '{"notificationItems":[{"NotificationRequestItem":{"pspReference":"1"}}]}',
      signs: { secretForm: 'text' },
    },
    'secret_decoding',
  ],
  ['adyen-banking', 'the key used as text', { signs: { secretForm: 'text' } }, 'secret_decoding'],
  [
    'telegram',
    'the token of another verification',
    { senderSecret: 'other', others: [{ provider: 'xendit', secret: 'other' }] },
    'other_secret',
  ],
  ['xendit', 'a line end behind the token', { secret: 'tok\n', senderSecret: 'tok' }, 'secret_spaces'],
  ['flutterwave-v3', 'quotes around the hash', { secret: '"hash"', senderSecret: 'hash' }, 'secret_quotes'],
  ['flutterwave-v4', 'hexadecimal for base64', { signs: { encoding: 'hex' } }, 'signature_encoding'],
  [
    'mailgun',
    'the key of another verification',
    { senderSecret: 'other', others: [{ provider: 'github', secret: 'other' }] },
    'other_secret',
  ],
  [
    'typeform',
    'hexadecimal behind sha256=, as GitHub does',
    { signs: { encoding: 'hex' } },
    'signature_encoding',
  ],
  [
    'woocommerce',
    'a secret with an entity, not decoded',
    { secret: 'a&amp;b', signs: { secretForm: 'text' } },
    'secret_decoding',
  ],
  [
    'lemonsqueezy',
    'LF turned into CR LF',
    { body: '{\n"a":1\n}', arrives: (body) => body.replaceAll('\n', '\r\n') },
    'body_line_ends',
  ],
  [
    'midtrans',
    'the amount parsed to a number',
    {
      body: '{"order_id":"1","status_code":"200","gross_amount":"154600.00"}',
      arrives: (body) => body.replace('"154600.00"', '154600'),
    },
    'amount_text',
  ],
  ['paystack', 'SHA-256 for SHA-512', { signs: { algorithm: 'hmac-sha256' } }, 'algorithm'],
  ['mollie', 'a newline added to the body', { arrives: (body) => `${body}\r\n` }, 'body_newline_added'],
  ['trello', 'the URL before the body', { signs: { content: ['url', 'body'] } }, 'content_other'],
  [
    'zendesk',
    'the body before the timestamp',
    { signs: { content: ['body', 'timestamp'] } },
    'content_other',
  ],
  [
    'asana',
    'the secret of another webhook',
    { senderSecret: 'other', others: [{ provider: 'asana', secret: 'other' }] },
    'other_secret',
  ],
  [
    'dropbox',
    'the newline at the end lost',
    { body: `${json}\n`, arrives: (body) => body.trimEnd() },
    'body_newline_lost',
  ],
  [
    'docusign',
    'the key decoded from base64',
    { secret: 'DXwLf3vJ8y0tQ2mN5pRs7uVxZb1cEg4hKj6lOq9wTi8=', signs: { secretForm: 'base64' } },
    'secret_decoding',
  ],
  [
    'sentry',
    'JSON.stringify of the parsed body',
    { body: pretty(json), arrives: (body) => JSON.stringify(JSON.parse(body)) },
    'body_reserialised',
  ],
  ['pagerduty', 'v1= left out', { headers: value((text) => text.slice(3)) }, 'signature_format'],
  ['circleci', 'v1= left out', { headers: value((text) => text.slice(3)) }, 'signature_format'],
  ['vercel', 'SHA-256 for SHA-1', { signs: { algorithm: 'hmac-sha256' } }, 'algorithm'],
  [
    'airtable',
    'the secret not decoded',
    { secret: 'MTIzNDU2Nzg5MA==', signs: { secretForm: 'text' } },
    'secret_decoding',
  ],
  ['calendly', 'four minutes late', { lateMs: 240_000 }, 'clock_old'],
  [
    'netlify',
    'JSON written again',
    { arrives: spaced, body: '{"id":"x","state":"ready"}' },
    'body_reserialised',
  ],
  ['twitch', 'the id left out', { signs: { content: ['timestamp', 'body'] } }, 'content_without_id'],
  [
    'grafana',
    'the timestamp header is set, and not signed',
    { values: { timestampHeader: 'X-T' }, signs: { content: ['body'] } },
    'content_without_timestamp',
  ],
  [
    'google-channel',
    'white space around the token',
    { secret: 'tok ', senderSecret: 'tok' },
    'secret_spaces',
  ],
  [
    'microsoft-graph',
    'the state of another subscription',
    {
      body: '{"value":[{}]}',
      senderSecret: 'other',
      others: [{ provider: 'microsoft-graph', secret: 'other' }],
    },
    'other_secret',
  ],
  ['okta', 'Bearer before the word', { secret: 'word', senderSecret: 'Bearer word' }, 'secret_prefix'],
  ['auth0', 'Bearer only in the setting', { secret: 'Bearer word', senderSecret: 'word' }, 'secret_prefix'],
  ['brevo', 'Bearer in the setting too', { secret: 'Bearer word', senderSecret: 'word' }, 'secret_prefix'],
  [
    'custom',
    'a plain hash, not an HMAC',
    { values: { header: 'x-sig' }, signs: { algorithm: 'sha256', secretAt: 'start' } },
    'algorithm',
  ],
  [
    'custom',
    'wrong secret form and no timestamp at once',
    {
      values: { header: 'x-sig', template: '{timestamp}.{body}', timestampHeader: 'x-t' },
      secret: 'MTIzNDU2Nzg5MA==',
      signs: { secretForm: 'base64', content: ['body'] },
    },
    'secret_decoding+content_without_timestamp',
  ],
];

const google = { audience: 'https://hooks.example.com', email: 'a@b.c' };

/** The same where the sender has a private key. */
const keyStories: typeof stories = [
  ['kick', 'a newline added', { arrives: (body) => `${body}\n` }, 'body_newline_added'],
  [
    'midtrans-snap',
    'a slash at the end of the URL',
    { senderUrl: 'https://example.com/hook', url: 'https://example.com/hook/' },
    'url_slash',
  ],
  [
    'paddle-classic',
    'a newline added to the form',
    { body: 'alert_id=1&status=a', arrives: (body) => `${body}\n` },
    'body_newline_added',
  ],
  [
    'google-oidc',
    'a token for another audience',
    { values: google, senderValues: { ...google, audience: 'https://other.example.com' } },
    'claim',
  ],
  [
    'plaid',
    'JSON written again',
    { arrives: spaced, body: '{"webhook_type":"ITEM","a":{"b":1}}' },
    'body_reserialised',
  ],
  ['sendgrid', 'a line end added', { arrives: (body) => `${body}\r\n` }, 'body_newline_added'],
  ['discord', 'the timestamp not signed', { signs: { content: ['body'] } }, 'content_without_timestamp'],
  [
    'aws-sns',
    'SHA-1 behind SignatureVersion 2',
    { body: '{"Type":"Notification","Message":"é"}', signs: { algorithm: 'rsa-sha1' } },
    'version_label',
  ],
  [
    'paypal',
    'the webhook ID of another webhook',
    { values: { webhookId: 'WH-1' }, senderValues: { webhookId: 'WH-2' } },
    'unknown',
  ],
];

/** Providers with a public key whose vectors tell the story. */
const vectorStories: readonly [
  scheme: string,
  mistake: string,
  change: (request: SignedRequest) => SignedRequest,
  cause: string,
][] = [
  [
    'sendgrid',
    'the CR LF at the end lost',
    (one) => ({ ...one, body: one.body.subarray(0, -2) }),
    'body_newline_lost',
  ],
  [
    'discord',
    'a newline added',
    (one) => ({ ...one, body: Buffer.concat([one.body, Buffer.from('\n')]) }),
    'body_newline_added',
  ],
  [
    'paypal',
    'JSON written again',
    (one) => ({ ...one, body: Buffer.from(spaced(Buffer.from(one.body).toString())) }),
    'unknown',
  ],
  [
    'paypal',
    'a newline added',
    (one) => ({ ...one, body: Buffer.concat([one.body, Buffer.from('\n')]) }),
    'body_newline_added',
  ],
  [
    'plaid',
    'JSON written again without spaces',
    (one) => ({ ...one, body: Buffer.from(JSON.stringify(JSON.parse(Buffer.from(one.body).toString()))) }),
    'body_reserialised',
  ],
];

describe('the diagnosis', () => {
  it.each([...stories, ...keyStories])('of %s finds %s', (id, _, story, cause) => {
    const provider = providerOf(id);
    const diagnosis = provider && diagnosisOf(provider, story);
    expect(diagnosis).toMatchObject({
      cause: { code: cause },
      proven: cause !== 'unknown' && cause !== 'secret_kind',
    });
  });

  it.each(vectorStories)('of %s finds %s', (scheme, _, change, cause) => {
    const vector = validVector(scheme);
    const diagnosis = diagnose({
      provider: providerFor(vector),
      settings: settingsOf(vector),
      request: change(requestOf(vector)),
      nowMs: vector.nowUnixSeconds * 1000,
      others: [],
      budgetMs: 2000,
    });
    expect(diagnosis.cause?.code).toBe(cause);
  });

  it('has a story with a cause that is found for every provider', () => {
    const told = new Set(
      [...stories, ...keyStories, ...vectorStories].flatMap(([id, , , cause]) =>
        cause === 'unknown' ? [] : [id],
      ),
    );
    expect(providers.map(({ id }) => id).filter((id) => !told.has(id))).toEqual([]);
  });

  it('proves each re-serialised vector that can be undone, and claims nothing of the others', () => {
    const undone = vectors
      .filter(({ name }) => name === 'invalid: re-serialised JSON')
      .map((vector) => {
        const { cause, proven } = diagnose({
          provider: providerFor(vector),
          settings: settingsOf(vector),
          request: requestOf(vector),
          nowMs: vector.nowUnixSeconds * 1000,
          others: [],
          budgetMs: 2000,
        });
        return `${proven} ${cause?.code}`;
      });
    expect(new Set(undone)).toEqual(
      new Set(['true body_reserialised', 'false body_rounded', 'false unknown', 'false body_hash']),
    );
    expect(undone.filter((one) => one.startsWith('true'))).toHaveLength(11);
  });

  it('names a wrong SignatureVersion of SNS, a lost body, and a handshake', () => {
    const [mislabelled] = vectors.filter(({ name }) => name.includes('labelled 2'));
    const [empty] = vectors.filter(({ name }) => name === 'invalid: empty body');
    for (const [vector, code] of [
      [mislabelled, 'version_label'],
      [empty, 'body_empty'],
    ] as const)
      expect(
        vector &&
          diagnose({
            provider: providerFor(vector),
            settings: settingsOf(vector),
            request: requestOf(vector),
            nowMs: vector.nowUnixSeconds * 1000,
            others: [],
            budgetMs: 2000,
          }).cause?.code,
      ).toBe(code);
    const notion = providerOf('notion');
    const request = {
      method: 'POST',
      url: null,
      headers: [],
      body: Buffer.from('{"verification_token":"secret_1"}'),
    };
    expect(
      notion &&
        diagnose({
          provider: notion,
          settings: { secrets: ['x'], values: {}, toleranceSeconds: null },
          request,
          nowMs: now,
          others: [],
          budgetMs: 100,
        }).cause?.code,
    ).toBe('handshake');
  });

  it('names the provider whose way of signing it is, and proves it with the secrets there are', () => {
    const vector = validVector('stripe');
    const slack = providerOf('slack');
    const ask = (secret: string): ReturnType<typeof diagnose> | null =>
      slack &&
      diagnose({
        provider: slack,
        settings: { ...settingsOf(vector), secrets: [secret] },
        request: requestOf(vector),
        nowMs: vector.nowUnixSeconds * 1000,
        others: [],
        budgetMs: 100,
      });
    expect(ask(vector.secret ?? '')).toMatchObject({
      cause: { code: 'other_provider', values: { provider: 'Stripe' } },
      proven: true,
    });
    expect(ask('another')).toMatchObject({ cause: { code: 'other_provider' }, proven: false });
  });

  it('finds the right signature in a header where it does not belong', () => {
    const github = providerOf('github');
    const diagnosis =
      github &&
      diagnosisOf(github, {
        headers: (all) =>
          all.map(([name, text]) => [name === 'X-Hub-Signature-256' ? 'X-My-Sig' : name, text]),
      });
    expect(diagnosis).toMatchObject({
      cause: { code: 'other_header', values: { header: 'X-My-Sig' } },
      proven: true,
    });
  });

  it('says what it tried in vain, and that it stopped when the time was over', () => {
    const github = providerOf('github');
    const body = JSON.stringify(
      Array.from({ length: 3000 }, (_, at) => ({ at, name: `é/${at}`, text: 'x'.repeat(8) })),
    );
    const signed =
      github &&
      sign(
        github,
        { secrets: ['a'], values: {}, toleranceSeconds: null },
        { method: 'POST', url: null, headers: [], body: Buffer.from(body) },
        now,
      );
    if (!github || !signed) throw new Error('not signed');
    const ask = (budgetMs: number): ReturnType<typeof diagnose> =>
      diagnose({
        provider: github,
        settings: { secrets: ['b'], values: {}, toleranceSeconds: null },
        request: signed,
        nowMs: now,
        others: [],
        budgetMs,
      });
    expect(ask(60_000)).toMatchObject({
      cause: { code: 'unknown' },
      complete: true,
      tried: ['secret', 'body', 'content', 'algorithm', 'json', 'secret_and_content'],
    });
    expect(ask(0)).toMatchObject({ cause: { code: 'unknown' }, complete: false, tried: [] });
  });
});
