import { createHash, generateKeyPairSync, sign as signBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { HeaderPair } from '../../server/contract.ts';
import { diagnose } from '../../server/signatures/diagnose.ts';
import { providerOf } from '../../server/signatures/providers.ts';
import type { Settings, SignedRequest } from '../../server/signatures/signature.ts';
import { verify } from '../../server/signatures/verify.ts';

const now = Date.parse('2026-11-22T06:00:00Z');
const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const pem = publicKey.export({ type: 'spki', format: 'pem' }).toString();
const rsa = (text: string | Buffer, hash = 'sha256'): string =>
  signBytes(hash, Buffer.from(text), privateKey).toString('base64');

const json = '{ "a": "é", "b": [1, 2] }';
const post = (headers: HeaderPair[], body: string): SignedRequest => ({
  method: 'POST',
  url: 'https://hooks.example.com/v1/pay?x=1',
  headers,
  body: Buffer.from(body),
});

const base64url = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
function token(claims: object, alg = 'RS256'): string {
  const text = `${base64url({ alg, kid: '1' })}.${base64url(claims)}`;
  return `${text}.${signBytes('sha256', Buffer.from(text), privateKey).toString('base64url')}`;
}
const claims = {
  iss: 'https://accounts.google.com',
  aud: 'https://hooks.example.com',
  email: 'a@b.c',
  email_verified: true,
  exp: now / 1000 + 60,
};
const bearer = (more: object, alg?: string): SignedRequest =>
  post([['Authorization', `Bearer ${token({ ...claims, ...more }, alg)}`]], json);

const minified = createHash('sha256')
  .update(JSON.stringify(JSON.parse(json)))
  .digest('hex');
const requests: Readonly<Record<string, SignedRequest>> = {
  kick: post(
    [
      ['Kick-Event-Message-Id', '01J'],
      ['Kick-Event-Message-Timestamp', '2026-11-22T05:59:59Z'],
      ['Kick-Event-Signature', rsa(`01J.2026-11-22T05:59:59Z.${json}`)],
    ],
    json,
  ),
  'midtrans-snap': post(
    [
      ['X-Timestamp', '2026-11-22T05:59:59+07:00'],
      ['X-Signature', rsa(`POST:/v1/pay?x=1:${minified}:2026-11-22T05:59:59+07:00`)],
    ],
    json,
  ),
  'paddle-classic': post(
    [['Content-Type', 'application/x-www-form-urlencoded']],
    `b=2&a=%C3%A9&p_signature=${encodeURIComponent(rsa('a:2:{s:1:"a";s:2:"é";s:1:"b";s:1:"2";}', 'sha1'))}`,
  ),
  'google-oidc': bearer({}),
};
const settings = (id: string): Settings => ({
  secrets: [pem],
  values: id === 'google-oidc' ? { audience: 'https://hooks.example.com', email: 'a@b.c' } : {},
  toleranceSeconds: null,
});

const asymmetricIds = Object.keys(requests);

const check = (
  id: string,
  request: SignedRequest,
  use = settings(id),
  at = now,
): ReturnType<typeof verify> => {
  const provider = providerOf(id);
  if (!provider) throw new Error(id);
  return verify(provider, use, request, at);
};

describe('public keys without vectors', () => {
  it.each(Object.entries(requests))('verify what the private key signed: %s', (id, request) => {
    expect(check(id, request)).toMatchObject({ status: 'valid', secret: 0 });
    const other = generateKeyPairSync('rsa', { modulusLength: 2048 })
      .publicKey.export({ type: 'spki', format: 'pem' })
      .toString();
    expect(check(id, request, { ...settings(id), secrets: [other] }).status).toBe('invalid');
    expect(check(id, request, { ...settings(id), secrets: [other, pem] })).toMatchObject({
      status: 'valid',
      secret: 1,
    });
    const elliptic = generateKeyPairSync('ed25519')
      .publicKey.export({ type: 'spki', format: 'pem' })
      .toString();
    expect(check(id, request, { ...settings(id), secrets: [elliptic] })).toMatchObject({
      status: 'no_secret',
      code: 'key_type',
    });
  });

  it.each(asymmetricIds.filter((id) => id !== 'google-oidc' && id !== 'paddle-classic'))(
    'find a body with a newline added: %s',
    (id) => {
      const provider = providerOf(id);
      const request = requests[id];
      if (!provider || !request) throw new Error(id);
      const added = { ...request, body: Buffer.from(id === 'midtrans-snap' ? '' : `${json}\n`) };
      const { cause } = diagnose({
        provider,
        settings: settings(id),
        request: added,
        nowMs: now,
        others: [],
        budgetMs: 1000,
      });
      expect(cause?.code).toBe(id === 'midtrans-snap' ? 'bad_json' : 'body_newline_added');
    },
  );

  it('find a newline added to a form: paddle-classic', () => {
    const provider = providerOf('paddle-classic');
    const request = requests['paddle-classic'];
    if (!provider || !request) throw new Error('paddle-classic');
    const body = Buffer.from(Buffer.from(request.body).toString().replace('b=2', 'b=2%0A'));
    const { cause } = diagnose({
      provider,
      settings: settings('paddle-classic'),
      request: { ...request, body },
      nowMs: now,
      others: [],
      budgetMs: 1000,
    });
    expect(cause?.code).toBe('unknown');
  });

  it('refuse a Google token for another audience or sender, one that is over, and one of another algorithm', () => {
    expect(check('google-oidc', bearer({ aud: 'https://other' }))).toMatchObject({
      status: 'invalid',
      code: 'claim',
    });
    expect(check('google-oidc', bearer({ iss: 'https://evil' }))).toMatchObject({
      status: 'invalid',
      code: 'claim',
    });
    expect(check('google-oidc', bearer({ email_verified: false }))).toMatchObject({
      status: 'invalid',
      code: 'claim',
    });
    expect(check('google-oidc', bearer({ exp: now / 1000 }))).toMatchObject({
      status: 'expired',
      code: 'token_over',
    });
    expect(check('google-oidc', bearer({}, 'none'))).toMatchObject({
      status: 'malformed',
      code: 'token_algorithm',
    });
    expect(check('google-oidc', bearer({}, 'HS256'))).toMatchObject({
      status: 'malformed',
      code: 'token_algorithm',
    });
    expect(check('google-oidc', bearer({}), { ...settings('x') })).toMatchObject({
      status: 'no_secret',
      code: 'setting_missing',
    });
  });

  it('explain a claim that is wrong as the cause', () => {
    const provider = providerOf('google-oidc');
    expect(
      provider &&
        diagnose({
          provider,
          settings: settings('google-oidc'),
          request: bearer({ aud: 'https://other' }),
          nowMs: now,
          others: [],
          budgetMs: 1000,
        }).cause?.code,
    ).toBe('claim');
  });
});
