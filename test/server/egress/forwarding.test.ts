import { createServer } from 'node:http';
import { expect, it, onTestFinished } from 'vitest';
import type {
  ApiError,
  Bin,
  CapturedRequest,
  DeliveryPage,
  DeliverySummary,
  ForwardStatus,
  NewForwardTarget,
} from '../../../server/contract.ts';
import { circuitAfter, allowed, closedCircuit } from '../../../server/egress/circuit.ts';
import { sendRaw } from '../../support/raw-socket.ts';
import { startServer, temporaryFolder, type TestServer } from '../../support/server.ts';
import { secret, stripeHeaders, verifying } from '../../support/signed.ts';
import { deadPort, startRawTarget, startRecorder } from '../../support/targets.ts';

async function forwarding(server: TestServer, bin: string, ...list: NewForwardTarget[]): Promise<Bin> {
  await server.api('/api/bins', { method: 'POST', json: { id: bin } });
  const json = { forwarding: list };
  const { status, body } = await server.api<Bin>(`/api/bins/${bin}`, { method: 'PATCH', json });
  expect({ status, body }).toMatchObject({ status: 200 });
  return body;
}

const attempts = async (server: TestServer, bin: string, query = ''): Promise<DeliverySummary[]> =>
  (await server.api<DeliveryPage>(`/api/bins/${bin}/deliveries?limit=1000&${query}`)).body.items.toReversed();

const statusOf = async (server: TestServer, bin: string): Promise<ForwardStatus | undefined> =>
  (await server.api<{ items: ForwardStatus[] }>(`/api/bins/${bin}/forwarding`)).body.items[0];

const call = (server: TestServer, bin: string, what: string, json?: unknown) =>
  server.api<ForwardStatus & { queued: number; code?: string }>(`/api/bins/${bin}/forwarding/${what}`, {
    method: 'POST',
    ...(json === undefined ? {} : { json }),
  });

/** Until everything has its outcome. */
const settled = (server: TestServer, bin: string) =>
  expect
    .poll(() => statusOf(server, bin), { timeout: 20_000 })
    .toMatchObject({ waiting: 0, queued: 0, sending: 0 });

it('sends a copy of what comes to each target, after it has answered, and keeps each attempt', async () => {
  const server = await startServer();
  const app = await startRecorder();
  const bin = await forwarding(server, 'a', { id: 'app', name: 'My app', url: `${app.url}/webhooks` });
  expect(bin.forwarding).toEqual([
    {
      id: 'app',
      name: 'My app',
      url: `${app.url}/webhooks`,
      enabled: true,
      filter: '',
      path: 'keep',
      host: 'target',
      mode: 'async',
      sign: 'keep',
      anyCertificate: false,
      timeoutMs: 10_000,
      retries: [5, 30, 120, 600, 3600],
      jitter: 0.1,
      concurrency: 4,
      ordered: false,
    },
  ]);
  const answer = await server.send('a', {
    path: '/stripe?x=1',
    body: '{"id":1}',
    headers: { 'x-own': 'yes' },
  });
  expect(await answer.json()).toEqual({ ok: true, bin: 'a', seq: 1 });
  await settled(server, 'a');
  expect(app.received).toMatchObject([
    { method: 'POST', target: '/webhooks/stripe?x=1', headers: { 'x-own': 'yes', 'hookglass-hops': '1' } },
  ]);
  expect(app.received[0]?.body.toString()).toBe('{"id":1}');
  expect(await attempts(server, 'a')).toMatchObject([
    {
      seq: 1,
      kind: 'forward',
      by: 'My app',
      targetId: 'app',
      state: 'delivered',
      status: 200,
      attempt: 1,
      dead: false,
    },
  ]);
});

it('forwards only what the filter of a target finds, also what was captured before its filter was set', async () => {
  const server = await startServer();
  const app = await startRecorder();
  await forwarding(server, 'a', { id: 'app', url: app.url, filter: 'method:PUT path:/yes*' });
  for (const [method, path] of [
    ['PUT', '/no'],
    ['POST', '/yes'],
    ['PUT', '/yes/1'],
    ['PUT', '/no'],
    ['PUT', '/yes/2'],
  ])
    await server.send('a', { method: method ?? '', path: path ?? '', body: 'x' });
  await settled(server, 'a');
  expect(app.received.map(({ target }) => target).toSorted()).toEqual(['/yes/1', '/yes/2']);
  await call(server, 'a', 'app/since', { seq: 1 });
  await server.send('a', { method: 'PUT', path: '/yes/3', body: 'x' });
  await settled(server, 'a');
  expect(app.received.map(({ target }) => target).toSorted()).toEqual(['/yes/1', '/yes/2', '/yes/3']);
});

it('tries again after a failure, later and later, until the target takes it', async () => {
  const server = await startServer();
  const app = await startRecorder((_one, count) => (count < 3 ? 503 : 200));
  await forwarding(server, 'a', { id: 'app', url: app.url, retries: [0.05, 0.2, 5], jitter: 0 });
  const live = await server.live('a');
  await server.send('a', { body: 'x' });
  await settled(server, 'a');
  expect((await attempts(server, 'a')).map(({ attempt, state, status }) => [attempt, state, status])).toEqual(
    [
      [1, 'failed', 503],
      [2, 'failed', 503],
      [3, 'delivered', 200],
    ],
  );
  const [first = 0, second = 0, third = 0] = app.received.map(({ at }) => at);
  expect(second - first).toBeGreaterThanOrEqual(45);
  expect(third - second).toBeGreaterThanOrEqual(190);
  const states: string[] = [];
  while (states.at(-1) !== 'delivered') states.push((await live.nextOf('delivered')).delivery.state);
  expect(states).toEqual([
    'sending',
    'failed',
    'queued',
    'sending',
    'failed',
    'queued',
    'sending',
    'delivered',
  ]);
});

it('waits as long as Retry-After asks', async () => {
  const server = await startServer();
  let answers = 0;
  const target = await startRawTarget((socket) =>
    socket.once('data', () => {
      answers += 1;
      const status = answers === 1 ? '429 Slow down\r\nRetry-After: 3600' : '200 OK';
      socket.end(`HTTP/1.1 ${status}\r\nContent-Length: 0\r\n\r\n`);
    }),
  );
  await forwarding(server, 'a', { id: 'app', url: target.url, retries: [0] });
  await server.send('a', { body: 'x' });
  await expect.poll(() => statusOf(server, 'a')).toMatchObject({ queued: 1 });
  const [, next] = await attempts(server, 'a');
  expect(Date.parse(next?.nextAttemptAt ?? '') - Date.now()).toBeGreaterThan(3_500_000);
});

it('gives a forward up after its last attempt, and tries it again when it is told to', async () => {
  const server = await startServer();
  let up = false;
  const app = await startRecorder(() => (up ? 200 : 500));
  await forwarding(server, 'a', { id: 'app', url: app.url, retries: [0], jitter: 0 });
  for (let count = 0; count < 3; count += 1) await server.send('a', { body: 'x' });
  await expect.poll(async () => (await statusOf(server, 'a'))?.dead, { timeout: 20_000 }).toBe(3);
  await settled(server, 'a');
  const dead = await attempts(server, 'a', 'dead=1');
  expect(dead.map(({ attempt, state }) => [attempt, state])).toEqual([
    [2, 'failed'],
    [2, 'failed'],
    [2, 'failed'],
  ]);
  up = true;
  const [one] = dead;
  expect((await call(server, 'a', 'app/redeliver', { ids: [one?.id] })).body).toEqual({ queued: 1 });
  await settled(server, 'a');
  expect(await statusOf(server, 'a')).toMatchObject({ dead: 2 });
  expect((await call(server, 'a', 'app/redeliver')).body).toEqual({ queued: 2 });
  await settled(server, 'a');
  expect(await statusOf(server, 'a')).toMatchObject({ dead: 0 });
  const delivered = await attempts(server, 'a', 'state=delivered');
  expect(delivered.map(({ attempt }) => attempt)).toEqual([3, 3, 3]);
  expect(new Set(delivered.map(({ seq }) => seq))).toEqual(new Set([1, 2, 3]));
});

it('leaves a target alone that fails again and again, captures go on, and all of it arrives when it is back', async () => {
  const server = await startServer();
  const port = await deadPort();
  await forwarding(server, 'a', {
    id: 'app',
    url: `http://127.0.0.1:${port}`,
    retries: [0, 0, 60],
    jitter: 0,
  });
  for (let count = 1; count <= 30; count += 1)
    expect((await server.send('a', { path: `/${count}`, body: 'x' })).status).toBe(200);
  await expect.poll(async () => (await statusOf(server, 'a'))?.pausedUntil).not.toBeNull();
  const tried = (await attempts(server, 'a')).filter(({ state }) => state === 'failed');
  expect(tried.length).toBeLessThan(12);
  expect(tried.every(({ error }) => error?.code === 'refused')).toBe(true);
  const app = await startRecorder(() => 200, port);
  expect((await call(server, 'a', 'app/resume')).body.pausedUntil).toBeNull();
  await expect.poll(async () => (await statusOf(server, 'a'))?.waiting, { timeout: 20_000 }).toBe(0);
  await expect.poll(async () => (await statusOf(server, 'a'))?.sending).toBe(0);
  // What failed thrice waits for its minute.
  await call(server, 'a', 'app/since', { seq: 1 });
  const queued = (await statusOf(server, 'a'))?.queued ?? 0;
  expect(new Set(app.received.map(({ target }) => target)).size).toBe(30 - queued);
  expect(app.received.length).toBe(30 - queued);
});

it('opens the circuit after five failures, for longer and longer, and lets one attempt find out', () => {
  let circuit = closedCircuit;
  let now = 1_000_000;
  for (let count = 0; count < 4; count += 1) circuit = circuitAfter(circuit, false, now);
  expect(allowed(circuit, 4, now)).toBe(4);
  const pauses: number[] = [];
  for (let count = 0; count < 7; count += 1) {
    circuit = circuitAfter(circuit, false, now);
    expect(allowed(circuit, 4, now)).toBe(0);
    // Those that were under way make it no worse.
    expect(circuitAfter(circuit, false, now + 1)).toBe(circuit);
    pauses.push((circuit.openUntil ?? 0) - now);
    now = circuit.openUntil ?? 0;
    expect(allowed(circuit, 4, now - 1)).toBe(0);
    expect(allowed(circuit, 4, now)).toBe(1);
  }
  expect(pauses).toEqual([1000, 2000, 4000, 8000, 15_000, 15_000, 15_000]);
  expect(circuitAfter(circuit, true, now)).toEqual(closedCircuit);
});

it('keeps the order where it is asked to, also past failures', async () => {
  const server = await startServer();
  const failed = new Set<string>();
  const app = await startRecorder(({ target }) => {
    if (Number(target.slice(1)) % 3 !== 0 || failed.has(target)) return 200;
    failed.add(target);
    return 500;
  });
  await forwarding(server, 'a', { id: 'app', url: app.url, ordered: true, retries: [0.02, 0.02], jitter: 0 });
  for (let count = 1; count <= 12; count += 1) await server.send('a', { path: `/${count}`, body: 'x' });
  await settled(server, 'a');
  const inOrder = Array.from({ length: 12 }, (_, at) => at + 1).flatMap((number) =>
    number % 3 === 0 ? [number, number] : [number],
  );
  expect(app.received.map(({ target }) => Number(target.slice(1)))).toEqual(inOrder);
});

it('sends as many at once as the target may get, and no more', async () => {
  const server = await startServer();
  let [open, most] = [0, 0];
  const gate = Promise.withResolvers<number>();
  const app = await startRecorder(() => {
    most = Math.max(most, ++open);
    return gate.promise.finally(() => (open -= 1));
  });
  await forwarding(server, 'a', { id: 'app', url: app.url, concurrency: 3 });
  for (let count = 0; count < 10; count += 1) await server.send('a', { body: 'x' });
  await expect.poll(() => app.received.length).toBe(3);
  expect(await statusOf(server, 'a')).toMatchObject({ sending: 3, waiting: 7 });
  gate.resolve(200);
  await settled(server, 'a');
  expect([app.received.length, most]).toEqual([10, 3]);
});

it('forwards what came while it was off, from a time or a number on, and nothing twice', async () => {
  let now = Date.parse('2026-11-22T06:00:00Z');
  const server = await startServer([], {}, { now: () => now });
  const app = await startRecorder();
  await server.send('a', { path: '/1', body: 'x' });
  now += 60_000;
  for (const path of ['/2', '/3']) await server.send('a', { path, body: 'x' });
  await forwarding(server, 'a', { id: 'app', url: app.url });
  await server.send('a', { path: '/4', body: 'x' });
  await settled(server, 'a');
  expect(app.received.map(({ target }) => target)).toEqual(['/4']);
  const since = await call(server, 'a', 'app/since', { time: '2026-11-22T06:00:30Z' });
  expect(since.status).toBe(200);
  await settled(server, 'a');
  expect(app.received.map(({ target }) => target).toSorted()).toEqual(['/2', '/3', '/4']);
  for (let count = 0; count < 2; count += 1) await call(server, 'a', 'app/since', { seq: 1 });
  await settled(server, 'a');
  expect(app.received.map(({ target }) => target).toSorted()).toEqual(['/1', '/2', '/3', '/4']);
  expect((await call(server, 'a', 'none/since', { seq: 1 })).body.code).toBe('target_not_found');
  expect((await call(server, 'a', 'app/since', { time: 'yesterday' })).body.code).toBe('bad_forwarding');
  expect((await call(server, 'a', 'app/since', {})).status).toBe(400);
});

it('goes on after a restart where it was, under another name of the bin too', async () => {
  const data = await temporaryFolder();
  const port = await deadPort();
  const before = await startServer(['--data', data]);
  await forwarding(before, 'a', {
    id: 'app',
    url: `http://127.0.0.1:${port}`,
    retries: [0.05, 0.05, 0.05, 0.05],
    concurrency: 1,
  });
  for (let count = 1; count <= 20; count += 1) await before.send('a', { path: `/${count}`, body: 'x' });
  await before.api('/api/bins/a', { method: 'PATCH', json: { id: 'b' } });
  await before.send('a', { path: '/21', body: 'x' });
  await before.close();
  const app = await startRecorder(() => 200, port);
  const after = await startServer(['--data', data]);
  await settled(after, 'b');
  const paths = app.received.map(({ target }) => Number(target.slice(1)));
  expect(paths.toSorted((x, y) => x - y)).toEqual(Array.from({ length: 21 }, (_, at) => at + 1));
});

it('stops what waits when a target is switched off, and forwards only new requests when it is on again', async () => {
  const server = await startServer();
  const port = await deadPort();
  const url = `http://127.0.0.1:${port}`;
  await forwarding(server, 'a', { id: 'app', url, retries: [3600] });
  await server.send('a', { path: '/1', body: 'x' });
  await expect.poll(() => statusOf(server, 'a')).toMatchObject({ queued: 1 });
  await forwarding(server, 'a', { id: 'app', url, enabled: false });
  await server.send('a', { path: '/2', body: 'x' });
  expect(await statusOf(server, 'a')).toMatchObject({ waiting: 0, queued: 0, dead: 1 });
  expect((await call(server, 'a', 'app/redeliver')).body.code).toBe('bad_forwarding');
  const app = await startRecorder(() => 200, port);
  await forwarding(server, 'a', { id: 'app', url });
  await server.send('a', { path: '/3', body: 'x' });
  await settled(server, 'a');
  expect(app.received.map(({ target }) => target)).toEqual(['/3']);
});

it('ends circles: what was forwarded three times is not forwarded once more', async () => {
  const server = await startServer();
  await forwarding(server, 'a', { id: 'b', url: `${server.url}/in/b` });
  await forwarding(server, 'b', { id: 'a', url: `${server.url}/in/a` });
  await server.send('a', { body: 'x' });
  await expect.poll(async () => (await statusOf(server, 'b'))?.dead).toBe(1);
  expect((await server.bin('a')).requests).toBe(2);
  expect((await server.bin('b')).requests).toBe(2);
  expect(await attempts(server, 'b', 'dead=1')).toMatchObject([{ error: { code: 'loop' }, state: 'failed' }]);
  // A sync target that is its own bin.
  await forwarding(server, 'c', { id: 'c', url: `${server.url}/in/c`, mode: 'sync' });
  expect((await server.send('c', { body: 'x' })).status).toBe(502);
  expect((await server.bin('c')).requests).toBe(4);
});

it('signs anew for a target that wants it', async () => {
  const server = await startServer();
  await verifying(server, 'a', { provider: 'stripe', secrets: [{ text: secret }] });
  await verifying(server, 'check', { provider: 'stripe', secrets: [{ text: secret }] });
  await forwarding(
    server,
    'a',
    { id: 'new', url: `${server.url}/in/check/new`, sign: 'resign' },
    { id: 'old', url: `${server.url}/in/check/old` },
  );
  await server.send('a', {
    body: '{"n":1}',
    headers: stripeHeaders('{"n":1}', secret, Date.now() - 86_400_000),
  });
  await expect.poll(async () => (await server.bin('check')).requests).toBe(2);
  const { items } = await server.page('check');
  const signatures = new Map(items.map(({ path, signature }) => [path, signature]));
  expect([signatures.get('/new'), signatures.get('/old')]).toEqual(['valid', 'expired']);
});

it('refuses settings that cannot work, and names them', async () => {
  const server = await startServer();
  await server.api('/api/bins', { method: 'POST', json: { id: 'a' } });
  const refused = async (...forwarding: unknown[]) => {
    const { status, body } = await server.api<ApiError>('/api/bins/a', {
      method: 'PATCH',
      json: { forwarding },
    });
    return [status, body.code, body.field];
  };
  const url = 'http://localhost:3000';
  expect(await refused({ url: 'ftp://x' })).toEqual([400, 'bad_forwarding', 'forwarding.0.url']);
  expect(await refused({ url: 'http://me:pass@x/' })).toEqual([400, 'bad_forwarding', 'forwarding.0.url']);
  expect(await refused({ url }, { url, filter: 'nonsense:1' })).toEqual([
    400,
    'bad_forwarding',
    'forwarding.1.filter',
  ]);
  expect(await refused({ id: 'x', url }, { id: 'x', url })).toEqual([
    400,
    'bad_forwarding',
    'forwarding.1.id',
  ]);
  expect(await refused({ url, retries: [-1] })).toEqual([
    400,
    'FST_ERR_VALIDATION',
    'forwarding.0.retries.0',
  ]);
  expect(await refused({ url, concurrency: 1000 })).toEqual([
    400,
    'FST_ERR_VALIDATION',
    'forwarding.0.concurrency',
  ]);
  expect((await server.bin('a')).forwarding).toEqual([]);
});

it('passes the answer of a sync target on to the sender, byte for byte, and shows it as what was answered', async () => {
  const server = await startServer();
  const body = Buffer.from([0, 255, 13, 10, 200]);
  const app = createServer((request, response) => {
    request.resume();
    request.on('end', () => {
      response.writeHead(418, [
        'Content-Type',
        'application/x-own',
        'X-Dup',
        'a',
        'x-dup',
        'b',
        'Set-Cookie',
        'a=b',
        'NEL',
        '{"report_to":"x","max_age":86400}',
        'Report-To',
        '{"group":"x","max_age":86400,"endpoints":[{"url":"https://elsewhere.example/"}]}',
        'Hookglass-Seq',
        '99',
        'Connection',
        'X-Hop, close',
        'X-Hop',
        '1',
      ]);
      response.end(body);
    });
  });
  await new Promise<void>((resolve) => app.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void app.close());
  const address = app.address();
  const url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`;
  await forwarding(server, 'a', { id: 'app', name: 'My app', url, mode: 'sync', filter: 'method:PUT' });
  const { replies } = await sendRaw({
    port: server.port,
    pieces: [`PUT /in/a HTTP/1.1\r\nHost: localhost:${server.port}\r\nContent-Length: 1\r\n\r\nx`],
  });
  expect(replies[0]?.status).toBe(418);
  expect(replies[0]?.body).toBe(body.toString('latin1'));
  const headers = replies[0]?.headers;
  expect(headers?.get('content-type')).toBe('application/x-own');
  expect(headers?.get('hookglass-seq')).toBe('1');
  expect(headers?.get('content-security-policy')).toMatch(/^sandbox/);
  for (const name of ['set-cookie', 'x-hop', 'nel', 'report-to'])
    expect([name, headers?.has(name)]).toEqual([name, false]);
  const request = await server.request('a', 1);
  expect(request).toMatchObject({ status: 418, response: { status: 418, rule: 'My app' } });
  expect(request.response.headers).toEqual(
    expect.arrayContaining([
      ['X-Dup', 'a'],
      ['x-dup', 'b'],
    ]),
  );
  expect(await attempts(server, 'a')).toMatchObject([
    { kind: 'forward', by: 'My app', status: 418, state: 'failed', attempt: 1 },
  ]);
  // What the filter does not find the bin answers itself.
  expect(await (await server.send('a', { body: 'x' })).json()).toEqual({ ok: true, bin: 'a', seq: 2 });
  expect((await server.request('a', 2)).status).toBe(200);
});

it('answers by the rules of the bin what no sync target wants', async () => {
  const server = await startServer();
  const app = await startRecorder();
  await forwarding(server, 'a', { name: 'app', url: app.url, mode: 'sync', filter: 'method:PUT' });
  const response = {
    rules: [{ name: 'Second', match: { attempts: { min: 2, max: 2 } }, status: 201 }],
    answers: [{ status: 503, body: 'not now' }],
  };
  await server.api('/api/bins/a', { method: 'PATCH', json: { response } });
  expect((await server.send('a', { body: 'x' })).status).toBe(503);
  expect((await server.send('a', { body: 'x' })).status).toBe(201);
  expect(await server.request('a', 1)).toMatchObject({ status: 503, response: { body: 'not now' } });
  expect(await server.request('a', 2)).toMatchObject({ status: 201, response: { rule: 'Second' } });
  expect((await server.send('a', { method: 'PUT', body: 'x' })).status).toBe(200);
  expect(await server.request('a', 3)).toMatchObject({ response: { rule: 'app' } });
});

it('says in words why a sync target gave no answer: 502, 504 when it took too long; the request is kept', async () => {
  const server = await startServer();
  const port = await deadPort();
  await forwarding(server, 'dead', { url: `http://127.0.0.1:${port}`, mode: 'sync' });
  const silent = await startRawTarget(() => undefined);
  await forwarding(server, 'slow', { url: silent.url, mode: 'sync', timeoutMs: 200 });
  for (const [bin, status, words] of [
    ['dead', 502, 'nothing listens'],
    ['slow', 504, 'did not answer within 0.2 s'],
  ] as const) {
    const answer = await server.send(bin, { body: 'x' });
    expect([answer.status, answer.headers.get('hookglass-seq')]).toEqual([status, '1']);
    expect(((await answer.json()) as ApiError).message).toContain(words);
    const request: CapturedRequest = await server.request(bin, 1);
    expect(request).toMatchObject({ status, state: 'complete', response: { status } });
    expect(request.response.body).toContain(words);
    expect(await attempts(server, bin)).toMatchObject([{ state: 'failed', status: null, dead: false }]);
  }
  expect(server.errors).toEqual([]);
});
