/** Signatures made to break what reads them: over HTTP, each gets a verdict with a reason, and none an error of ours. */
import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CapturedRequest, SignatureDiagnosis } from '../../server/contract.ts';
import { providers } from '../../server/signatures/providers.ts';
import type { SignatureProvider } from '../../server/signatures/signature.ts';
import { keyPair } from '../signatures/key-pair.ts';
import { sendRaw } from '../support/raw-socket.ts';
import { launchServer, type TestServer } from '../support/server.ts';
import { verifying } from '../support/signed.ts';

const utf8 = (text: string): string => Buffer.from(text).toString('latin1');
const encoded = (text: string): string => Buffer.from(text).toString('base64url');
const token = (head: string, claims: string): string => `Bearer ${encoded(head)}.${encoded(claims)}.AAAA`;
const times = [
  '-1',
  '-99999999999999999999',
  '1e308',
  'NaN',
  'Infinity',
  '0x7fffffff',
  '9'.repeat(15),
  '9'.repeat(400),
  '8640000000000',
  '8640000000000001',
  '+275760-09-13T00:00:00.001Z',
  '0000-00-00T99:99:99Z',
  utf8('９９９'),
];
/** Values of a header, as binary strings. */
const junk = [
  '',
  '=',
  ',,,;;;   ',
  'v1,',
  'v1=,t=',
  'sha256=',
  't=1,t=2,v1=00,v1=00',
  '__proto__',
  'constructor=toString,v1=valueOf,t=hasOwnProperty',
  '\xff\xfe\x80',
  utf8('ключ=𝒳\u2028'),
  '%00%zz',
  'a'.repeat(9_000),
  'v1,AA '.repeat(1_500),
  `t=1,${'v1=00,'.repeat(1_500)}`,
  token('{"alg":"HS256"}', '{"exp":1e400,"iat":-1e308,"nbf":"x"}'),
  token('{"alg":"none"}', 'null'),
  token('{"alg":{"__proto__":1}}', '['),
  ...['HS256', 'ES256', 'RS256'].map((alg) =>
    token(`{"alg":"${alg}"}`, '['.repeat(5_800) + ']'.repeat(5_800)),
  ),
  ...times,
  ...times.map((time) => `t=${time},v1=00`),
  ...times.map((time) => `ts=${time};h1=00`),
];
const huge = 'x'.repeat(1_000_000);
/** Bodies that hold signatures, as binary strings. */
const bodies: readonly (readonly [type: string, body: string])[] = [
  ['application/json', ''],
  ['application/json', '\xff\xfe\x80"'],
  ['application/json', '{"__proto__":{"signature":"x"},"constructor":{"prototype":{"Signature":"x"}}}'],
  ['application/json', '['.repeat(100_000)],
  ['application/json', '['.repeat(60_000) + ']'.repeat(60_000)],
  ['application/json', `{"signature":{"signature":"${huge}","token":"${huge}","timestamp":"1"}}`],
  ['application/json', `{"Type":"Notification","Signature":"${huge}","SignatureVersion":"2"}`],
  [
    'application/json',
    `{"notificationItems":[{"NotificationRequestItem":{"additionalData":{"hmacSignature":"${huge}"}}}]}`,
  ],
  ['application/json', `{"order_id":{},"status_code":[],"gross_amount":1e400,"signature_key":"${huge}"}`],
  ['application/json', `{"value":[${'{"clientState":1},'.repeat(20_000)}null]}`],
  ['application/json', '{"webhookTimestamp":1e400,"timestamp":-1e308}'],
  ['application/x-www-form-urlencoded', `p_signature=${huge}&p_signature=%&a[b]=%zz&=`],
  ['application/x-www-form-urlencoded', `signature=${huge}&timestamp=-1&token=`],
];

/** The headers that a provider's signature is read from, and one nobody reads. */
const headersOf = ({ schemes }: SignatureProvider): string[] => {
  const names = schemes.flatMap(({ header, idHeader, time }) => [
    header.replace('#', '1'),
    idHeader ?? '',
    time?.header ?? '',
  ]);
  return [...new Set(names)].filter((name) => name !== '');
};

function post(bin: string, lines: readonly string[], body = ''): Buffer {
  const head = [`POST /in/${bin} HTTP/1.1`, 'Host: localhost', ...lines, `Content-Length: ${body.length}`];
  return Buffer.from(`${head.join('\r\n')}\r\n\r\n${body}`, 'latin1');
}

/** Every header with the same value; each sent twice; only the first one bad: one of the three in turn. */
function spoilt(names: readonly string[], value: string, turn: number): string[] {
  if (turn % 3 === 0) return names.map((name) => `${name}: ${value}`);
  if (turn % 3 === 1) return names.flatMap((name) => [`${name}: ${value}`, `${name}: 1`]);
  return names.map((name, at) => (at === 0 ? `${name}: ${value}` : `${name}: 1767225600`));
}

/** 1 MB is for those who read the body, and for one of the others. */
const bodiesFor = ({ id, schemes }: SignatureProvider): typeof bodies =>
  id === 'github' || schemes.some(({ header }) => header === '')
    ? bodies
    : bodies.filter(([, body]) => body.length < huge.length);

const secretOf = ({ schemes: [{ secretForm, algorithm }] }: SignatureProvider): string => {
  if (secretForm === 'key') return keyPair(algorithm).publicKey;
  if (secretForm === 'hex') return 'ab12cd34';
  return secretForm === 'whsec' || secretForm === 'base64' ? 'MTIzNDU2Nzg5MDEyMzQ1Ng==' : 'a-secret';
};
const values: Readonly<Record<string, Record<string, string>>> = {
  paypal: { webhookId: 'WH-1' },
  'google-oidc': { audience: 'https://a.example.com' },
  custom: { header: 'x-sig', timestampHeader: 'x-t', template: '{timestamp}.{body}' },
};

describe('a request whose signature is made to break something', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await launchServer();
  });
  afterAll(() => server.close());

  it.each(providers.map((provider) => [provider.id, provider] as const))(
    'gets a verdict with a reason: %s',
    async (id, provider) => {
      const use = { provider: id, secrets: [{ text: secretOf(provider) }], values: values[id] ?? {} };
      await verifying(server, id, { ...use, mode: 'reject' });
      const names = [
        ...headersOf(provider),
        ...Object.values(use.values).filter((one) => one.startsWith('x-')),
      ];
      const requests = [
        ...junk.map((value, turn) => post(id, spoilt(names, value, turn), '{"id":1}')),
        ...bodiesFor(provider).flatMap(([type, body]) => [
          post(id, [...names.map((name) => `${name}: 1`), `Content-Type: ${type}`], body),
          post(id, [`Content-Type: ${type}`], body),
        ]),
      ];
      const { statuses } = await sendRaw({ port: server.port, pieces: requests, answers: requests.length });
      expect(statuses).toHaveLength(requests.length);
      expect(new Set(statuses)).toEqual(new Set([401]));
      await everyVerdict(id, requests.length);
      expect(server.errors).toEqual([]);
    },
  );

  /** Each has a reason; now and then its steps and its diagnosis are asked for too. */
  async function everyVerdict(bin: string, count: number): Promise<void> {
    for (let seq = 1; seq <= count; seq += 6) {
      const { status, body } = await server.api<CapturedRequest>(`/api/bins/${bin}/requests/${seq}`);
      expect({ status, verdict: body.verification[0] }).toMatchObject({
        status: 200,
        verdict: {
          status: expect.stringMatching(/^(invalid|expired|unsigned|no_secret|malformed)$/) as string,
          reason: expect.stringMatching(/^[^{}]+$/) as string,
        },
      });
      const asked = await server.api<SignatureDiagnosis>(`/api/bins/${bin}/requests/${seq}/diagnosis`, {
        method: 'POST',
      });
      expect({ status: asked.status, cause: asked.body.cause?.reason }).toEqual({
        status: 200,
        cause: expect.any(String) as string,
      });
    }
  }

  it.each([
    ['999999999999999', 'timestamp_unit'],
    ['8640000000001', 'timestamp_unit'],
    ['99999999999', 'clock_ahead'],
    ['0', 'clock_old'],
  ])('is expired, and says why, when it is right and of the time %s', async (time, cause) => {
    const text = 'whsec_MTIzNDU2Nzg5MDEyMzQ1Ng==';
    await verifying(server, 'time', { provider: 'standardwebhooks', secrets: [{ text }] });
    const made = createHmac('sha256', '1234567890123456').update(`m.${time}.{}`).digest('base64');
    const headers = { 'webhook-id': 'm', 'webhook-timestamp': time, 'webhook-signature': `v1,${made}` };
    await server.send('time', { headers, body: '{}' });
    expect((await server.request('time')).verification).toMatchObject([{ status: 'expired' }]);
    const path = '/api/bins/time/requests/latest/diagnosis';
    const { status, body } = await server.api<SignatureDiagnosis>(path, { method: 'POST' });
    expect({ status, cause: body.cause?.code, proven: body.proven }).toEqual({
      status: 200,
      cause,
      proven: true,
    });
    const shown = body.verdict.steps?.timestamp?.signedAt ?? 0;
    expect(() => new Date(shown).toISOString()).not.toThrow();
  });

  it('is refused as a head when its header is too long for HTTP, and that is all', async () => {
    await verifying(server, 'long', { provider: 'github', secrets: [{ text: 'a' }] });
    const bytes = post('long', [`X-Hub-Signature-256: sha256=${huge}`]);
    expect((await sendRaw({ port: server.port, pieces: [bytes] })).statuses).toEqual([431]);
    expect(server.errors).toEqual([]);
  });
});

describe('settings made to break something', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await launchServer();
    await server.send('a', { body: '{}' });
  });
  afterAll(() => server.close());

  const pair = keyPair('ed25519');
  const rsa = keyPair('rsa-sha256').publicKey;
  it.each([
    ['a provider named as a prototype', { provider: '__proto__', secrets: ['a'] }],
    ['a provider named as a method', { provider: 'toString', secrets: ['a'] }],
    ['secrets that are numbers', { provider: 'github', secrets: [1, null, {}] }],
    ['secrets that are no list', { provider: 'github', secrets: { length: 1, 0: 'a' } }],
    ['a value named as a prototype', { provider: 'github', secrets: ['a'], values: { constructor: 'x' } }],
    ['a tolerance that is none', { provider: 'stripe', secrets: ['a'], toleranceSeconds: -1e308 }],
    ['a tolerance that is text', { provider: 'stripe', secrets: ['a'], toleranceSeconds: 'NaN' }],
  ])('are refused by name, when tried and when set: %s', async (_, trial) => {
    const tried = await server.api('/api/bins/a/requests/1/verify', { method: 'POST', json: trial });
    expect(tried).toMatchObject({ status: 400, body: { message: expect.stringMatching(/\w/) as string } });
    const { secrets } = trial;
    const list = Array.isArray(secrets) ? secrets.map((text) => ({ text })) : secrets;
    const json = { verification: [{ ...trial, secrets: list }] };
    expect((await server.api('/api/bins/a', { method: 'PATCH', json })).status).toBe(400);
    expect((await server.bin('a')).verification).toEqual([]);
  });

  it.each([
    ['a private key for the public one', 'discord', pair.privateKeys.pem],
    ['a private JWK for the public one', 'plaid', pair.privateKeys.jwk],
    ['an RSA key for Ed25519', 'discord', rsa],
    ['an Ed25519 key for RSA', 'kick', pair.publicKey],
    ['text for a key', 'sendgrid', 'not a key'],
    ['no base64', 'svix', '!!!'],
    ['1 MB of base64', 'svix', 'AAAA'.repeat(250_000)],
  ])(
    'a key of the wrong kind is a verdict when tried and refused when set: %s',
    async (_, provider, text) => {
      const names = providers.filter(({ id }) => id === provider).flatMap(headersOf);
      const headers = Object.fromEntries(names.map((name) => [name, 'v1,AAAA']));
      await server.send('a', { headers, body: '{}' });
      const { status, body } = await server.api('/api/bins/a/requests/latest/verify', {
        method: 'POST',
        json: { provider, secrets: [text] },
      });
      expect([200, 400]).toContain(status);
      if (status === 200)
        expect(body).toMatchObject({ status: expect.stringMatching(/^(no_secret|malformed)$/) as string });
      const json = { verification: [{ provider, secrets: [{ text }] }] };
      expect((await server.api('/api/bins/a', { method: 'PATCH', json })).status).toBe(400);
    },
  );
});
