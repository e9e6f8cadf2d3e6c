import { describe, expect, it } from 'vitest';
import type { HeaderPair } from '../../server/contract.ts';
import { diagnose } from '../../server/signatures/diagnose.ts';
import { providers, providerOf, recognised } from '../../server/signatures/providers.ts';
import { sign } from '../../server/signatures/sign.ts';
import type { Settings, SignatureProvider, SignedRequest } from '../../server/signatures/signature.ts';
import { verify } from '../../server/signatures/verify.ts';
import { providerFor, requestOf, settingsOf, validVector, vectors } from './vectors.ts';

const now = 1_767_225_600_000;
const statuses = ['invalid', 'expired', 'unsigned', 'no_secret', 'malformed'];
const stripe = requestOf(validVector('stripe'));
const secret = validVector('stripe').secret ?? '';
const settings = (...secrets: string[]): Settings => ({ secrets, values: {}, toleranceSeconds: null });

const must = (id: string): SignatureProvider => {
  const provider = providerOf(id);
  if (!provider) throw new Error(id);
  return provider;
};
const withHeaders = (request: SignedRequest, headers: readonly HeaderPair[]): SignedRequest => ({
  ...request,
  headers,
});
const signedBy = (header: string, ...secrets: string[]): ReturnType<typeof verify> =>
  verify(
    must('stripe'),
    settings(...(secrets.length > 0 ? secrets : [secret])),
    withHeaders(stripe, [['Stripe-Signature', header]]),
    now,
  );
const good = stripe.headers.find(([name]) => name === 'Stripe-Signature')?.[1] ?? '';

describe('a verdict', () => {
  it('says why each time: the header', () => {
    expect(verify(must('stripe'), settings(secret), withHeaders(stripe, []), now)).toMatchObject({
      status: 'unsigned',
      code: 'no_signature_header',
    });
    expect(signedBy('')).toMatchObject({ status: 'malformed', code: 'no_pair' });
    expect(signedBy('t=1767225600')).toMatchObject({
      status: 'malformed',
      code: 'no_pair',
      values: { key: 'v1' },
    });
    expect(signedBy(good.replace('t=', 'x='))).toMatchObject({
      status: 'malformed',
      code: 'no_pair',
      values: { key: 't' },
    });
    expect(signedBy(`t=1,${good}`)).toMatchObject({ status: 'malformed', code: 'repeated_pair' });
    expect(signedBy('x'.repeat(1_000_000))).toMatchObject({
      status: 'malformed',
      code: 'signature_too_long',
    });
    expect(signedBy(`t=1767225600,v1=${'a'.repeat(10_000)}`).status).toBe('invalid');
    expect(signedBy(`${good}${',v1=00'.repeat(33)}`)).toMatchObject({
      status: 'malformed',
      code: 'too_many_signatures',
    });
    expect(
      verify(
        must('stripe'),
        settings(secret),
        withHeaders(stripe, [
          ['Stripe-Signature', good],
          ['stripe-signature', good],
        ]),
        now,
      ),
    ).toMatchObject({ status: 'malformed', code: 'repeated_header' });
  });

  it('says why each time: the timestamp', () => {
    for (const time of ['abc', '-1', '1e9', '1767225600.5', '９', '99999999999999999999', ' ', '0x10', 'NaN'])
      expect(signedBy(good.replace('1767225600', time)), time).toMatchObject({
        status: 'malformed',
        code: 'bad_timestamp',
      });
    expect(signedBy(good.replace('1767225600', '0')).status).toBe('invalid');
    expect(signedBy(good.replace('1767225600', '999999999999999'))).toMatchObject({ status: 'invalid' });
  });

  it('counts the tolerance as the vendor does, the limit itself being in time', () => {
    const at = (id: string, scheme: string, offset: number): string => {
      const vector = validVector(scheme);
      return verify(must(id), settingsOf(vector), requestOf(vector), now + offset).status;
    };
    expect([
      at('stripe', 'stripe', 300_999),
      at('stripe', 'stripe', 301_000),
      at('stripe', 'stripe', -9e9),
    ]).toEqual(['valid', 'expired', 'valid']);
    expect([at('svix', 'svix', 300_999), at('svix', 'svix', -300_000), at('svix', 'svix', -301_000)]).toEqual(
      ['valid', 'valid', 'expired'],
    );
    expect([at('paddle', 'paddle', 5999), at('paddle', 'paddle', 6000)]).toEqual(['valid', 'expired']);
    expect([at('plaid', 'plaid', 300_000), at('plaid', 'plaid', 301_000)]).toEqual(['valid', 'expired']);
    expect([at('zoom', 'zoom', 9e12), at('github', 'github-sha256', 9e12)]).toEqual(['valid', 'valid']);
    const vector = validVector('stripe');
    expect(
      verify(
        must('stripe'),
        { ...settingsOf(vector), toleranceSeconds: 10 },
        requestOf(vector),
        now + 11_000,
      ),
    ).toMatchObject({
      status: 'expired',
      values: { seconds: 11, tolerance: 10 },
      secret: 0,
      steps: { timestamp: { driftMs: 11_000, toleranceMs: 10_000, ok: false }, compare: { ok: true } },
    });
  });

  it('says why each time: the secret', () => {
    expect(verify(must('stripe'), settings(), stripe, now)).toMatchObject({
      status: 'no_secret',
      code: 'no_secret',
      steps: { content: [{ part: 'timestamp' }, { part: 'text' }, { part: 'body' }] },
    });
    expect(signedBy(good, 'wrong')).toMatchObject({ status: 'invalid', code: 'no_match', secret: null });
    expect(signedBy(good, '')).toMatchObject({ status: 'no_secret', code: 'secret_empty' });
    const svix = validVector('svix');
    const by = (...secrets: string[]): object =>
      verify(must('svix'), settings(...secrets), requestOf(svix), now);
    expect(by('sk_live_!!')).toMatchObject({ status: 'no_secret', code: 'secret_not_encoded' });
    expect(by('x'.repeat(100_000))).toMatchObject({ status: 'no_secret', code: 'secret_too_long' });
    expect(by('!!', 'whsec_AAAA', svix.secret ?? '')).toMatchObject({ status: 'valid', secret: 2 });
    const discord = validVector('discord');
    for (const key of [
      '',
      'abc',
      '-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----',
      '-----BEGIN CERTIFICATE-----',
      '{"kty":"oct","k":"AAAA"}',
      '{',
      '{"keys":[]}',
      '00'.repeat(32) + '0',
    ])
      expect(verify(must('discord'), settings(key), requestOf(discord), now), key).toMatchObject({
        status: 'no_secret',
        code: 'key_unreadable',
      });
    const pem = validVector('aws-sns').certificatePem ?? '';
    expect(verify(must('discord'), settings(pem), requestOf(discord), now)).toMatchObject({
      status: 'no_secret',
      code: 'key_type',
      values: { type: 'rsa' },
    });
  });

  it('takes any of several signatures, and none of another version', () => {
    expect(signedBy(good.replace('v1=', 'v1=00,v1=')).status).toBe('valid');
    expect(signedBy(good.replace('v1=', 'v0='))).toMatchObject({ status: 'malformed' });
    const svix = validVector('svix');
    const by = (change: (text: string) => string): string =>
      verify(
        must('svix'),
        settingsOf(svix),
        withHeaders(
          requestOf(svix),
          svix.headers.map(([name, text]) => [name, name === 'svix-signature' ? change(text) : text]),
        ),
        now,
      ).status;
    expect(by((text) => `v1,AAAA ${text}`)).toBe('valid');
    expect(by((text) => text.replace('v1,', 'v1a,'))).toBe('malformed');
    expect(by((text) => text.replace(/=$/, ''))).toBe('invalid');
    const docusign = validVector('docusign');
    const numbered: HeaderPair[] = [
      ['X-DocuSign-Signature-1', 'AAAA'],
      ...docusign.headers.map(([name, text]): HeaderPair => [name.replace('-1', '-2'), text]),
    ];
    expect(
      verify(must('docusign'), settingsOf(docusign), withHeaders(requestOf(docusign), numbered), now).status,
    ).toBe('valid');
  });

  it('names the step that failed', () => {
    const failed = (scheme: string, name: string): unknown => {
      const vector = vectors.find((one) => one.scheme === scheme && one.name.includes(name));
      return vector && verify(providerFor(vector), settingsOf(vector), requestOf(vector), now).failed;
    };
    expect([failed('stripe', 'valid'), failed('stripe', 'tampered'), failed('plaid', 'tampered')]).toEqual([
      null,
      'compare',
      'claims',
    ]);
    expect([
      signedBy('x').failed,
      signedBy(good.replace('1767225600', 'x')).failed,
      signedBy(good, '').failed,
    ]).toEqual(['header', 'timestamp', 'compute']);
    expect(
      verify(must('square'), settings('a'), { ...requestOf(validVector('square')), url: null }, now).failed,
    ).toBe('content');
  });

  it('shows the steps: header, exact bytes, expected and received', () => {
    const { steps } = signedBy(good, 'wrong');
    expect(steps.header).toMatchObject({
      header: 'Stripe-Signature',
      parts: [{ label: 't', value: '1767225600' }, { label: 'v1' }],
    });
    expect(Buffer.concat((steps.content ?? []).map(({ bytes }) => bytes)).toString()).toBe(
      `1767225600.${Buffer.from(stripe.body).toString()}`,
    );
    expect(steps.compute).toMatchObject({
      algorithm: 'hmac-sha256',
      secretForm: 'text',
      attempts: [{ secret: 0, matched: false }],
    });
    expect(steps.compare?.received).toEqual([good.split('v1=')[1]]);
    expect(steps.compare?.expected).toMatch(/^[0-9a-f]{64}$/);
  });

  it('compares every unit of a text, not only its low byte', () => {
    const vector = validVector('mailgun-json');
    const [low = ''] = /[0-9](?=[0-9a-f]*"})/.exec(Buffer.from(vector.bodyBase64, 'base64').toString()) ?? [];
    const twin = Buffer.from(vector.bodyBase64, 'base64')
      .toString()
      .replace(
        /("signature":"[0-9a-f]*?)\d/,
        (_, start: string) => start + String.fromCharCode(0x100 + low.charCodeAt(0)),
      );
    expect(
      verify(must('mailgun'), settingsOf(vector), { ...requestOf(vector), body: Buffer.from(twin) }, now)
        .status,
    ).toBe('invalid');
  });

  it('is not slow on a body made to be slow', () => {
    const vector = validVector('github-sha256');
    const bodies = [
      `{"a":${' '.repeat(900_000)}1}`,
      `[${'1234567890123456789, '.repeat(40_000)}1]`,
      `{"a":"${'\\\\'.repeat(200_000)}"}`,
      '[1,'.repeat(200_000),
      '='.repeat(900_000),
      '%'.repeat(900_000),
      '\n'.repeat(900_000),
    ];
    for (const body of bodies) {
      const started = performance.now();
      diagnose({
        provider: must('github'),
        settings: settings('x'),
        request: { ...requestOf(vector), body: Buffer.from(body) },
        nowMs: now,
        others: [],
        budgetMs: 100,
      });
      expect(performance.now() - started, body.slice(0, 20)).toBeLessThan(3000);
    }
  });

  it('never shows a token that is its own secret', () => {
    const vector = vectors.find(({ scheme, name }) => scheme === 'telegram' && name.includes('wrong'));
    const verdict = vector && verify(must('telegram'), settingsOf(vector), requestOf(vector), now);
    expect(verdict?.steps.compare?.expected).toBe('••••AZ09');
    expect(JSON.stringify(verdict)).not.toContain(vector?.secret);
  });

  it('takes the public URL that is set for the URL of the request', () => {
    const square = validVector('square');
    const by = (url: string, own: string | null): object =>
      verify(
        must('square'),
        { ...settingsOf(square), values: { url } },
        { ...requestOf(square), url: own },
        now,
      );
    expect(by('https://example.com', 'http://localhost:4665/webhook')).toMatchObject({ status: 'valid' });
    expect(by('https://example.com/webhook', null)).toMatchObject({ status: 'valid' });
    expect(by('nonsense', null)).toMatchObject({ status: 'malformed', code: 'url_unknown' });
    const trello = validVector('trello');
    expect(
      verify(
        must('trello'),
        { ...settingsOf(trello), values: { url: trello.url } },
        { ...requestOf(trello), url: 'http://x/y' },
        now,
      ).status,
    ).toBe('valid');
  });
});

describe('every provider', () => {
  const junk = [
    '',
    ' ',
    '=',
    ',',
    'v1',
    'v1,',
    't=,v1=',
    'sha256=',
    'a.b.c',
    'ey.ey.ey',
    '..',
    '\u00ff\u00fe',
    'v1,===',
    `t=${'9'.repeat(400)},v1=x`,
    `${Buffer.from('{"alg":"HS256"}').toString('base64url')}.bnVsbA.AA`,
    'x'.repeat(1_000_000),
    'v1,'.repeat(100_000),
    '\0',
  ];
  const jsonBodies = [
    '',
    'null',
    '[]',
    '{',
    '0',
    '"x"',
    '{"signature":null}',
    '{"signature":{"signature":1,"token":{},"timestamp":[]}}',
    '{"notificationItems":[{"NotificationRequestItem":null}]}',
    '{"notificationItems":{"0":{"NotificationRequestItem":{"additionalData":{"hmacSignature":"x"}}}}}',
    '{"value":[null,{"clientState":{}}]}',
    '{"__proto__":{"Signature":"x"}}',
    '{"Signature":"x","SignatureVersion":"9"}',
    `{"Signature":"${'x'.repeat(1_000_000)}","SignatureVersion":"1"}`,
    '{"webhookTimestamp":1e400}',
    '['.repeat(20_000),
    'p_signature=%&a[b]=%zz',
    '\xff\xfe\0',
  ];

  it.each(providers.map((provider) => [provider.id, provider] as const))(
    'gives hostile input a verdict with a reason: %s',
    (_, provider) => {
      const names = new Set(
        provider.schemes
          .flatMap(({ header, idHeader, time }) => [
            header.replace('#', '1'),
            idHeader ?? '',
            time?.header ?? '',
          ])
          .filter(Boolean),
      );
      for (const [at, text] of junk.entries())
        for (const headers of [
          [...names].map((name): HeaderPair => [name, text]),
          [...names].flatMap((name): HeaderPair[] => [
            [name, text],
            [name, text],
          ]),
        ]) {
          const body = Buffer.from(jsonBodies[at] ?? '', 'latin1');
          const verdict = verify(
            provider,
            {
              secrets: ['s', `-${text.slice(0, 100)}`],
              values: { url: text.slice(0, 99), header: 'x', webhookId: 'a' },
              toleranceSeconds: 5,
            },
            { method: 'POST', url: at % 2 ? null : 'http:// bad', headers, body },
            now,
          );
          expect(statuses).toContain(verdict.status);
          expect(verdict.reason).toMatch(/^[^{}]+$/);
          expect(() =>
            sign(provider, settings('s'), { method: '', url: text.slice(0, 99), headers, body }, now),
          ).not.toThrow();
          provider.recognises(headers);
        }
      for (const text of jsonBodies) {
        const request: SignedRequest = {
          method: 'POST',
          url: 'https://a/b',
          headers: [
            [
              'content-type',
              text.startsWith('p_') ? 'application/x-www-form-urlencoded' : 'application/json',
            ],
          ],
          body: Buffer.from(text, 'latin1'),
        };
        expect(statuses).toContain(verify(provider, settings('s'), request, now).status);
        expect(() =>
          diagnose({
            provider,
            settings: settings('s'),
            request,
            nowMs: now,
            others: [{ provider: 'x', secret: '' }],
            budgetMs: 20,
          }),
        ).not.toThrow();
      }
    },
  );

  it('is recognised by the headers of its own vectors, and by no other in front of it', () => {
    const inBody = new Set(['mailgun']);
    for (const vector of vectors.filter((one) => one.expect === 'valid')) {
      const provider = providerFor(vector);
      if (inBody.has(provider.id)) continue;
      expect(recognised(vector.headers)?.id, vector.scheme).toBe(provider.id);
    }
  });

  it('has an id and fields of its own, and says where its scheme comes from', () => {
    expect(new Set(providers.map(({ id }) => id)).size).toBe(providers.length);
    for (const { fields, source } of providers) {
      expect(fields.filter(({ kind }) => kind === 'secret' || kind === 'key')).toHaveLength(1);
      expect(source).not.toBe('');
    }
  });
});
