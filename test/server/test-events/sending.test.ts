/** Test events over real sockets: what a target gets, byte by byte, and what is told of it. */
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from 'vitest';
import type { ApiError, Burst, Delivery } from '../../../server/contract.ts';
import { readCurl } from '../../../server/test-events/curl.ts';
import { hasTool } from '../../support/tools.ts';
import { sendRaw } from '../../support/raw-socket.ts';
import { launchServer, startServer, type TestServer } from '../../support/server.ts';
import { deadPort, startRawTarget, startRecorder } from '../../support/targets.ts';
import { generate } from '../exports/generated.ts';

interface Sent {
  items: Delivery[];
  expected: ({ status: string } | null)[];
  notes: string[];
}

const post = (json: unknown) => ({ method: 'POST', json });

async function serverWithBin(...flags: string[]): Promise<TestServer> {
  const server = await startServer(flags);
  await server.api('/api/bins', post({ id: 'a' }));
  return server;
}

async function sent(server: TestServer, json: object): Promise<Sent> {
  const { status, body } = await server.api<Sent>('/api/bins/a/send', post(json));
  expect({ status, body }).toMatchObject({ status: 200 });
  return body;
}

const stripe = 'stripe-payment_intent.succeeded';

/** For calls that must change nothing. */
let shared: TestServer;
beforeAll(async () => {
  shared = await launchServer();
  await shared.api('/api/bins', post({ id: 'a' }));
  return () => shared.close();
});

describe('a variant', () => {
  it('sends what it says, to any target', async () => {
    const server = await serverWithBin();
    const { url, received } = await startRecorder();
    const to = async (variant: string | string[], sample = stripe) => {
      const { items } = await sent(server, { sample, variant, target: `${url}/hook?k=1`, secret: 's' });
      return { last: received.at(-1), items };
    };
    const { last: large } = await to('10mb');
    expect([large?.target, large?.body.length]).toEqual(['/hook?k=1', 10_000_000]);
    expect(JSON.parse(large?.body.toString() ?? '')).toMatchObject({ type: 'payment_intent.succeeded' });
    const { last: integer } = await to('big-integers', 'slack-slash-command');
    expect(integer?.body.toString()).toMatch(/&hookglass_big_integer=12345678901234567890$/);
    const { last: both } = await to(['emoji', 'big-integers', 'gzip']);
    const text = gunzipSync(both?.body ?? '').toString();
    expect(text).toContain('"hookglass_big_integer":12345678901234567890,"hookglass_emoji":"👩🏽‍💻');
    expect(both?.headers['content-encoding']).toBe('gzip');
    const { last: chunked } = await to('chunked');
    expect([chunked?.headers['transfer-encoding'], chunked?.headers['content-length']]).toEqual([
      'chunked',
      undefined,
    ]);
    const { last: repeated } = await to('repeated-headers');
    expect(repeated?.rawHeaders.filter((one) => /^x-repeated$/i.test(one))).toEqual([
      'X-Repeated',
      'x-repeated',
      'X-REPEATED',
    ]);
    const { items } = await to('twice');
    const [one, two] = received.slice(-2);
    expect(items).toHaveLength(2);
    expect(one?.body.equals(two?.body ?? Buffer.alloc(0))).toBe(true);
    expect(one?.headers['stripe-signature']).toBe(two?.headers['stripe-signature']);
    await to('reordered');
    const created = received.slice(-2).map(({ body }) => JSON.parse(body.toString()));
    expect(created[0].created - created[1].created).toBe(60);
    expect(created[0].id).not.toBe(created[1].id);
    const [first] = (await to('valid')).items;
    expect(first).toMatchObject({ kind: 'test', seq: null, state: 'delivered', status: 200 });
    expect(first?.request?.headers).toEqual(expect.arrayContaining([['Host', url.slice('http://'.length)]]));
  });

  it('ends in the middle of the body, and lets it trickle', { timeout: 20_000 }, async () => {
    const server = await serverWithBin();
    const pieces: { at: number; text: string }[] = [];
    const target = await startRawTarget((socket) => {
      socket.on('data', (chunk) => pieces.push({ at: performance.now(), text: chunk.toString('latin1') }));
      socket.on('data', (chunk) => {
        if (chunk.includes('"type"')) socket.end('HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n');
      });
    });
    const cut = await sent(server, { sample: stripe, variant: 'cut-off', target: target.url });
    expect(cut.items[0]).toMatchObject({
      state: 'failed',
      error: { message: expect.stringContaining('451 bytes') },
    });
    expect(cut.expected).toEqual([null]);
    const [head = '', body = ''] = pieces
      .map(({ text }) => text)
      .join('')
      .split('\r\n\r\n');
    expect([/content-length: (\d+)/i.exec(head)?.[1], body.length]).toEqual(['902', 451]);
    pieces.length = 0;
    const slow = await sent(server, { sample: stripe, variant: 'slow', target: target.url });
    expect(slow.items[0]).toMatchObject({ state: 'delivered' });
    const took = (pieces.at(-1)?.at ?? 0) - (pieces[0]?.at ?? 0);
    expect(took).toBeGreaterThan(3_000);
    expect(pieces.length).toBeGreaterThan(10);
  });
});

it('what goes wrong at the target is told with the delivery', async () => {
  const server = await serverWithBin();
  const port = await deadPort();
  const { items } = await sent(server, { sample: stripe, target: `http://127.0.0.1:${port}/` });
  expect(items[0]).toMatchObject({ state: 'failed', status: null, error: { code: 'refused' } });
  const own = await sent(server, { sample: stripe, target: `${server.url}/api/bins` });
  expect(own.items[0]).toMatchObject({ state: 'failed', error: { code: 'blocked' } });
  const listed = await server.api<{ items: Delivery[] }>('/api/bins/a/deliveries?kind=test');
  expect(listed.body.items).toHaveLength(2);
  const bytes = await fetch(`${server.url}/api/bins/a/deliveries/${items[0]?.id}/request-body`);
  expect(await bytes.text()).toContain('"type": "payment_intent.succeeded"');
});

describe('a request of one’s own', () => {
  it('arrives as it was given, with its placeholders filled in', async () => {
    const server = await serverWithBin();
    const request = {
      method: 'PUT',
      path: '/orders/{{uuid.order}}?utm=(campaign name)&mail=(E-Mail)&n={{count}}&é=1#gone',
      headers: [
        ['X-Order', '{{uuid.order}}'],
        ['x-order', 'caf\xe9 {{unknown}}'],
        ['Content-Length', '3'],
      ],
      body: { base64: Buffer.from('\xff\x00{{now.ms}} {{uuid.order}}', 'latin1').toString('base64') },
    };
    const { items, notes } = await sent(server, { request, values: { 'e-mail': 'a&b@c' }, count: 2 });
    expect(items).toHaveLength(2);
    expect(notes).toEqual(['{{unknown}} is not known: it is sent as it is']);
    const stored = await server.request('a');
    const order = stored.headers.find(([name]) => name === 'X-Order')?.[1] ?? '';
    expect(order).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(stored).toMatchObject({
      method: 'PUT',
      path: `/orders/${order}?utm=Spring%20sale&mail=a%26b%40c&n=2&%C3%A9=1`,
      headers: expect.arrayContaining([['x-order', 'caf\xe9 {{unknown}}']]),
    });
    const body = (await server.body('a')).toString('latin1');
    expect(body).toMatch(new RegExp(`^\xff\0\\d{13} ${order}$`));
  });

  it('may hold half a surrogate pair, and a method in small letters is on record as it went out', async () => {
    const server = await serverWithBin();
    const request = { method: 'put', path: '/?name=(campaign name)' };
    const { items } = await sent(server, { request, values: { 'campaign name': 'a\ud800' } });
    expect(items).toMatchObject([{ state: 'delivered', request: { method: 'PUT' } }]);
    expect(await server.request('a')).toMatchObject({ method: 'PUT', path: '/?name=a%EF%BF%BD' });
  });

  it('takes the place of what a sample has, and is signed instead', async () => {
    const server = await serverWithBin();
    const verification = [{ provider: 'stripe', secrets: [{ text: 'whsec_x' }] }];
    await server.api('/api/bins/a', { method: 'PATCH', json: { verification } });
    const request = { path: '/v2', body: { text: '{"id":"evt_mine"}' } };
    const { expected } = await sent(server, { sample: stripe, request });
    expect(expected).toMatchObject([{ status: 'valid' }]);
    expect(await server.request('a')).toMatchObject({ path: '/v2', signature: 'valid', eventId: 'evt_mine' });
    await sent(server, { sample: stripe, provider: null });
    expect((await server.request('a')).signature).toBe('unsigned');
    const same = await sent(server, { request: { body: { text: '{}' } }, variant: 'reordered' });
    expect(same.notes).toEqual([expect.stringContaining('Both events are the same')]);
    const apart = await sent(server, { request: { body: { text: '{{now}}' } }, variant: 'reordered' });
    expect(apart.notes).toEqual([]);
    const none = await sent(await serverWithBin(), { sample: stripe });
    expect(none.notes).toEqual([
      expect.stringContaining('without a signature: no secret of Stripe is known'),
    ]);
  });

  it.each([
    [{}, 'sample'],
    [{ sample: 'nope' }, 'sample'],
    [{ sample: '__proto__' }, 'sample'],
    [{ sample: 'constructor', variant: 'valid' }, 'sample'],
    [{ sample: stripe, variant: 'nope' }, 'variant'],
    [{ sample: stripe, variant: '__proto__' }, 'variant'],
    [{ sample: stripe, variant: ['valid', 'tampered'] }, 'variant'],
    [{ sample: stripe, variant: ['slow', 'chunked'] }, 'variant'],
    [{ sample: stripe, variant: 7 }, 'variant'],
    [{ sample: stripe, variant: 'wrong-secret' }, 'secret'],
    [{ sample: stripe, secret: 's', variant: ['gzip', 'tampered'] }, 'variant'],
    [{ sample: 'ultimate-multisite-site_published', variant: 'tampered' }, 'variant'],
    [{ sample: 'meta-get-verification', variant: 'emoji' }, 'variant'],
    [{ sample: 'meta-get-verification', variant: 'cut-off' }, 'variant'],
    [{ sample: 'discord-interaction-ping', secret: 'no key', variant: 'valid' }, 'secret'],
    [{ sample: stripe, provider: 'nope' }, 'provider'],
    [{ sample: stripe, provider: 'constructor' }, 'provider'],
    [{ request: {}, secret: 's' }, 'provider'],
    [{ request: { method: 'GE T' } }, 'request.method'],
    [{ request: { method: 'CONNECT' } }, 'request.method'],
    [{ request: { path: 'x' } }, 'request.path'],
    [{ request: { headers: [['A B', 'x']] } }, 'request.headers.0'],
    [{ request: { headers: [['A', 'x\r\nB: y']] } }, 'request.headers.0'],
    [{ request: { headers: [['A', '☕']] } }, 'request.headers.0'],
    [{ request: { headers: [['A']] } }, 'request.headers.0'],
    [{ request: { body: { text: 'a', base64: 'b' } } }, 'request.body'],
    [{ curl: 'curl http://h', sample: stripe }, 'curl'],
    [{ curl: 'curl http://h/$X' }, 'curl'],
    [{ curl: `curl http://h -d '${'x'.repeat(10_000_000)}'` }, 'curl'],
    [{ sample: stripe, variant: '10mb', count: 30 }, 'count'],
    [{ request: { body: { text: '{{uuid}}'.repeat(20_000) } } }, 'request'],
    [{ sample: stripe, count: 101 }, 'count'],
    [{ sample: stripe, count: 0 }, 'count'],
    [{ sample: stripe, values: { a: 1 } }, 'values.a'],
  ])('is refused by the name of what is wrong: %#', async (json, field) => {
    const server = shared;
    const { status, body } = await server.api<ApiError>('/api/bins/a/send', post(json));
    expect({ status, field: body.field }).toEqual({ status: 400, field });
    expect(body.message.length).toBeLessThan(300);
    expect((await server.bin('a')).requests).toBe(0);
    expect((await server.api<{ items: object[] }>('/api/bins/a/deliveries')).body.items).toEqual([]);
  });

  it('of ten hostile megabytes is sent, or refused, in a moment', async () => {
    const verification = ['mailgun', 'midtrans', 'stripe'].map((provider) => ({
      provider,
      secrets: [{ text: 's' }],
    }));
    await shared.api('/api/bins/a', { method: 'PATCH', json: { verification } });
    const filled = (text: string): string => text.repeat(Math.floor(8_000_000 / text.length));
    const texts = [
      filled('-'),
      filled('%1'),
      filled(', '),
      filled('{{'),
      filled('<1'),
      `{"a":"${filled('x')}"}`,
    ];
    for (const text of texts)
      for (const [provider, variant] of [
        ['mailgun', 'no-signature'],
        ['midtrans', 'no-signature'],
        ['stripe', 'tampered'],
        ['stripe', 'emoji'],
      ]) {
        const began = performance.now();
        const request = { headers: [['Content-Type', 'multipart/form-data; boundary=-']], body: { text } };
        const { status } = await shared.api('/api/bins/a/compose', post({ request, provider, variant }));
        expect([200, 400]).toContain(status);
        // What grows with the square of its length would take hours.
        expect(performance.now() - began, `${text.slice(0, 9)} ${variant}`).toBeLessThan(5_000);
      }
    await shared.api('/api/bins/a', { method: 'PATCH', json: { verification: [] } });
  });

  it('bad targets and bins are refused, too much is 413', async () => {
    const server = await serverWithBin('--max-body', '1mb');
    for (const target of ['ftp://x/', 'http://u:p@h/', 'nope', 'http://'])
      expect(
        (await server.api<ApiError>('/api/bins/a/send', post({ sample: stripe, target }))).body.code,
      ).toBe('bad_target');
    expect((await server.api('/api/bins/b/send', post({ sample: stripe }))).status).toBe(404);
    expect((await server.api('/api/samples/__proto__')).status).toBe(404);
    const huge = post({ request: { body: { text: 'x'.repeat(20_000_000) } } });
    expect((await server.api('/api/bins/a/send', huge)).status).toBe(413);
    expect(server.errors).toEqual([]);
  });
});

describe('a curl command', () => {
  it('goes to the bin, below its hook URL, or where it is told to go', async () => {
    const server = await serverWithBin();
    const { url, received } = await startRecorder();
    const curl = `curl -X PATCH '${server.url}/in/a/orders?id={{count}}' -H 'X-A: 1' -H 'x-a: 2' --json '{"a":"☕"}'`;
    await sent(server, { curl });
    const stored = await server.request('a');
    expect(stored).toMatchObject({ method: 'PATCH', path: '/orders?id=1' });
    expect(stored.headers.filter(([name]) => /^x-a$/i.test(name))).toEqual([
      ['X-A', '1'],
      ['x-a', '2'],
    ]);
    expect((await server.body('a')).toString()).toBe('{"a":"☕"}');
    await sent(server, { curl: 'curl https://example.com/webhooks/x -d a=1' });
    expect((await server.request('a')).path).toBe('/webhooks/x');
    await sent(server, { curl, target: `${url}/mine` });
    expect(received).toMatchObject([{ method: 'PATCH', target: '/mine' }]);
    const read = await server.api('/api/curl', post({ curl }));
    expect(read.body).toMatchObject({ method: 'PATCH', url: `${server.url}/in/a/orders?id={{count}}` });
  });

  it.skipIf(!hasTool('base64', ['--version']))(
    'that this program exported gives the same bytes: 300 generated requests',
    { timeout: 120_000 },
    async () => {
      const server = await serverWithBin();
      const framing =
        /^(?:connection|content-length|expect|host|http2-settings|keep-alive|proxy-connection|te|trailer|transfer-encoding|upgrade)$/i;
      for (const { bytes } of generate(5_150, 300, 'a'))
        await sendRaw({
          port: server.port,
          pieces: [bytes],
          isHead: () => bytes.toString('latin1', 0, 4) === 'HEAD',
        });
      const { requests } = await server.bin('a');
      expect(requests).toBe(300);
      for (let seq = 1; seq <= requests; seq += 1) {
        const script = await (await fetch(`${server.url}/api/bins/a/requests/${seq}/export/curl`)).text();
        const { method, target, headers } = await server.request('a', seq);
        const read = readCurl(script, () => 0);
        expect(
          {
            method: read.method,
            target: read.target,
            headers: read.headers,
            body: read.body?.toString('latin1') ?? '',
          },
          script.slice(0, 2000),
        ).toEqual({
          method,
          target,
          headers: headers.filter(([name]) => !framing.test(name)),
          body: (await server.body('a', seq)).toString('latin1'),
        });
      }
    },
  );
});

describe('a burst', () => {
  const begin = (server: TestServer, json: object) =>
    server.api<Burst & ApiError>('/api/bins/a/bursts', post({ sample: stripe, ...json }));
  const shown = async (server: TestServer, { body }: { body: Burst }) =>
    (await server.api<Burst>(`/api/bins/a/bursts/${body.run.id}`)).body;
  const ended = async (server: TestServer, begun: { body: Burst }) => {
    await expect
      .poll(async () => (await shown(server, begun)).run.state, { timeout: 20_000 })
      .not.toBe('running');
    return shown(server, begun);
  };

  it('sends so many events, each of its own and each on record, and counts what came of them', async () => {
    const server = await serverWithBin();
    const { url, received } = await startRecorder((_, count) => (count % 4 === 0 ? 503 : 200));
    const begun = await begin(server, { count: 200, parallel: 20, target: url, secret: 's' });
    expect(begun.status).toBe(202);
    const burst = await ended(server, begun);
    expect(burst.run).toMatchObject({ state: 'done', sent: 200, delivered: 150, failed: 50 });
    expect(burst.outcomes).toEqual([
      { outcome: '200', count: 150 },
      { outcome: '503', count: 50 },
    ]);
    expect(burst.series.reduce((sum, { ok, failed }) => sum + ok + failed, 0)).toBe(200);
    const { p50 = 0, p95 = 0, p99 = 0, max = 0 } = burst.latency ?? {};
    expect([p50, p95, p99, max]).toEqual([p50, p95, p99, max].toSorted((a, b) => a - b));
    expect(p50).toBeGreaterThan(0);
    expect(new Set(received.map(({ body }) => JSON.parse(body.toString()).id)).size).toBe(200);
    const recorded = await server.api<{ items: Delivery[] }>(
      `/api/bins/a/deliveries?run=${burst.run.id}&limit=1000`,
    );
    expect(recorded.body.items).toHaveLength(200);
  });

  it('never has more waiting at once than was asked for, and says how far behind it is', async () => {
    const server = await serverWithBin();
    let open = 0;
    let most = 0;
    const { url } = await startRecorder(async () => {
      open += 1;
      most = Math.max(most, open);
      await new Promise((resolve) => setTimeout(resolve, 30));
      open -= 1;
      return 200;
    });
    const burst = await ended(
      server,
      await begin(server, { count: 60, perSecond: 1000, parallel: 3, target: url }),
    );
    expect(most).toBe(3);
    // 60 events were to leave within 60 ms, and three at a time took 30 ms each.
    expect(burst.behindMs).toBeGreaterThan(300);
    expect(burst.rate).toBeLessThan(110);
    expect(burst.latency?.p50).toBeGreaterThanOrEqual(29);
  });

  it('keeps its rate', async () => {
    const server = await serverWithBin();
    const { url, received } = await startRecorder();
    await ended(server, await begin(server, { count: 40, perSecond: 50, parallel: 10, target: url }));
    const took = (received.at(-1)?.at ?? 0) - (received[0]?.at ?? 0);
    expect(took).toBeGreaterThan(700);
    expect(received).toHaveLength(40);
  });

  it('stops when it is told to, and nothing more is sent', async () => {
    const server = await serverWithBin();
    const { url, received } = await startRecorder(() => new Promise(() => undefined));
    const begun = await begin(server, { count: 1000, parallel: 5, target: url });
    await expect.poll(() => received.length).toBe(5);
    const stopped = await server.api<{ state: string }>(`/api/bins/a/runs/${begun.body.run.id}`, {
      method: 'DELETE',
    });
    expect(stopped.body.state).toBe('cancelled');
    const burst = await shown(server, begun);
    expect(burst.outcomes).toEqual([{ outcome: 'cancelled', count: 5 }]);
    expect(burst.latency).toBeNull();
    await server.send('a', {});
    expect(received).toHaveLength(5);
  });

  it.each([
    [{ count: 10_001 }, 'count', 400],
    [{ count: 10, perSecond: 0 }, 'perSecond', 400],
    [{ count: 10_000, perSecond: 1 }, 'perSecond', 400],
    [{ count: 10, parallel: 101 }, 'parallel', 400],
    [{ count: 10, variant: '10mb' }, 'variant', 400],
    [{ count: 10, variant: 'twice' }, 'variant', 400],
    [{ count: 1000, sample: undefined, request: { body: { text: 'x'.repeat(400_000) } } }, 'count', 400],
    [
      { count: 10, parallel: 100, sample: undefined, request: { body: { text: 'x'.repeat(800_000) } } },
      'parallel',
      400,
    ],
    [{ count: 10, variant: 'wrong-secret' }, 'secret', 400],
  ])('that asks for too much is refused: %#', async (json, field, status) => {
    const answer = await begin(shared, json);
    expect([answer.status, answer.body.field]).toEqual([status, field]);
  });

  it('there are four at a time, and none is left when the server ends', async () => {
    const server = await serverWithBin();
    const { url } = await startRecorder(() => new Promise(() => undefined));
    for (let at = 0; at < 4; at += 1)
      expect((await begin(server, { count: 10, target: url })).status).toBe(202);
    expect((await begin(server, { count: 10, target: url })).body.code).toBe('too_many_bursts');
    const began = performance.now();
    await server.close();
    expect(performance.now() - began).toBeLessThan(3_000);
    expect(server.errors).toEqual([]);
  });
});

it('README says what works: each of its commands, read by our own reader, is answered 2xx', async () => {
  const readme = readFileSync(new URL('../../../README.md', import.meta.url), 'utf8');
  const [, block = ''] = /\n## Test events\n\n```sh\n([^]*?)```/.exec(readme) ?? [];
  const commands = block.split(/\n(?=curl )/);
  expect(commands.length).toBeGreaterThan(4);
  const server = await serverWithBin();
  await server.api('/api/bins', post({ id: 'stripe' }));
  const { url, received } = await startRecorder();
  for (const command of commands) {
    const here = command
      .replace('localhost:4665', `localhost:${server.port}`)
      .replace('http://localhost:3000', url)
      .replace('"count":1000', '"count":10');
    const { method, origin, target, headers, body } = readCurl(here, () => 0);
    const answer = await fetch(origin + target, { method, headers, body: body && new Uint8Array(body) });
    expect([command, Math.floor(answer.status / 100), await answer.text()]).toEqual([
      command,
      2,
      expect.anything(),
    ]);
  }
  await expect.poll(() => received.length).toBe(11);
  expect((await server.page('stripe')).items[0]?.path).toBe('/orders?utm=Spring%20sale');
});
