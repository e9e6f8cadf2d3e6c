/** What is sent as a test event, checked by the bin it goes to: every signed sample, every way to spoil it. */
import { createHmac } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Delivery, NewVerification, SampleSummary } from '../../../server/contract.ts';
import { samples } from '../../../server/samples/samples.ts';
import { launchServer, startServer, type TestServer } from '../../support/server.ts';

interface Sent {
  items: Delivery[];
  expected: ({ status: string; reason: string } | null)[];
  notes: string[];
  message?: string;
  field?: string;
}

const post = (json: unknown) => ({ method: 'POST', json });
const send = async (server: TestServer, bin: string, json: object) =>
  (await server.api<Sent>(`/api/bins/${bin}/send`, post(json))).body;

/** The seq that the bin gave to what was delivered. */
const seqOf = ({ response }: Delivery): number =>
  Number(response?.headers.find(([name]) => name.toLowerCase() === 'hookglass-seq')?.[1]);

// One of each form that secrets have.
const secretOf: Readonly<Record<string, string>> = { gitlab: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw' };
const anySecret = 'a-secret-of-tests-5f1e';
// Signatures that cover no body: a shared token, or other fields.
const bodyless = new Set(['gitlab-token', 'telegram', 'xendit', 'mailgun']);
const timed = new Set(['stripe', 'slack', 'gitlab', 'linear']);

let server: TestServer;
const keys = new Map<string, string>();

/** A bin for each provider, with one secret, or the public half of a pair of keys. */
beforeAll(async () => {
  server = await launchServer();
  const { items } = (await server.api<{ items: SampleSummary[] }>('/api/samples')).body;
  for (const { signer, signedWith } of items) {
    if (signer === null || keys.has(signer)) continue;
    const pair =
      signedWith === 'key'
        ? (
            await server.api<{ privateKey: string; publicKey: string }>(
              `/api/providers/${signer}/key-pair`,
              post({}),
            )
          ).body
        : null;
    const text = pair?.publicKey ?? secretOf[signer] ?? anySecret;
    keys.set(signer, pair?.privateKey ?? '');
    const verification: NewVerification[] = [{ provider: signer, secrets: [{ text }] }];
    await server.api('/api/bins', post({ id: signer }));
    const answer = await server.api(`/api/bins/${signer}`, { method: 'PATCH', json: { verification } });
    expect(answer.status, signer).toBe(200);
  }
  return () => server.close();
});

const signed = samples.filter(({ signers }) => signers.length > 0);

describe('a signed sample', () => {
  it.each(
    signed.flatMap(({ id, signers: [signer = ''] }) =>
      ['valid', 'wrong-secret', 'old-timestamp', 'no-signature', 'tampered'].map(
        (variant) => [id, variant, signer] as const,
      ),
    ),
  )('%s, %s, gets the verdict that was promised', async (sample, variant, signer) => {
    const secret = keys.get(signer) || undefined;
    const sent = await send(server, signer, { sample, variant, secret });
    if (variant === 'old-timestamp' && !timed.has(signer)) {
      expect(sent).toMatchObject({ field: 'variant', message: expect.stringContaining('signs no time') });
      return;
    }
    expect(sent.message).toBeUndefined();
    const [delivery] = sent.items;
    const request = await server.request(signer, delivery ? seqOf(delivery) : 0);
    const wanted = {
      valid: 'valid',
      'wrong-secret': 'invalid',
      'old-timestamp': 'expired',
      'no-signature': 'unsigned',
      tampered: bodyless.has(signer) ? 'valid' : 'invalid',
    }[variant];
    if (variant === 'tampered')
      expect(sent.notes[0]?.includes('no receiver can notice')).toBe(bodyless.has(signer));
    expect([request.signature, sent.expected[0]?.status], request.verification[0]?.reason).toEqual([
      wanted,
      wanted,
    ]);
  });

  it.each([
    ['stripe', 'stripe-payment_intent.succeeded'],
    ['slack', 'slack-slash-command'],
    ['github', 'github-push'],
    ['shopify', 'shopify-orders-create'],
  ])('of %s is signed as its documentation says, worked out here anew', async (bin, sample) => {
    const { items } = await send(server, bin, { sample });
    const seq = items[0] ? seqOf(items[0]) : 0;
    const { headers } = await server.request(bin, seq);
    const body = await server.body(bin, seq);
    const of = (name: string) => headers.find(([one]) => one.toLowerCase() === name)?.[1] ?? '';
    const hmac = (hash: string, ...parts: (string | Buffer)[]) => {
      const made = createHmac(hash, anySecret);
      for (const part of parts) made.update(part);
      return made;
    };
    if (bin === 'stripe') {
      const [, time = '', v1] = /^t=(\d+),v1=(\w+)$/.exec(of('stripe-signature')) ?? [];
      expect(v1).toBe(hmac('sha256', `${time}.`, body).digest('hex'));
      expect(Math.abs(Number(time) - Date.now() / 1000)).toBeLessThan(60);
    } else if (bin === 'slack') {
      const time = of('x-slack-request-timestamp');
      expect(of('x-slack-signature')).toBe(`v0=${hmac('sha256', `v0:${time}:`, body).digest('hex')}`);
    } else if (bin === 'github') {
      expect(of('x-hub-signature-256')).toBe(`sha256=${hmac('sha256', body).digest('hex')}`);
      expect(of('x-hub-signature')).toBe(`sha1=${hmac('sha1', body).digest('hex')}`);
    } else expect(of('x-shopify-hmac-sha256')).toBe(hmac('sha256', body).digest('base64'));
  });
});

describe('every sample', () => {
  it.each(samples.map(({ id }) => [id] as const))('%s happens now, under names of its own', async (id) => {
    const sample = samples.find((one) => one.id === id);
    const bin = sample?.signers[0] ?? 'plain';
    await server.api('/api/bins', post({ id: 'plain' }));
    const secret = keys.get(bin) || undefined;
    const { items, message } = await send(server, bin, { sample: id, count: 2, secret });
    expect(message).toBeUndefined();
    const texts = await Promise.all(
      items.map(async (delivery) => {
        const { headers, path } = await server.request(bin, seqOf(delivery));
        const body = (await server.body(bin, seqOf(delivery))).toString('latin1');
        return { text: `${path}\n${JSON.stringify(headers)}\n${body}`, body, headers };
      }),
    );
    const [one, two] = texts;
    // The same text becomes the same everywhere, so as often as the sample has it.
    for (const name of sample?.ids ?? []) {
      const [kept = '', fresh = ''] = name.includes('|') ? name.split('|') : ['', name];
      expect(one?.text).not.toContain(kept + fresh);
    }
    if ((sample?.ids.length ?? 0) > 0) expect(one?.text).not.toBe(two?.text);
    expect(one?.text).not.toMatch(/\b17672255\d\d|\b17672256\d\d|2026-01-01T/);
    // Signing writes some bodies anew; all others keep every byte that is no id and no time.
    if (!/mailgun|aws-sns/.test(id)) expect(one?.body).toHaveLength(Buffer.from(sample?.body ?? '').length);
  });

  it('keeps ids equal in header and body', async () => {
    const { items } = await send(server, 'shopify', { sample: 'shopify-orders-create' });
    const seq = items[0] ? seqOf(items[0]) : 0;
    const { headers } = await server.request('shopify', seq);
    const order = headers.find(([name]) => name === 'X-Shopify-Order-Id')?.[1] ?? '';
    expect(order).toMatch(/^[1-9]\d{17}$/);
    expect((await server.body('shopify', seq)).toString()).toContain(`{"id":${order},`);
  });
});

it('URLs that are signed are those that a sender calls: of the bin, of a tunnel, of a target', async () => {
  const verification = ['twilio', 'square', 'trello'].map((provider) => ({
    provider,
    secrets: [{ text: anySecret }],
  }));
  const json = { request: { headers: [['Content-Type', 'application/json']], body: { text: '{"a":1}' } } };
  for (const flags of [[], ['--public-url', 'https://hooks.example.com'], ['--token', 'open-sesame-1']]) {
    const own = await startServer(flags);
    const headers = { authorization: 'Bearer open-sesame-1' };
    await own.api('/api/bins', { ...post({ id: 'a' }), headers });
    await own.api('/api/bins/a', { method: 'PATCH', json: { verification }, headers });
    for (const provider of ['twilio', 'square', 'trello']) {
      const { body } = await own.api<Sent>('/api/bins/a/send', {
        ...post({ ...json, provider, request: { ...json.request, path: '/x?y=1&z=%20' } }),
        headers,
      });
      expect(body.expected, provider).toMatchObject([{ status: 'valid' }]);
      const { body: request } = await own.api<{ signature: string }>('/api/bins/a/requests/latest', {
        headers,
      });
      expect([provider, flags[0], request.signature]).toEqual([provider, flags[0], 'valid']);
    }
  }
});

it('a bin whose secret is a token does not show it to whoever asks what would be sent', async () => {
  const { body: composed } = await server.api<{ items: object[] }>(
    '/api/bins/telegram/compose',
    post({ sample: 'telegram-update' }),
  );
  expect(JSON.stringify(composed)).toContain('••••5f1e');
  expect(JSON.stringify(composed)).not.toContain(anySecret);
  const { body: stripe } = await server.api<{ items: { expected: object }[] }>(
    '/api/bins/stripe/compose',
    post({ sample: 'stripe-payment_intent.succeeded' }),
  );
  expect(stripe.items[0]?.expected).toMatchObject({ status: 'valid' });
  expect(JSON.stringify(stripe)).not.toContain(anySecret);
});

it.each([
  ['custom', { header: 'x-token', algorithm: 'equal' }, '{}'],
  ['microsoft-graph', {}, '{"value":[{"id":"1"}]}'],
])('nor does one of %s, wherever the token stands', async (provider, values, text) => {
  const own = await startServer();
  await own.api('/api/bins', post({ id: 'a' }));
  const verification = [{ provider, values, secrets: [{ text: anySecret }] }];
  const set = await own.api('/api/bins/a', { method: 'PATCH', json: { verification } });
  expect(set.status).toBe(200);
  const request = { headers: [['Content-Type', 'application/json']], body: { text } };
  const { body: composed } = await own.api('/api/bins/a/compose', post({ provider, request }));
  expect(JSON.stringify(composed)).toContain('••••5f1e');
  expect(JSON.stringify(composed)).not.toContain(anySecret);
  const { body: sent } = await own.api<Sent>('/api/bins/a/send', post({ provider, request }));
  expect(sent.expected).toMatchObject([{ status: 'valid' }]);
});

it('one sample is told as it happens now, without a signature, and all of them are listed', async () => {
  const { body: list } = await server.api<{ items: SampleSummary[]; variants: object[] }>('/api/samples');
  expect(list.items).toHaveLength(60);
  expect(list.variants).toHaveLength(16);
  expect(list.items.find(({ id }) => id === 'discord-interaction-ping')).toMatchObject({
    provider: 'discord',
    label: 'Discord',
    signer: 'discord',
    signedWith: 'key',
    note: expect.stringContaining('answer'),
  });
  const { body } = await server.api<{ request: { headers: [string, string][]; body: { text: string } } }>(
    '/api/samples/stripe-payment_intent.succeeded',
  );
  expect(body.request.headers.map(([name]) => name)).toEqual([
    'User-Agent',
    'Accept',
    'Cache-Control',
    'Content-Type',
  ]);
  expect(JSON.parse(body.request.body.text).created).toBeGreaterThan(Date.now() / 1000 - 60);
  expect((await server.api('/api/samples/nope')).status).toBe(404);
  expect((await server.api('/api/providers/stripe/key-pair', post({}))).status).toBe(400);
  expect((await server.api('/api/providers/nope/key-pair', post({}))).status).toBe(404);
});
