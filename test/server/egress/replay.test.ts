import { setTimeout as pause } from 'node:timers/promises';
import { expect, it } from 'vitest';
import type {
  ApiError,
  Delivery,
  DeliveryPage,
  DeliveryRun,
  Replay,
  TargetProbe,
} from '../../../server/contract.ts';
import { startServer, type TestServer } from '../../support/server.ts';
import { githubHeaders, secret, stripeHeaders, verifying } from '../../support/signed.ts';
import { deadPort, startRawTarget, startRecorder } from '../../support/targets.ts';

const replay = <T = { items: Delivery[] }>(
  server: TestServer,
  bin: string,
  seq: number | 'latest',
  json: Replay,
) => server.api<T>(`/api/bins/${bin}/requests/${seq}/replay`, { method: 'POST', json });

async function refusal(server: TestServer, json: unknown, seq = 1): Promise<[number, string, string?]> {
  const path = `/api/bins/a/requests/${seq}/replay`;
  const { status, body } = await server.api<ApiError>(path, { method: 'POST', json });
  return body.field === undefined ? [status, body.code] : [status, body.code, body.field];
}

const runOf = async (server: TestServer, { id }: DeliveryRun): Promise<DeliveryRun> =>
  (await server.api<DeliveryRun>(`/api/bins/a/runs/${id}`)).body;

async function ended(server: TestServer, run: DeliveryRun): Promise<DeliveryRun> {
  await expect.poll(async () => (await runOf(server, run)).state, { timeout: 20_000 }).not.toBe('running');
  return runOf(server, run);
}

it('sends a stored request to a target, and keeps what went out and what came back', async () => {
  const server = await startServer();
  const app = await startRecorder(() => 201);
  await server.send('a', {
    path: '/stripe?x=1&x=2',
    body: '{"n":12345678901234567890}',
    headers: { 'X-Own': 'yes' },
  });
  const { status, body } = await replay(server, 'a', 1, { target: `${app.url}/webhooks/` });
  expect(status).toBe(200);
  expect(app.received).toHaveLength(1);
  expect(app.received[0]).toMatchObject({ method: 'POST', target: '/webhooks/stripe?x=1&x=2' });
  expect(app.received[0]?.headers).toMatchObject({
    host: `127.0.0.1:${app.port}`,
    'x-own': 'yes',
    connection: 'close',
  });
  expect(app.received[0]?.body.toString()).toBe('{"n":12345678901234567890}');
  const [delivery] = body.items;
  expect(delivery).toMatchObject({
    bin: 'a',
    seq: 1,
    kind: 'replay',
    by: 'api',
    target: `${app.url}/webhooks/stripe?x=1&x=2`,
    method: 'POST',
    state: 'delivered',
    status: 201,
    error: null,
    attempt: 1,
    requestSize: 26,
    request: { headers: expect.arrayContaining([['content-length', '26']]), body: { size: 26, own: false } },
    response: {
      status: 201,
      headers: expect.arrayContaining([['x-recorder', 'yes']]),
      body: { size: 24, cut: false },
    },
  });
  const { connectMs, firstByteMs, totalMs } = delivery?.timing ?? {};
  expect([connectMs, firstByteMs, totalMs].map((ms) => typeof ms)).toEqual(['number', 'number', 'number']);
  expect(Number(connectMs)).toBeLessThanOrEqual(Number(firstByteMs));
  expect(Number(firstByteMs)).toBeLessThanOrEqual(Number(totalMs));
  const base = `${server.url}/api/bins/a/deliveries/${delivery?.id}`;
  const came = await fetch(`${base}/response-body`);
  expect(await came.text()).toBe('{"status":201,"count":1}');
  expect(came.headers.get('content-disposition')).toMatch(/^attachment/);
  expect(came.headers.get('x-content-type-options')).toBe('nosniff');
  expect(await (await fetch(`${base}/request-body`)).text()).toBe('{"n":12345678901234567890}');
  expect((await server.api<Delivery>(`/api/bins/a/deliveries/${delivery?.id}`)).body).toEqual(delivery);
  for (const path of ['/api/bins/a/deliveries', '/api/bins/a/requests/1/deliveries'])
    expect((await server.api<DeliveryPage>(path)).body.items).toMatchObject([
      { id: delivery?.id, status: 201 },
    ]);
});

it('tells viewers of the live stream when an attempt begins and when it ended', async () => {
  const server = await startServer();
  const app = await startRecorder(() => 500);
  await server.send('a', { body: 'x' });
  const live = await server.live('a');
  await live.nextOf('ready');
  await replay(server, 'a', 'latest', { target: app.url });
  expect((await live.nextOf('delivered')).delivery).toMatchObject({ seq: 1, state: 'sending', status: null });
  expect((await live.nextOf('delivered')).delivery).toMatchObject({
    seq: 1,
    state: 'failed',
    status: 500,
    error: null,
  });
});

it('sends an edited request, and keeps the body that was sent', async () => {
  const server = await startServer();
  const app = await startRecorder();
  await server.send('a', { path: '/old', body: 'old' });
  const bytes = Buffer.from([0, 255, 13, 10]);
  const { body } = await replay(server, 'a', 1, {
    target: `${app.url}/base`,
    host: 'original',
    edit: {
      method: 'PUT',
      path: '/new/%zz?q=1',
      headers: [
        ['hOST', 'other.example'],
        ['X-Dup', 'a'],
        ['x-dup', '\xe9'],
        ['Content-Length', '999'],
        ['Connection', 'X-Secret, keep-alive'],
        ['X-Secret', '1'],
        ['Proxy-Authorization', '1'],
      ],
      body: { base64: bytes.toString('base64') },
    },
  });
  const [got] = app.received;
  expect(got).toMatchObject({ method: 'PUT', target: '/base/new/%zz?q=1' });
  expect(got?.rawHeaders.join('|')).toBe(
    'hOST|other.example|X-Dup|a|x-dup|\xe9|Content-Length|4|Connection|close',
  );
  expect(got?.body).toEqual(bytes);
  const [delivery] = body.items;
  expect(delivery?.request?.body).toEqual({ size: 4, own: true });
  const kept = await fetch(`${server.url}/api/bins/a/deliveries/${delivery?.id}/request-body`);
  expect(Buffer.from(await kept.arrayBuffer())).toEqual(bytes);
  await replay(server, 'a', 1, {
    target: `${app.url}/exact?k=1`,
    path: 'replace',
    edit: { body: { text: 'é' } },
  });
  expect(app.received[1]).toMatchObject({ method: 'POST', target: '/exact?k=1', body: Buffer.from('é') });
});

it('takes edited bodies as large as those it keeps', async () => {
  const server = await startServer();
  const app = await startRecorder();
  await server.send('a', { body: 'x' });
  const base64 = Buffer.alloc(10 * 2 ** 20, 7).toString('base64');
  const { status } = await replay(server, 'a', 1, { target: app.url, edit: { body: { base64 } } });
  expect([status, app.received[0]?.body.length]).toEqual([200, 10 * 2 ** 20]);
});

it('sends large bodies whole', async () => {
  const server = await startServer();
  const app = await startRecorder();
  const body = Buffer.alloc(5_000_000, 'hookglass');
  await server.send('a', { body });
  const { body: answer } = await replay(server, 'a', 1, { target: app.url });
  expect(answer.items).toMatchObject([{ state: 'delivered', requestSize: 5_000_000 }]);
  expect(app.received[0]?.body.equals(body)).toBe(true);
});

it('sends as often and as parallel as it is told', async () => {
  const server = await startServer();
  let [open, most] = [0, 0];
  const app = await startRecorder(async () => {
    most = Math.max(most, ++open);
    await pause(20);
    open -= 1;
    return 200;
  });
  await server.send('a', { body: 'x' });
  const { body } = await replay(server, 'a', 1, { target: app.url, times: 12, parallel: 4 });
  expect(body.items).toHaveLength(12);
  expect(new Set(body.items.map(({ id }) => id)).size).toBe(12);
  expect(most).toBe(4);
  await replay(server, 'a', 1, { target: app.url, times: 3 });
  expect(app.received).toHaveLength(15);
});

it('signs anew with the secret of the bin and the time of now, after editing', async () => {
  const server = await startServer();
  const app = await startRecorder();
  await verifying(server, 'a', { provider: 'stripe', secrets: [{ text: secret }] });
  const old = Date.now() - 86_400_000;
  await server.send('a', { body: '{"old":1}', headers: stripeHeaders('{"old":1}', secret, old) });
  expect((await server.request('a', 1)).signature).toBe('expired');
  // To a bin of the same secret: that one says whether the signature is right.
  await verifying(server, 'check', { provider: 'stripe', secrets: [{ text: secret }] });
  const target = `${server.url}/in/check`;
  const sent = await replay(server, 'a', 1, {
    target,
    sign: 'resign',
    edit: { body: { text: '{"new":2}' } },
  });
  expect(sent.body.items).toMatchObject([{ state: 'delivered' }]);
  expect((await server.request('check', 1)).signature).toBe('valid');
  await replay(server, 'a', 1, { target });
  expect((await server.request('check', 2)).signature).toBe('expired');
  await replay(server, 'a', 1, { target: app.url });
  expect(app.received[0]?.headers['stripe-signature']).toContain(`t=${Math.floor(old / 1000)},`);
});

it('says why it cannot sign', async () => {
  const server = await startServer();
  await server.send('a', { body: '{}', headers: githubHeaders('{}') });
  const json = { target: 'http://127.0.0.1:9/', sign: 'resign' };
  expect(await refusal(server, json)).toEqual([400, 'cannot_sign']);
  await verifying(server, 'a', { provider: 'github', secrets: [] });
  expect(await refusal(server, json)).toEqual([400, 'cannot_sign']);
  expect((await server.api<DeliveryPage>('/api/bins/a/deliveries')).body.items).toEqual([]);
});

it('refuses what cannot be sent, and names it', async () => {
  const server = await startServer();
  await server.send('a', { body: 'x' });
  const to = { target: 'http://127.0.0.1:9/' };
  const edit = (edit: unknown) => refusal(server, { ...to, edit });
  expect(await refusal(server, {})).toEqual([400, 'FST_ERR_VALIDATION']);
  expect(await refusal(server, { target: 'ftp://x/' })).toEqual([400, 'bad_target']);
  expect(await refusal(server, { target: 'http://me:secret@x/' })).toEqual([400, 'bad_target']);
  expect(await refusal(server, { ...to, times: 101 })).toEqual([400, 'FST_ERR_VALIDATION', 'times']);
  expect(await refusal(server, to, 2)).toEqual([404, 'request_not_found']);
  expect(await edit({ method: 'GE T' })).toEqual([400, 'bad_edit', 'edit.method']);
  expect(await edit({ method: 'CONNECT' })).toEqual([400, 'bad_edit', 'edit.method']);
  expect(await edit({ method: 'connect' })).toEqual([400, 'bad_edit', 'edit.method']);
  expect(await edit({ path: '/a b' })).toEqual([400, 'bad_edit', 'edit.path']);
  expect(await edit({ path: 'x' })).toEqual([400, 'bad_edit', 'edit.path']);
  expect(await edit({ path: '/x\r\nX: 1' })).toEqual([400, 'bad_edit', 'edit.path']);
  expect(await edit({ headers: [['X', 'a\r\nY: b']] })).toEqual([400, 'bad_edit', 'edit.headers.0']);
  expect(
    await edit({
      headers: [
        ['Ok', '1'],
        ['X Y', '1'],
      ],
    }),
  ).toEqual([400, 'bad_edit', 'edit.headers.1']);
  expect(await edit({ headers: [['X', '😀']] })).toEqual([400, 'bad_edit', 'edit.headers.0']);
  expect(await edit({ body: { text: 'a', base64: 'b' } })).toEqual([400, 'FST_ERR_VALIDATION', 'edit.body']);
  expect((await server.api<DeliveryPage>('/api/bins/a/deliveries')).body.items).toEqual([]);
  expect((await server.api('/api/bins/none/deliveries')).status).toBe(404);
  expect((await server.api('/api/bins/a/deliveries/none')).body).toMatchObject({
    code: 'delivery_not_found',
  });
});

it('says in words why nothing came back, and keeps that', async () => {
  const server = await startServer(
    [],
    {},
    {
      resolve: async () => {
        throw Object.assign(new Error('no'), { code: 'ENOTFOUND' });
      },
    },
  );
  await server.send('a', { body: 'x' });
  const to = async (target: string) => {
    const [{ state, status, error, response } = {}] = (await replay(server, 'a', 1, { target })).body.items;
    return { state, status, code: error?.code, message: error?.message, response };
  };
  const failed = { state: 'failed', status: null, response: null };
  const port = await deadPort();
  expect(await to(`http://127.0.0.1:${port}/`)).toEqual({
    ...failed,
    code: 'refused',
    message: `nothing listens at 127.0.0.1:${port}: the connection was refused`,
  });
  expect(await to('http://nowhere.example/')).toMatchObject({ ...failed, code: 'dns' });
  expect(await to('http://169.254.169.254/latest')).toMatchObject({ ...failed, code: 'blocked' });
  expect(await to(`http://127.0.0.1:${server.port}/api/bins?`)).toMatchObject({ ...failed, code: 'blocked' });
  expect(await to(`https://127.0.0.1:${server.port}/in/b`)).toMatchObject({ ...failed, code: 'tls' });
  expect((await server.api<DeliveryPage>('/api/bins/a/deliveries')).body.items).toHaveLength(5);
});

it('never reaches its own page or API, by whatever name; its own hook URLs it does', async () => {
  const server = await startServer([], {}, { resolve: async () => [{ address: '127.0.0.1', family: 4 }] });
  await server.send('a', { path: '/x', method: 'DELETE', headers: { 'content-type': 'application/json' } });
  for (const host of ['127.0.0.1', 'localhost', 'rebind.example', '127.1', '[::ffff:127.0.0.1]'])
    for (const json of [
      { target: `http://${host}:${server.port}/api/bins/a`, path: 'replace' as const },
      { target: `http://${host}:${server.port}`, edit: { path: '/api/bins/a' } },
      { target: `http://${host}:${server.port}/in/../api/bins/a`, path: 'replace' as const },
    ]) {
      const [delivery] = (await replay(server, 'a', 1, json)).body.items;
      expect({ json, code: delivery?.error?.code }).toEqual({ json, code: 'blocked' });
    }
  expect((await server.bin('a')).requests).toBe(1);
  const [delivery] = (await replay(server, 'a', 1, { target: `http://127.0.0.1:${server.port}/in/b` })).body
    .items;
  expect(delivery).toMatchObject({ state: 'delivered', status: 200 });
  expect(await server.request('b')).toMatchObject({ method: 'DELETE', path: '/x' });
});

it('follows no redirect', async () => {
  const server = await startServer();
  const app = await startRecorder(() => 302);
  await server.send('a', { body: 'x' });
  const { body } = await replay(server, 'a', 1, { target: app.url });
  expect(body.items).toMatchObject([{ state: 'failed', status: 302, error: null }]);
  expect(app.received).toHaveLength(1);
});

it('remembers the targets of a bin, the last used first', async () => {
  const server = await startServer();
  const app = await startRecorder();
  await server.send('a', { path: '/deep/path', body: 'x' });
  for (const path of ['/one', '/two', '/one']) await replay(server, 'a', 1, { target: app.url + path });
  expect((await server.api('/api/bins/a/targets')).body).toEqual({
    items: [`${app.url}/one`, `${app.url}/two`],
  });
});

it('replays what a filter finds, oldest first, in the background', async () => {
  const server = await startServer();
  const app = await startRecorder(({ target }) => (target === '/4' ? 500 : 200));
  for (let count = 1; count <= 9; count += 1)
    await server.send('a', { method: count % 2 ? 'PUT' : 'POST', path: `/${count}`, body: 'x' });
  const { status, body: run } = await server.api<DeliveryRun>('/api/bins/a/replay', {
    method: 'POST',
    json: { target: app.url, q: 'method:POST', times: 2 },
  });
  expect([status, run.total]).toEqual([202, 8]);
  expect(await ended(server, run)).toMatchObject({
    state: 'done',
    total: 8,
    sent: 8,
    delivered: 6,
    failed: 2,
    error: null,
  });
  expect(app.received.map(({ target }) => target)).toEqual(['/2', '/2', '/4', '/4', '/6', '/6', '/8', '/8']);
  const { body: page } = await server.api<DeliveryPage>(`/api/bins/a/deliveries?run=${run.id}`);
  expect(page.items).toHaveLength(8);
  expect((await server.api('/api/bins/a/runs')).body).toMatchObject({
    items: [{ id: run.id, state: 'done' }],
  });
  for (const json of [{ target: app.url }, { target: app.url, q: '', seqs: [1] }])
    expect((await server.api('/api/bins/a/replay', { method: 'POST', json })).body).toMatchObject({
      code: 'bad_body',
    });
  const wrong = { target: app.url, q: 'nonsense:1' };
  expect((await server.api('/api/bins/a/replay', { method: 'POST', json: wrong })).body).toMatchObject({
    code: 'bad_filter',
  });
});

it('replays a selection with the gaps that it came with, and passes over what is gone', async () => {
  let now = Date.now();
  const server = await startServer([], {}, { now: () => now });
  const app = await startRecorder();
  for (const gap of [0, 150, 300, 0]) {
    now += gap;
    await server.send('a', { path: `/${gap}`, body: 'x' });
  }
  await server.api('/api/bins/a/requests/4', { method: 'DELETE' });
  const json = { target: app.url, seqs: [3, 1, 4, 2, 99], gaps: 'original', parallel: 5 };
  const { body: run } = await server.api<DeliveryRun>('/api/bins/a/replay', { method: 'POST', json });
  expect(await ended(server, run)).toMatchObject({ state: 'done', total: 5, sent: 3, delivered: 3 });
  expect(app.received.map(({ target }) => target)).toEqual(['/0', '/150', '/300']);
  const [first = 0, second = 0, third = 0] = app.received.map(({ at }) => at);
  expect(second - first).toBeGreaterThan(140);
  expect(third - second).toBeGreaterThan(290);
});

it('stops a run at once when it is cancelled', async () => {
  const server = await startServer();
  const held = Promise.withResolvers<number>();
  const app = await startRecorder(() => held.promise);
  for (let count = 0; count < 5; count += 1) await server.send('a', { body: 'x' });
  const json = { target: app.url, q: '', times: 1000, parallel: 2 };
  const { body: run } = await server.api<DeliveryRun>('/api/bins/a/replay', { method: 'POST', json });
  await expect.poll(() => app.received.length).toBe(2);
  const { body: cancelled } = await server.api<DeliveryRun>(`/api/bins/a/runs/${run.id}`, {
    method: 'DELETE',
  });
  expect(cancelled).toMatchObject({ state: 'cancelled', total: 5000, sent: 2, failed: 2 });
  const { body: page } = await server.api<DeliveryPage>('/api/bins/a/deliveries');
  expect(page.items.map(({ state, error }) => [state, error?.code])).toEqual([
    ['failed', 'cancelled'],
    ['failed', 'cancelled'],
  ]);
  held.resolve(200);
  expect((await server.api('/api/bins/a/runs/none')).status).toBe(404);
  expect((await server.api(`/api/bins/b/runs/${run.id}`)).status).toBe(404);
});

it('says whether something listens at a target, without a word to it', async () => {
  const server = await startServer();
  let said = '';
  const target = await startRawTarget((socket) => socket.on('data', (chunk) => (said += chunk.toString())));
  const probe = async (url: string) => {
    const json = { target: url };
    return (await server.api<TargetProbe>('/api/targets/probe', { method: 'POST', json })).body;
  };
  expect(await probe(`${target.url}/webhooks`)).toEqual({
    reachable: true,
    connectMs: expect.any(Number),
    error: null,
  });
  expect(await probe(`http://127.0.0.1:${await deadPort()}/`)).toMatchObject({
    reachable: false,
    error: { code: 'refused' },
  });
  expect(await probe(`http://127.0.0.1:${server.port}/api`)).toMatchObject({
    reachable: false,
    error: { code: 'blocked' },
  });
  expect(await probe('http://169.254.169.254/')).toMatchObject({
    reachable: false,
    error: { code: 'blocked' },
  });
  expect(await probe(`https://127.0.0.1:${server.port}/in/a`)).toMatchObject({
    reachable: false,
    error: { code: 'tls' },
  });
  expect(await probe('nonsense')).toMatchObject({ code: 'bad_target' });
  expect(said).toBe('');
});
