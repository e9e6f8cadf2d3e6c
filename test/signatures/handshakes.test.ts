import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { HeaderPair } from '../../server/contract.ts';
import { answerHandshake, handshakeIds } from '../../server/signatures/handshakes.ts';
import type { Settings, SignedRequest } from '../../server/signatures/signature.ts';
import { requestOf, settingsOf, validVector } from './vectors.ts';

interface Handshake {
  provider: string;
  request: { method: string; url: string; headers: HeaderPair[]; body: string };
  secret?: string;
  publicKey?: string;
  verifyToken?: string;
  response: { status: number; headers?: HeaderPair[]; body?: string; json?: object };
}

const handshakes = JSON.parse(
  readFileSync(new URL('handshakes.json', import.meta.url), 'utf8'),
) as readonly Handshake[];
const ids: Readonly<Record<string, string>> = { 'monday.com': 'monday' };
const now = 1_767_225_600_000;

const settings = ({ secret, publicKey, verifyToken }: Partial<Handshake>): Settings => ({
  secrets: [secret ?? publicKey ?? []].flat(),
  values: verifyToken ? { verifyToken } : {},
  toleranceSeconds: null,
});
const request = (
  method: string,
  url: string,
  headers: HeaderPair[] = [],
  body: string | object = '',
): SignedRequest => ({
  method,
  url,
  headers,
  body: Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)),
});
const none = settings({});
const url = 'https://hooks.example.com/in/a';
const ask = (id: string, asked: SignedRequest, use = none): ReturnType<typeof answerHandshake> =>
  answerHandshake(id, use, asked, now);
const snsBody = '{"Type":"SubscriptionConfirmation","SubscribeURL":"https://sns.eu-west-1.amazonaws.com/?x"}';

describe('handshakes', () => {
  it.each(handshakes.map((one) => [one.provider, one] as const))(
    'answer %s as its documentation asks',
    (_, one) => {
      const { method, headers, body } = one.request;
      const text = one.provider === 'aws-sns' ? snsBody : body;
      const answer = ask(
        ids[one.provider] ?? one.provider,
        request(method, one.request.url, headers, text),
        settings(one),
      );
      expect(answer?.status).toBe(one.response.status);
      expect(answer?.headers).toEqual(expect.arrayContaining(one.response.headers ?? []));
      expect(answer?.headers).toContainEqual(['X-Content-Type-Options', 'nosniff']);
      if (one.response.json) expect(JSON.parse(answer?.body ?? '')).toEqual(one.response.json);
      else expect(answer?.body).toBe(one.response.body ?? '');
    },
  );

  it('answer the OPTIONS of CloudEvents with the origin and the rate that were asked for', () => {
    const headers: HeaderPair[] = [
      ['WebHook-Request-Origin', 'eventemitter.example.com'],
      ['WebHook-Request-Rate', '120'],
    ];
    expect(ask('cloudevents', request('OPTIONS', url, headers))?.headers).toEqual(
      expect.arrayContaining([
        ['WebHook-Allowed-Origin', 'eventemitter.example.com'],
        ['WebHook-Allowed-Rate', '120'],
      ]),
    );
    expect(
      ask('cloudevents', request('OPTIONS', url, [['WebHook-Request-Origin', 'a\r\nSet-Cookie: x']])),
    ).toBeNull();
  });

  it('are not mistaken for other requests', () => {
    const event = requestOf(validVector('stripe'));
    for (const id of handshakeIds) expect(ask(id, event)).toBeNull();
    expect(ask('stripe', event)).toBeNull();
    expect(ask('constructor', event)).toBeNull();
  });

  it('echo no more than a kilobyte, and only text', () => {
    const long = 'x'.repeat(1025);
    expect(ask('slack', request('POST', url, [], { type: 'url_verification', challenge: long }))).toBeNull();
    expect(ask('dropbox', request('GET', `${url}?challenge=${long}`))).toBeNull();
    expect(ask('microsoft-graph', request('POST', `${url}?validationToken=${long}`))).toBeNull();
    expect(ask('asana', request('POST', url, [['X-Hook-Secret', 'a\nb']]))).toBeNull();
    expect(
      ask('slack', request('POST', url, [], { type: 'url_verification', challenge: '<script>' }))?.headers,
    ).toContainEqual(['Content-Type', 'text/plain']);
    expect(
      ask('slack', request('POST', url, [], { type: 'url_verification', challenge: { a: 1 } })),
    ).toBeNull();
  });

  it('refuse what is signed by someone else', () => {
    const [zoom] = handshakes.filter(({ provider }) => provider === 'zoom');
    const asked = zoom && request('POST', url, zoom.request.headers, zoom.request.body);
    expect(asked && ask('zoom', asked, settings({ secret: 'another' }))).toBeNull();
    expect(asked && ask('zoom', asked, none)).toBeNull();
    const [discord] = handshakes.filter(({ provider }) => provider === 'discord');
    const forged = discord && request('POST', url, discord.request.headers, `${discord.request.body} `);
    expect(forged && discord && ask('discord', forged, settings(discord))?.status).toBe(401);
    const [meta] = handshakes.filter(({ provider }) => provider === 'meta');
    const subscribe = meta && request('GET', meta.request.url);
    expect(subscribe && ask('meta', subscribe, settings({ verifyToken: 'other' }))?.status).toBe(403);
    expect(subscribe && ask('meta', subscribe, none)).toBeNull();
  });

  it('say what is left to do: a secret to keep, or an address to visit once its signature is proven', () => {
    expect(ask('notion', request('POST', url, [], { verification_token: 'secret_1' }))?.next).toEqual({
      kind: 'keep',
      secret: 'secret_1',
    });
    expect(ask('asana', request('POST', url, [['X-Hook-Secret', 'abc']]))?.next).toEqual({
      kind: 'keep',
      secret: 'abc',
    });
    const sns = validVector('aws-sns');
    expect(ask('aws-sns', request('POST', url, [], snsBody), settingsOf(sns))?.next).toBeNull();
  });
});
