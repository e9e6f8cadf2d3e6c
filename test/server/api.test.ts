import { describe, expect, it } from 'vitest';
import type { ApiError, Bin } from '../../server/contract.ts';
import { sendRaw } from '../support/raw-socket.ts';
import { startServer } from '../support/server.ts';

describe('bins', () => {
  it('are created by one POST, with a readable name or one of your own', async () => {
    const server = await startServer();
    const { status, body } = await server.api<Bin>('/api/bins', { method: 'POST' });
    expect(status).toBe(201);
    expect(body).toMatchObject({
      url: `${server.url}/in/${body.id}`,
      requests: 0,
      lastSeq: 0,
      paused: false,
    });
    expect(body.id).toMatch(/^[a-z]+-[a-z]+-\d\d$/);
    const named = await server.api<Bin>('/api/bins', {
      method: 'POST',
      json: { id: 'stripe', name: 'Stripe test mode' },
    });
    expect(named.body).toMatchObject({ id: 'stripe', name: 'Stripe test mode' });
    expect((await server.api('/api/bins', { method: 'POST', json: { id: 'stripe' } })).status).toBe(409);
  });

  it.each([
    [{ id: 'UPPER' }, 'id'],
    [{ id: '-x' }, 'id'],
    [{ id: 'a'.repeat(64) }, 'id'],
    [{ id: 1e99 }, 'id'],
    [{ name: '' }, 'name'],
    [{ name: ['x'] }, 'name'],
    [[], 'body'],
  ])('are refused with 400 and the field for %j', async (json, field) => {
    const server = await startServer();
    const { status, body } = await server.api<ApiError>('/api/bins', { method: 'POST', json });
    expect(status).toBe(400);
    expect(body.message).toContain(field);
    expect(body).toMatchObject({ statusCode: 400, error: 'Bad Request' });
  });

  it('refuse JSON that is none, that is too deep, or that would poison a prototype', async () => {
    const server = await startServer();
    for (const body of [
      '{',
      '{"id":',
      '[[[[',
      '{"__proto__":{"x":1},"id":"a"}',
      '{"constructor":{"prototype":{}}}',
    ]) {
      const answer = await server.api('/api/bins', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body,
      });
      expect(answer.status).toBe(400);
    }
  });

  it('are listed whoever created them: the page, the API or a request', async () => {
    const server = await startServer();
    await server.api('/api/bins', { method: 'POST', json: { id: 'by-api' } });
    await server.send('by-request');
    const { body } = await server.api<{ items: Bin[] }>('/api/bins');
    expect(body.items.map(({ id }) => id).toSorted()).toEqual(['by-api', 'by-request']);
  });

  it('say how to be created when they are unknown, on both planes', async () => {
    const server = await startServer(['--no-auto-create']);
    const { status, body } = await server.api<ApiError>('/api/bins/none/requests');
    expect(status).toBe(404);
    expect(body.message).toContain('POST /api/bins');
    const sent = await server.send('none');
    expect(sent.status).toBe(404);
    expect(await sent.text()).toContain('POST /api/bins');
    expect((await server.api<{ items: Bin[] }>('/api/bins')).body.items).toEqual([]);
  });

  it('create themselves at the first request from this machine only', async () => {
    const server = await startServer();
    const host = (name: string): string =>
      `POST /in/new HTTP/1.1\r\nHost: ${name}\r\nContent-Length: 0\r\n\r\n`;
    expect((await sendRaw({ port: server.port, pieces: [host('tunnel.example')] })).statuses).toEqual([404]);
    expect((await sendRaw({ port: server.port, pieces: [host('localhost')] })).statuses).toEqual([200]);
    expect((await sendRaw({ port: server.port, pieces: [host('tunnel.example')] })).statuses).toEqual([200]);
  });

  it('are renamed, paused and deleted', async () => {
    const server = await startServer();
    await server.send('a');
    const patch = (json: object) => server.api<Bin>('/api/bins/a', { method: 'PATCH', json });
    expect((await patch({ name: 'A new name' })).body.name).toBe('A new name');
    expect((await patch({ paused: true })).body.paused).toBe(true);
    const refused = await server.send('a');
    expect(refused.status).toBe(503);
    expect(refused.headers.get('retry-after')).toBe('1');
    expect((await patch({ paused: false })).body.requests).toBe(1);
    expect((await patch({})).status).toBe(400);
    expect((await server.api('/api/bins/a', { method: 'DELETE' })).status).toBe(204);
    expect((await server.api('/api/bins/a')).status).toBe(404);
    expect((await server.api('/api/bins/a', { method: 'DELETE' })).status).toBe(404);
  });
});

describe('requests', () => {
  it('are paged by seq, newest first, or oldest first after a cursor', async () => {
    const server = await startServer();
    for (let count = 0; count < 7; count += 1) await server.send('a');
    const seqs = async (query: string): Promise<number[]> =>
      (await server.page('a', query)).items.map(({ seq }) => seq);
    expect(await seqs('limit=3')).toEqual([7, 6, 5]);
    expect(await server.page('a', 'limit=3')).toMatchObject({ nextBefore: 5, lastSeq: 7 });
    expect(await seqs('limit=3&before=5')).toEqual([4, 3, 2]);
    expect(await seqs('limit=3&after=2')).toEqual([3, 4, 5]);
    expect(await seqs('')).toHaveLength(7);
  });

  it.each(['limit=0', 'limit=x', 'limit=99999', 'before=-1', 'after=1.5', 'before=99999999999'])(
    'refuse a page of %s',
    async (query) => {
      const server = await startServer();
      await server.send('a');
      expect((await server.api(`/api/bins/a/requests?${query}`)).status).toBe(400);
    },
  );

  it.each([
    'color:red',
    'status:abc',
    'size:big',
    'is:funny',
    'has:none',
    'since:later',
    'header:x',
    'method:',
    'path.x:y',
  ])('refuse the filter %s with 400 and the word', async (q) => {
    const server = await startServer();
    await server.send('a');
    const { status, body } = await server.api<ApiError>(`/api/bins/a/requests?q=${encodeURIComponent(q)}`);
    expect(status).toBe(400);
    expect(body).toMatchObject({ code: 'bad_filter' });
    expect(body.message).toContain(q.replace(/[:.].*/, ''));
  });

  it('take any text as a filter without an error of ours', async () => {
    const server = await startServer();
    await server.send('a', { body: 'x' });
    for (const q of [
      '"',
      '*',
      '-',
      '""',
      'a"b',
      "'; DROP TABLE request; --",
      '%',
      '\u0000',
      'path:*',
      '🦊',
      '(a+)+$',
      'body.a.b.c:1',
    ]) {
      const { status } = await server.api(`/api/bins/a/requests?q=${encodeURIComponent(q)}`);
      expect([200, 400]).toContain(status);
    }
    expect(server.errors).toEqual([]);
  });

  it('are found as `latest` and by their seq, and are 404 otherwise', async () => {
    const server = await startServer();
    await server.send('a', { body: '1' });
    await server.send('a', { body: '22' });
    expect((await server.request('a', 'latest')).size).toBe(2);
    expect((await server.request('a', 1)).size).toBe(1);
    for (const seq of ['3', '0', '9999999999'])
      expect((await server.api(`/api/bins/a/requests/${seq}`)).status).toBe(404);
    for (const seq of ['x', '-1', '1e3'])
      expect((await server.api(`/api/bins/a/requests/${seq}`)).status).toBe(400);
  });

  it('keep a pin and a note, and pinned ones outlive a general deletion', async () => {
    const server = await startServer();
    for (let count = 0; count < 3; count += 1) await server.send('a');
    const patch = (json: object) => server.api('/api/bins/a/requests/2', { method: 'PATCH', json });
    expect((await patch({ pinned: true, note: 'the odd one' })).body).toMatchObject({
      pinned: true,
      note: 'the odd one',
    });
    expect((await patch({ pinned: 'yes please' })).status).toBe(400);
    expect((await server.api('/api/bins/a/requests/2', { method: 'DELETE' })).status).toBe(409);
    expect((await server.api('/api/bins/a/requests', { method: 'DELETE' })).body).toEqual({ removed: 2 });
    expect((await server.page('a')).items.map(({ seq }) => seq)).toEqual([2]);
    expect((await server.api('/api/bins/a/requests?pinned=1', { method: 'DELETE' })).body).toEqual({
      removed: 1,
    });
  });

  it('are deleted one by one or by filter', async () => {
    const server = await startServer();
    for (const method of ['PUT', 'POST', 'PUT']) await server.send('a', { method });
    expect((await server.api('/api/bins/a/requests/2', { method: 'DELETE' })).status).toBe(204);
    expect((await server.api('/api/bins/a/requests/2', { method: 'DELETE' })).status).toBe(404);
    expect((await server.api('/api/bins/a/requests?q=method:put', { method: 'DELETE' })).body).toEqual({
      removed: 2,
    });
  });
});

describe('the disk', () => {
  it('when it is full: 507 and Retry-After, reads go on, and captures again as soon as there is room', async () => {
    const server = await startServer([], { maxPages: 150 });
    const body = 'x'.repeat(30_000);
    let kept = 0;
    let refused = await server.send('a', { body });
    while (refused.status === 200) {
      kept += 1;
      refused = await server.send('a', { body });
    }
    expect(refused.status).toBe(507);
    expect(refused.headers.get('retry-after')).toBe('30');
    expect((await server.send('a', { body: 'y'.repeat(2_000_000) })).status).toBe(507);
    expect((await server.api('/readyz')).status).toBe(503);
    expect((await server.page('a', 'limit=1000')).items).toHaveLength(kept);
    expect((await server.api('/api/bins/a/requests', { method: 'DELETE' })).status).toBe(200);
    expect((await server.send('a', { body })).status).toBe(200);
    expect((await server.api('/readyz')).status).toBe(200);
    expect((await server.request('a')).seq).toBe(kept + 1);
  });
});

describe('a hostile capture', () => {
  it('does not break searches: not by its depth, its length or its size', async () => {
    const server = await startServer();
    await server.send('a', { body: `{"a":${'['.repeat(50_000)}${']'.repeat(50_000)}}` });
    await server.send('a', { body: `{"pad":"${'x'.repeat(700_000)}","key":"needle"}` });
    await server.send('a', { body: '{"a":"ok"}' });
    const find = async (q: string): Promise<number[]> => {
      const page = await server.page('a', `q=${encodeURIComponent(q)}`);
      return page.items.map(({ seq }) => seq);
    };
    expect(await find('body.a:ok')).toEqual([3]);
    expect(await find('needle')).toEqual([2]);
    expect(await find('body.key:needle')).toEqual([2]);
    const many = await server.api(
      `/api/bins/a/requests?q=${encodeURIComponent('-body.a:x'.concat(',x'.repeat(600)))}`,
    );
    expect(many.status).toBe(400);
  });

  it('of another bin is not reached by a number that is too large', async () => {
    const server = await startServer();
    await server.send('a');
    await server.send('b', { body: 'of b' });
    for (const seq of [2 ** 32 + 1, 2 ** 33 + 1, 0]) {
      expect((await server.api(`/api/bins/a/requests/${seq}`)).status).toBe(404);
      expect((await server.api(`/api/bins/a/requests/${seq}`, { method: 'DELETE' })).status).toBe(404);
    }
  });

  it('with a path of 100 kB has a small row, its whole target, and counts in full', async () => {
    const server = await startServer();
    const path = `/${'p'.repeat(100_000)}`;
    await server.send('a', { path });
    expect((await server.page('a')).items[0]?.path).toHaveLength(1024);
    expect((await server.request('a')).target).toBe(`/in/a${path}`);
    expect((await server.bin('a')).bytes).toBeGreaterThan(200_000);
  });
});

describe('the description', () => {
  it('covers every route and is browsable', async () => {
    const server = await startServer();
    const { body } = await server.api<{ paths: Record<string, object>; openapi: string }>(
      '/api/openapi.json',
    );
    expect(body.openapi).toBe('3.1.0');
    expect(Object.keys(body.paths).toSorted()).toEqual([
      '/api/bins',
      '/api/bins/{bin}',
      '/api/bins/{bin}/deliveries',
      '/api/bins/{bin}/deliveries/{id}',
      '/api/bins/{bin}/deliveries/{id}/request-body',
      '/api/bins/{bin}/deliveries/{id}/response-body',
      '/api/bins/{bin}/export/{format}',
      '/api/bins/{bin}/facets',
      '/api/bins/{bin}/forwarding',
      '/api/bins/{bin}/forwarding/{target}/redeliver',
      '/api/bins/{bin}/forwarding/{target}/resume',
      '/api/bins/{bin}/forwarding/{target}/since',
      '/api/bins/{bin}/import',
      '/api/bins/{bin}/replay',
      '/api/bins/{bin}/requests',
      '/api/bins/{bin}/requests/{seq}',
      '/api/bins/{bin}/requests/{seq}/attempts',
      '/api/bins/{bin}/requests/{seq}/body',
      '/api/bins/{bin}/requests/{seq}/deliveries',
      '/api/bins/{bin}/requests/{seq}/diagnosis',
      '/api/bins/{bin}/requests/{seq}/export/{format}',
      '/api/bins/{bin}/requests/{seq}/replay',
      '/api/bins/{bin}/requests/{seq}/verify',
      '/api/bins/{bin}/response/preview',
      '/api/bins/{bin}/response/reset',
      '/api/bins/{bin}/runs',
      '/api/bins/{bin}/runs/{run}',
      '/api/bins/{bin}/targets',
      '/api/bins/{bin}/timeline',
      '/api/bins/{bin}/values',
      '/api/formats',
      '/api/providers',
      '/api/providers/{provider}/code',
      '/api/system',
      '/api/targets/probe',
      '/healthz',
      '/readyz',
    ]);
    const docs = await server.api<string>('/api/docs/');
    expect(docs.status).toBe(200);
    expect(docs.body).toContain('/api/openapi.json');
    expect(docs.body).not.toMatch(/https?:\/\/(?!localhost)/);
  });

  it('answers 404 in JSON for what does not exist', async () => {
    const server = await startServer();
    for (const path of [
      '/api/none',
      '/none',
      '/assets/../package.json',
      '/assets/%2e%2e/package.json',
      '/..%2fpackage.json',
    ]) {
      const { status, body } = await server.api<ApiError>(path);
      expect(status).toBe(404);
      expect(body.statusCode).toBe(404);
    }
  });
});
