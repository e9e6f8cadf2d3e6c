import { get as httpGet, request as httpRequest } from 'node:http';
import { describe, expect, it } from 'vitest';
import type { ApiError, Bin, BinList } from '../../server/contract.ts';
import { type Client, startServer, temporaryFolder } from '../support/server.ts';

const patch = (server: Client, bin: string, json: object) =>
  server.api<Bin>(`/api/bins/${bin}`, { method: 'PATCH', json });
const create = (server: Client, json: object) => server.api<Bin>('/api/bins', { method: 'POST', json });
const sentence = (body: unknown): string => (body as ApiError).message;

/** What a sender with a host name of its own is answered. */
const statusByHost = (server: Client, host: string): Promise<number> =>
  new Promise((resolve, reject) => {
    httpGet({ port: server.port, host: '127.0.0.1', path: '/x?y=1', headers: { host } }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    }).on('error', reject);
  });

/** Sends a body of which half waits until `between` is done: the request was let in before. */
const sendAround = (server: Client, size: number, between: () => Promise<unknown>) =>
  new Promise<{ status: number; body: string }>((resolve, reject) => {
    const headers = { 'content-length': size, expect: '100-continue' };
    const sending = httpRequest({
      port: server.port,
      host: '127.0.0.1',
      path: '/in/a',
      method: 'POST',
      headers,
    });
    sending.on('error', reject);
    sending.on('continue', () => {
      sending.write('x'.repeat(size / 2));
      between().then(() => sending.end('x'.repeat(size / 2)), reject);
    });
    sending.on('response', (response) => {
      let body = '';
      response.on('data', (chunk: Buffer) => (body += chunk.toString()));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body }));
    });
    sending.flushHeaders();
  });

describe('a renamed bin', () => {
  it('captures by its old hook URL, the path form and the host form, and keeps the target as sent', async () => {
    const server = await startServer();
    await server.send('old', { body: '1' });
    const { status, body } = await patch(server, 'old', { id: 'new' });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      id: 'new',
      name: 'new',
      url: `${server.url}/in/new`,
      aliases: ['old'],
      requests: 1,
    });
    const answer = await server.send('old', { path: '/a?b=1', body: '2' });
    expect(await answer.json()).toEqual({ ok: true, bin: 'old', seq: 2 });
    expect(await statusByHost(server, `old.localhost:${server.port}`)).toBe(200);
    expect(await (await server.send('new')).json()).toEqual({ ok: true, bin: 'new', seq: 4 });
    expect(await server.request('new', 2)).toMatchObject({
      bin: 'new',
      target: '/in/old/a?b=1',
      path: '/a?b=1',
    });
    expect(await server.request('new', 3)).toMatchObject({ bin: 'new', target: '/x?y=1' });
    expect((await server.api<BinList>('/api/bins')).body.items).toMatchObject([{ id: 'new', requests: 4 }]);
  });

  it('shows what was answered as it was answered, by whatever name it is read', async () => {
    const server = await startServer();
    await server.send('old');
    await statusByHost(server, `old.localhost:${server.port}`);
    await patch(server, 'old', { id: 'new' });
    await server.send('old');
    await server.send('new');
    const answers = await Promise.all([1, 2, 3, 4].map((seq) => server.request('old', seq)));
    expect(answers.map(({ response }) => JSON.parse(response.body).bin)).toEqual([
      'old',
      'old',
      'old',
      'new',
    ]);
  });

  it('keeps its own name when it has one, and its aliases, pause and labels over a restart', async () => {
    const folder = await temporaryFolder();
    const before = await startServer(['--data', folder]);
    await create(before, { id: 'a', name: 'Stripe test mode', labels: ['pay', 'dev'] });
    await patch(before, 'a', { id: 'b' });
    await patch(before, 'b', { id: 'c' });
    await before.send('a');
    await before.close();
    const after = await startServer(['--data', folder]);
    for (const name of ['a', 'b', 'c']) expect((await after.send(name)).status).toBe(200);
    expect(await after.bin('c')).toMatchObject({
      name: 'Stripe test mode',
      aliases: ['b', 'a'],
      labels: ['pay', 'dev'],
      lastSeq: 4,
    });
    await patch(after, 'a', { paused: true });
    for (const name of ['a', 'b', 'c']) expect((await after.send(name)).status).toBe(503);
  });

  it('is read, changed, followed and deleted by its old name too', async () => {
    const server = await startServer();
    await server.send('old', { body: 'bytes' });
    await patch(server, 'old', { id: 'new' });
    expect(await server.bin('old')).toMatchObject({ id: 'new' });
    expect((await server.page('old')).items).toMatchObject([{ bin: 'new', seq: 1 }]);
    expect((await server.body('old', 1)).toString()).toBe('bytes');
    const live = await server.live('old', 'after=0');
    expect(await live.captured(1)).toMatchObject([{ bin: 'new', seq: 1 }]);
    await server.api('/api/bins/old/requests/1', { method: 'PATCH', json: { pinned: true } });
    expect(await live.nextOf('updated')).toMatchObject({ request: { bin: 'new', pinned: true } });
    expect((await server.api('/api/bins/old/requests/1?pinned=1', { method: 'DELETE' })).status).toBe(204);
    expect(await live.nextOf('deleted')).toEqual({ type: 'deleted', bin: 'new', seqs: [1] });
    expect((await server.api('/api/bins/old', { method: 'DELETE' })).status).toBe(204);
    expect(await live.nextOf('bin')).toEqual({ type: 'bin', id: 'new', bin: null });
    expect((await server.api('/api/bins/new')).status).toBe(404);
  });

  it('gives up no name that another bin has or had, and says whose it is', async () => {
    const server = await startServer();
    for (const id of ['a', 'b']) await create(server, { id });
    const taken = await patch(server, 'a', { id: 'b', name: 'not this either' });
    expect(taken.status).toBe(409);
    expect(taken.body).toMatchObject({ code: 'bin_exists' });
    await patch(server, 'b', { id: 'c' });
    for (const answer of [await patch(server, 'a', { id: 'b' }), await create(server, { id: 'b' })]) {
      expect(answer.status).toBe(409);
      expect(sentence(answer.body)).toContain('former name of the bin "c"');
    }
    expect(await server.bin('a')).toMatchObject({ id: 'a', name: 'a', aliases: [] });
    expect((await patch(server, 'a', { id: 'Not A Name' })).status).toBe(400);
  });

  it('takes an old name of its own back', async () => {
    const server = await startServer();
    await create(server, { id: 'a' });
    await patch(server, 'a', { id: 'b' });
    expect((await patch(server, 'b', { id: 'a' })).body).toMatchObject({ id: 'a', aliases: ['b'] });
    expect((await patch(server, 'a', { id: 'a' })).body).toMatchObject({ id: 'a', aliases: ['b'] });
    for (const name of ['a', 'b']) expect((await server.send(name)).status).toBe(200);
    expect(await server.bin('a')).toMatchObject({ requests: 2 });
  });

  it('lets go of old names, which are free then; deleting it frees them all', async () => {
    const server = await startServer();
    await create(server, { id: 'a' });
    await patch(server, 'a', { id: 'b' });
    await patch(server, 'b', { id: 'c' });
    expect((await patch(server, 'c', { aliases: ['b', 'never'] })).body.aliases).toEqual(['b']);
    expect((await server.send('a')).status).toBe(200);
    expect(await server.bin('a')).toMatchObject({ id: 'a', requests: 1 });
    expect((await patch(server, 'c', { id: 'd', aliases: [] })).body).toMatchObject({ id: 'd', aliases: [] });
    await patch(server, 'd', { id: 'e' });
    await server.api('/api/bins/e', { method: 'DELETE' });
    for (const id of ['b', 'c', 'd', 'e']) expect((await create(server, { id })).status).toBe(201);
  });

  it('is never created anew by a request to its old name, not even while it is renamed', async () => {
    const server = await startServer();
    await create(server, { id: 'a' });
    const old = Array.from({ length: 10 }, () => server.send('a'));
    const [{ status }] = await Promise.all([patch(server, 'a', { id: 'b' }), ...old]);
    expect(status).toBe(200);
    await server.send('b');
    await server.send('a');
    const { items } = (await server.api<BinList>('/api/bins')).body;
    expect(items).toMatchObject([{ id: 'b', requests: 12, lastSeq: 12 }]);
  });

  it.each([20, 700_000])('keeps a request of %i bytes that was under way', async (size) => {
    const server = await startServer(['--max-body', '2mb']);
    await create(server, { id: 'a' });
    const { status, body } = await sendAround(server, size, () => patch(server, 'a', { id: 'b' }));
    expect(status).toBe(200);
    expect(JSON.parse(body)).toEqual({ ok: true, bin: 'a', seq: 1 });
    expect(await server.request('b', 1)).toMatchObject({ target: '/in/a', state: 'complete', size });
    expect((await server.body('b', 1)).length).toBe(size);
  });

  it('loses nothing and skips no seq while it is renamed back and forth under load', async () => {
    const server = await startServer(['--data', await temporaryFolder()]);
    await create(server, { id: 'a' });
    const live = await server.live('a', 'after=0');
    const seen: number[] = [];
    live.each((message) => message.type === 'captured' && seen.push(message.request.seq));
    const load = { on: true };
    const seqs: number[] = [];
    const sender = async (name: string): Promise<void> => {
      while (load.on) {
        const answer = await server.send(name, { body: name });
        expect(answer.status).toBe(200);
        const { bin, seq } = (await answer.json()) as { bin: string; seq: number };
        expect(bin).toBe(name);
        seqs.push(seq);
      }
    };
    await patch(server, 'a', { id: 'b' });
    const sending = ['a', 'b', 'a', 'b', 'a', 'b', 'a', 'b'].map(sender);
    for (let count = 0; count < 60; count += 1) {
      const { status } = await patch(server, 'a', { id: count % 2 ? 'b' : 'a' });
      expect(status).toBe(200);
    }
    load.on = false;
    await Promise.all(sending);
    const all = Array.from({ length: seqs.length }, (_, index) => index + 1);
    expect(seqs.toSorted((x, y) => x - y)).toEqual(all);
    await expect.poll(() => seen.length).toBe(all.length);
    expect(seen).toEqual(all);
    const { items } = (await server.api<BinList>('/api/bins')).body;
    expect(items).toMatchObject([{ id: 'b', requests: all.length, lastSeq: all.length, aliases: ['a'] }]);
  });

  it('tells its viewers under the name they know, and goes on under the new one', async () => {
    const server = await startServer();
    await server.send('a');
    const [one, all] = [await server.live('a'), await server.live(null)];
    for (const live of [one, all]) await live.next();
    await patch(server, 'a', { id: 'b' });
    await server.send('a');
    await server.send('b');
    for (const live of [one, all]) {
      expect(await live.next()).toMatchObject({ type: 'bin', id: 'a', bin: { id: 'b', aliases: ['a'] } });
      expect((await live.captured(2)).map(({ bin, seq }) => [bin, seq])).toEqual([
        ['b', 2],
        ['b', 3],
      ]);
    }
    await server.api('/api/bins/b', { method: 'DELETE' });
    for (const live of [one, all]) expect(await live.next()).toEqual({ type: 'bin', id: 'b', bin: null });
  });
});

describe('bins', () => {
  it('have labels, refused when they could not be written as one', async () => {
    const server = await startServer();
    expect((await create(server, { id: 'a', labels: ['pay', 'Ünï code'] })).body.labels).toEqual([
      'pay',
      'Ünï code',
    ]);
    expect((await patch(server, 'a', { labels: ['x'] })).body.labels).toEqual(['x']);
    expect((await patch(server, 'a', { name: 'same', labels: [] })).body).toMatchObject({
      name: 'same',
      labels: [],
    });
    for (const labels of [['a,b'], [''], ['x', 'x'], ['x'.repeat(41)], 'x', [1], ['a\u202eb']])
      expect((await patch(server, 'a', { labels })).status).toBe(400);
    expect((await create(server, { id: 'b', name: 'same' })).status).toBe(201);
  });

  it('come in pages, newest first, in which nothing is missed while requests arrive', async () => {
    const server = await startServer();
    const ids = Array.from({ length: 25 }, (_, index) => `bin-${index}`);
    for (const id of ids) await create(server, { id });
    const found: string[] = [];
    let after: number | undefined;
    do {
      const query = `limit=10${after === undefined ? '' : `&after=${after}`}`;
      const { items, nextAfter } = (await server.api<BinList>(`/api/bins?${query}`)).body;
      found.push(...items.map(({ id }) => id));
      await server.send('bin-3');
      await server.api(`/api/bins/${found.at(-1)}`, { method: 'DELETE' });
      after = nextAfter;
    } while (after !== undefined);
    expect(found).toEqual(ids.toReversed());
    for (const query of ['limit=0', 'limit=1001', 'after=x', 'limit=1&after=-1'])
      expect((await server.api(`/api/bins?${query}`)).status).toBe(400);
  });
});

it('tells a viewer to begin anew when its bin is another one of the same name, however long that is', async () => {
  const server = await startServer();
  await server.send('a');
  const { createdAt } = await server.bin('a');
  await server.api('/api/bins/a', { method: 'DELETE' });
  await expect.poll(() => new Date().toISOString()).not.toBe(createdAt);
  for (let count = 0; count < 5; count += 1) await server.send('a');
  const stale = await server.live('a', `after=1&created=${encodeURIComponent(createdAt)}`);
  expect(await stale.next()).toEqual({ type: 'ready', lastSeq: 5 });
  expect(await stale.next()).toEqual({ type: 'resync' });
  await server.send('a');
  expect(await stale.captured(1)).toMatchObject([{ seq: 6 }]);
  const now = await server.bin('a');
  const known = await server.live('a', `after=4&created=${encodeURIComponent(now.createdAt)}`);
  expect(await known.next()).toEqual({ type: 'ready', lastSeq: 6 });
  expect((await known.captured(2)).map(({ seq }) => seq)).toEqual([5, 6]);
});
