import { createHmac, generateKeyPairSync, sign } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type {
  ApiError,
  Bin,
  CapturedRequest,
  HeaderPair,
  NewVerification,
  Provider,
} from '../../server/contract.ts';
import { startServer, temporaryFolder, type TestServer } from '../support/server.ts';
import { verifying } from '../support/signed.ts';

interface Handshake {
  provider: string;
  request: { method: string; url: string; headers: HeaderPair[]; body: string };
  secret?: string;
  publicKey?: string;
  verifyToken?: string;
  response: { status: number; headers?: HeaderPair[]; body?: string; json?: object };
}

const handshakes = JSON.parse(
  readFileSync(new URL('../signatures/handshakes.json', import.meta.url), 'utf8'),
) as readonly Handshake[];
const ids: Readonly<Record<string, string>> = { 'monday.com': 'monday' };
// When the signed ones among them were signed.
const then = 1_767_225_600_000;
const q = (text: string): string => `q=${encodeURIComponent(text)}`;
const start = (...flags: string[]) => startServer(flags, {}, { now: () => then });

const answering = (one: Partial<Handshake> & { provider: string }): NewVerification => ({
  provider: ids[one.provider] ?? one.provider,
  handshake: true,
  secrets: [one.secret ?? one.publicKey ?? []].flat().map((text) => ({ text })),
  values: one.verifyToken === undefined ? {} : { verifyToken: one.verifyToken },
});

const byId = (id: string): Handshake => {
  const found = handshakes.find(({ provider }) => provider === id);
  if (!found) throw new Error(`no handshake of ${id}`);
  return found;
};

/** Sends the request of a handshake to a bin. */
function shake(
  server: TestServer,
  bin: string,
  { request }: Handshake,
  more: Partial<Handshake['request']> = {},
) {
  const { method, url, headers, body } = { ...request, ...more };
  return server.send(bin, {
    method,
    path: new URL(url).search,
    headers,
    ...(body === '' ? {} : { body }),
  });
}

describe('a bin that answers handshakes', () => {
  it.each(handshakes.map((one) => [one.provider, one] as const))(
    'gives %s what its documentation asks for, and shows it as a handshake',
    async (_, one) => {
      const server = await start();
      const { provider } = answering(one);
      await verifying(server, 'a', answering(one));
      const isSns = provider === 'aws-sns';
      const answer = await shake(
        server,
        'a',
        one,
        isSns ? { body: '{"Type":"SubscriptionConfirmation"}' } : {},
      );
      const text = await answer.text();
      expect(answer.status).toBe(one.response.status);
      for (const [name, value] of one.response.headers ?? []) expect(answer.headers.get(name)).toBe(value);
      expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
      expect(answer.headers.get('content-security-policy')).toBe("sandbox; default-src 'none'");
      if (one.response.json) expect(JSON.parse(text)).toEqual(one.response.json);
      else expect(text).toBe(one.response.body ?? '');

      const { items } = await server.page('a', q('is:handshake'));
      expect(items).toMatchObject([{ seq: 1, handshake: provider, status: answer.status }]);
      const { response, ...request } = await server.request('a');
      expect(request).toMatchObject({ handshake: provider, method: one.request.method });
      expect(response).toMatchObject({ status: answer.status, rule: null });
      if (one.request.method !== 'HEAD') expect(response.body).toBe(text);
      const own = [...answer.headers].filter(
        ([name]) => !/^(?:connection|keep-alive|date|content-length)$/.test(name),
      );
      const told = response.headers.map(([name, value]) => [name.toLowerCase(), value]);
      expect(told).toHaveLength(own.length);
      expect(told).toEqual(expect.arrayContaining(own));
    },
  );

  it('answers the OPTIONS of CloudEvents with the origin and the rate that were asked for', async () => {
    const server = await start();
    // Of a sender that signs nothing the switch is on unless it is said to be off.
    await verifying(server, 'a', { provider: 'cloudevents', secrets: [] });
    const headers = { 'WebHook-Request-Origin': 'eventemitter.example.com', 'WebHook-Request-Rate': '120' };
    const answer = await server.send('a', { method: 'OPTIONS', headers });
    expect({ status: answer.status, text: await answer.text() }).toEqual({ status: 200, text: '' });
    expect(answer.headers.get('webhook-allowed-origin')).toBe('eventemitter.example.com');
    expect(answer.headers.get('webhook-allowed-rate')).toBe('120');
    expect(await server.request('a')).toMatchObject({ handshake: 'cloudevents', method: 'OPTIONS' });
  });

  it('does so before it refuses what is not valid, and only for the provider that it is set up for', async () => {
    const server = await start();
    await verifying(
      server,
      'a',
      { ...answering({ provider: 'slack', secret: 'slack-secret' }), mode: 'reject' },
      { ...answering({ provider: 'asana', secret: 'asana-secret' }), mode: 'reject', status: 403 },
    );
    expect((await shake(server, 'a', byId('slack'))).status).toBe(200);
    expect((await shake(server, 'a', byId('asana'))).headers.get('x-hook-secret')).toMatch(/^b5372/);
    for (const other of ['dropbox', 'microsoft-graph', 'monday.com']) {
      const answer = await shake(server, 'a', byId(other));
      expect(answer.status).toBe(401);
      expect(await answer.text()).not.toContain('abc');
    }
    const { items } = await server.page('a', q('-is:handshake'));
    expect(items.map(({ seq, handshake }) => [seq, handshake])).toEqual([[5, null], [4, null], [3, null]]); // prettier-ignore
  });

  it('does so before its own answers, faults too', async () => {
    const server = await start();
    await verifying(server, 'a', answering({ provider: 'dropbox' }));
    const response = { rules: [{ match: { methods: ['GET'] }, fault: 'reset' }], status: 503 };
    const { status } = await server.api('/api/bins/a', { method: 'PATCH', json: { response } });
    expect(status).toBe(200);
    expect(await (await shake(server, 'a', byId('dropbox'))).text()).toBe('abc123');
    expect((await server.send('a', { body: 'an event' })).status).toBe(503);
    expect(await server.request('a', 1)).toMatchObject({
      status: 200,
      fault: null,
      response: { scripted: false },
    });
  });

  it('is switched off unless somebody switched it on, through a restart', async () => {
    const folder = await temporaryFolder();
    const first = await start('--data', folder);
    await verifying(first, 'off', { provider: 'dropbox', secrets: [] });
    await verifying(first, 'on', answering({ provider: 'dropbox' }));
    expect((await first.bin('off')).verification[0]?.handshake).toBe(false);
    await first.close();
    const again = await start('--data', folder);
    expect(await (await shake(again, 'off', byId('dropbox'))).text()).toContain('"ok":true');
    expect(await (await shake(again, 'on', byId('dropbox'))).text()).toBe('abc123');
    expect((await again.request('off')).handshake).toBeNull();
    const { url } = await again.bin('on');
    await again.api('/api/bins/on', { method: 'PATCH', json: { paused: true } });
    expect((await fetch(`${url}?challenge=abc123`)).status).toBe(503);
  });

  it('gives 401 to the bad signatures that Discord sends on purpose, and 204 without a body to its events', async () => {
    const server = await start();
    const discord = byId('discord');
    await verifying(server, 'a', answering(discord));
    const forged = await shake(server, 'a', discord, { body: `${discord.request.body} ` });
    expect({ status: forged.status, text: await forged.text() }).toEqual({
      status: 401,
      text: 'invalid request signature',
    });
    expect(await server.request('a')).toMatchObject({
      status: 401,
      signature: 'invalid',
      handshake: 'discord',
    });
    const { publicKey, privateKey } = generateKeyPairSync('ed25519');
    const hex = Buffer.from(String(publicKey.export({ format: 'jwk' })['x']), 'base64url').toString('hex');
    await verifying(server, 'b', answering({ provider: 'discord', publicKey: hex }));
    const [at, body] = [String(then / 1000), '{"type":0}'];
    const headers = {
      'x-signature-timestamp': at,
      'x-signature-ed25519': sign(null, Buffer.from(at + body), privateKey).toString('hex'),
    };
    const event = await server.send('b', { headers, body });
    expect({ status: event.status, length: event.headers.get('content-length') }).toEqual({
      status: 204,
      length: null,
    });
    expect(await server.request('b')).toMatchObject({
      status: 204,
      signature: 'valid',
      handshake: 'discord',
    });
  });

  it('echoes nothing that is long or no text, and keeps the request all the same', async () => {
    const server = await start();
    await verifying(server, 'a', answering({ provider: 'slack' }), answering({ provider: 'dropbox' }));
    const challenge = (value: unknown) =>
      server.send('a', {
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ type: 'url_verification', challenge: value }),
      });
    const script = await challenge('<script>alert(1)</script>');
    expect(script.headers.get('content-type')).toBe('text/plain');
    for (const value of ['x'.repeat(1025), { a: 1 }, '', null, 'x'.repeat(400_000)])
      expect(await (await challenge(value)).text()).toContain('"ok":true');
    const long = await server.send('a', { method: 'GET', path: `?challenge=${'x'.repeat(1025)}` });
    expect(await long.text()).toContain('"ok":true');
    expect((await server.bin('a')).requests).toBe(7);
    expect((await server.page('a', q('is:handshake'))).items.map(({ seq }) => seq)).toEqual([1]);
  });

  it('signs nothing that could be an event of the provider', async () => {
    const server = await start();
    const secrets = [{ text: 'a-secret' }];
    await verifying(server, 'a', { provider: 'zoom', secrets, handshake: true, mode: 'reject' });
    await verifying(server, 'b', { provider: 'x-twitter', secrets, handshake: true });
    const signed = `v0:${then / 1000}:{"event":"forged"}`;
    const event = { event: 'endpoint.url_validation', payload: { plainToken: signed } };
    const asked = await server.send('a', { body: JSON.stringify(event) });
    expect({ status: asked.status, text: await asked.text() }).toMatchObject({
      status: 401,
      text: expect.not.stringContaining('encryptedToken') as string,
    });
    const crc = (token: string) =>
      server.send('b', { method: 'GET', path: `?crc_token=${encodeURIComponent(token)}` });
    expect(await (await crc('{"for_user_id":"1"}')).text()).not.toContain('response_token');
    expect(await (await crc('bWFkZSBvZiB0aGlz+/=')).text()).toContain('response_token');
  });

  it('is on the live stream, in the counts, the exports and the values as in the list', async () => {
    const server = await start();
    await verifying(server, 'a', answering({ provider: 'trello' }));
    const live = await server.live('a', q('is:handshake'));
    await server.send('a', { body: 'an event' });
    await server.send('a', { method: 'HEAD' });
    expect((await live.nextOf('captured')).request).toMatchObject({ seq: 2, handshake: 'trello' });
    const facets = await server.api<{ matching: number }>(`/api/bins/a/facets?${q('is:handshake')}`);
    expect(facets.body.matching).toBe(1);
    const values = await server.api<{ items: { value: string }[] }>('/api/bins/a/values?field=is');
    expect(values.body.items.map(({ value }) => value)).toContain('handshake');
    const line = await server.api(`/api/bins/a/export/ndjson?${q('is:handshake')}`);
    expect(line.body).toMatchObject({ seq: 2, handshake: 'trello', handshakeNext: null });
    await server.api('/api/bins', { method: 'POST', json: { id: 'other' } });
    const bodyText = `${JSON.stringify(line.body)}\n`;
    const headers = { 'content-type': 'application/x-ndjson' };
    const imported = await server.api('/api/bins/other/import', { method: 'POST', headers, body: bodyText });
    expect(imported.body).toEqual({ imported: 1, problems: [] });
    const [here, there] = [await server.request('a', 2), await server.request('other', 1)];
    const withoutSeq = ({ response }: CapturedRequest) => ({
      ...response,
      headers: response.headers.filter(([name]) => name !== 'hookglass-seq'),
    });
    expect(there.handshake).toBe('trello');
    expect(withoutSeq(there)).toEqual(withoutSeq(here));
    const csv = await server.api<string>('/api/bins/a/export/csv');
    expect(csv.body.split('\r\n').filter((line) => line.includes('trello'))).toHaveLength(1);
  });
});

describe('what a handshake leaves to do', () => {
  const keep = (server: TestServer, seq: number | 'latest' = 'latest') =>
    server.api<CapturedRequest & ApiError>(`/api/bins/a/requests/${seq}/keep-secret`, { method: 'POST' });
  const hints = async (server: TestServer): Promise<string[]> =>
    ((await server.bin('a')).verification[0]?.secrets ?? []).map(({ hint }) => hint);

  it('is to keep the secret that came with it: then what was checked without it is checked anew', async () => {
    const server = await start();
    await verifying(server, 'a', answering({ provider: 'asana' }));
    const key = 'b537207f20cbfa02357cf448134da559e8bd39d61597dcd5631b8012eae53e81';
    await shake(server, 'a', byId('asana'));
    const event = '{"events":[]}';
    const signature = createHmac('sha256', key).update(event).digest('hex');
    await server.send('a', { headers: { 'x-hook-signature': signature }, body: event });
    expect(await server.request('a')).toMatchObject({ signature: 'no_secret', handshakeNext: null });
    expect((await server.request('a', 1)).handshakeNext).toEqual({ kind: 'keep', value: key, done: false });
    expect(await hints(server)).toEqual([]);
    const kept = await keep(server, 1);
    expect(kept).toMatchObject({ status: 200, body: { handshakeNext: { kind: 'keep', done: true } } });
    expect((await keep(server, 1)).status).toBe(200);
    expect(await hints(server)).toEqual(['3e81']);
    await expect
      .poll(async () => (await server.request('a', 2)).signature, { timeout: 10_000 })
      .toBe('valid');
  });

  it('never replaces a secret: another webhook brings another one', async () => {
    const server = await start();
    await verifying(server, 'a', answering({ provider: 'notion', secret: 'secret_that-was-there-ABCD' }));
    const notion = byId('notion');
    await shake(server, 'a', notion);
    expect((await keep(server)).status).toBe(200);
    expect(await hints(server)).toEqual(['ABCD', notion.request.body.slice(-6, -2)]);
    for (let more = 0; more < 9; more += 1) {
      await shake(server, 'a', notion, { body: `{"verification_token":"another-secret-number-${more}"}` });
      expect((await keep(server)).status).toBe(more < 8 ? 200 : 409);
    }
    expect(await hints(server)).toHaveLength(10);
  });

  it('is nothing for other requests, nor for a bin that is not set up for the provider any more', async () => {
    const server = await start();
    await verifying(server, 'a', answering({ provider: 'asana' }));
    await server.send('a', { body: 'an event' });
    expect(await keep(server)).toMatchObject({ status: 409, body: { code: 'no_secret_to_keep' } });
    await shake(server, 'a', byId('asana'));
    await server.api('/api/bins/a', { method: 'PATCH', json: { verification: [] } });
    expect((await keep(server)).status).toBe(409);
    expect((await keep(server, 99)).status).toBe(404);
    expect(server.errors).toEqual([]);
  });

  it('is to visit the address of SNS, which is told only when its signature is right and its host is Amazon', async () => {
    const server = await start();
    const { publicKey, privateKey } = generateKeyPairSync('rsa', {
      modulusLength: 2048,
      publicKeyEncoding: { type: 'spki', format: 'pem' },
      privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    });
    const confirm = (url: string, by = privateKey): string => {
      const message = {
        Message: 'You have chosen to subscribe',
        MessageId: '1',
        SubscribeURL: url,
        Timestamp: new Date(then).toISOString(),
        Token: 't',
        TopicArn: 'arn:aws:sns:eu-west-1:1:topic',
        Type: 'SubscriptionConfirmation',
      };
      const text = Object.entries(message).map(([name, value]) => `${name}\n${value}\n`).join(''); // prettier-ignore
      const Signature = sign('sha256', Buffer.from(text), by).toString('base64');
      const SigningCertURL = 'https://sns.eu-west-1.amazonaws.com/a.pem';
      return JSON.stringify({ ...message, SignatureVersion: '2', Signature, SigningCertURL });
    };
    const other = generateKeyPairSync('rsa', {
      modulusLength: 2048,
      publicKeyEncoding: { type: 'spki', format: 'pem' },
      privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    }).privateKey;
    await verifying(server, 'a', answering({ provider: 'aws-sns', publicKey }));
    const url = 'https://sns.eu-west-1.amazonaws.com/?Action=ConfirmSubscription&Token=t';
    const next = async (body: string) => {
      expect((await server.send('a', { headers: { 'content-type': 'text/plain' }, body })).status).toBe(200);
      return (await server.request('a')).handshakeNext;
    };
    expect(await next(confirm(url))).toEqual({ kind: 'visit', value: url, done: false });
    expect(await next(confirm(url, other))).toBeNull();
    expect(await next(confirm('https://sns.eu-west-1.amazonaws.com.evil.example/'))).toBeNull();
    expect(await next(confirm('http://169.254.169.254/latest/meta-data/'))).toBeNull();
    expect((await server.page('a', q('is:handshake'))).items).toHaveLength(4);
  });
});

it('GET /api/providers says who begins with a handshake, and of whom nothing else is checked', async () => {
  const server = await start();
  const { items } = (await server.api<{ items: Provider[] }>('/api/providers')).body;
  const known = items.filter(({ handshake }) => handshake).map(({ id }) => id);
  expect(known).toEqual(expect.arrayContaining(handshakes.map(({ provider }) => ids[provider] ?? provider)));
  expect(items.filter(({ signs }) => !signs).map(({ id }) => id)).toEqual([
    'cloudevents',
    'monday',
    'x-twitter',
  ]);
  expect(items.find(({ id }) => id === 'stripe')).toMatchObject({ signs: true, handshake: false });
  expect(items.find(({ id }) => id === 'x-twitter')?.fields).toMatchObject([{ kind: 'secret' }]);
  const bin = (await server.api<Bin>('/api/bins', { method: 'POST', json: { id: 'x' } })).body;
  expect(bin.verification).toEqual([]);
});
