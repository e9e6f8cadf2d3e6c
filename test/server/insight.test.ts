import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { ApiError, Facets, FieldValues, RequestList, Timeline } from '../../server/contract.ts';
import { startServer, type TestServer } from '../support/server.ts';

const q = (text: string): string => `q=${encodeURIComponent(text)}`;

async function filled(): Promise<TestServer> {
  const server = await startServer(['--max-body', '1kb']);
  const json = { 'content-type': 'application/json' };
  await server.send('a', { path: '/orders?x=1', headers: json, body: '{"type":"paid","data":{"n":1}}' });
  await server.send('a', { path: '/orders?x=2', headers: json, body: '{"type":"paid","data":{"n":2}}' });
  await server.send('a', { headers: json, body: '{"type":"failed"}' });
  await server.send('a', { headers: json, body: '{"type":"failed"}' });
  await server.send('a', { method: 'PUT', body: 'x'.repeat(2000) });
  return server;
}

describe('the timeline', () => {
  it('counts all requests and the matching ones by how they ended', async () => {
    const server = await filled();
    const { status, body } = await server.api<Timeline>(`/api/bins/a/timeline?buckets=1&${q('method:POST')}`);
    expect(status).toBe(200);
    expect(body.buckets).toEqual([
      { index: 0, all: { ok: 4, warn: 1, bad: 0 }, matching: { ok: 4, warn: 0, bad: 0 } },
    ]);
    expect(Date.parse(body.to) - Date.parse(body.from)).toBeLessThanOrEqual(body.bucketMs);
  });

  it('takes a range of time, whose end is not in it', async () => {
    const server = await filled();
    const at = (await server.page('a')).items.map(({ receivedAt }) => receivedAt);
    const range = `from=${at[4]}&to=${at[2]}`;
    const { body } = await server.api<Timeline>(`/api/bins/a/timeline?${range}`);
    const before = at.filter((one) => one < (at[2] ?? '')).length;
    expect(body.buckets.reduce((sum, { all }) => sum + all.ok, 0)).toBe(before);
    expect(body.buckets.length).toBeLessThanOrEqual(120);
    const filter = q(`from:${at[4]} to:${at[2]}`);
    expect((await server.page('a', filter)).items).toHaveLength(before);
  });

  it('of an empty bin is empty', async () => {
    const server = await startServer();
    await server.api('/api/bins', { method: 'POST', json: { id: 'a' } });
    expect((await server.api<Timeline>('/api/bins/a/timeline')).body.buckets).toEqual([]);
  });

  it.each(['from=later', 'from=2026-01-02&to=2026-01-01', 'buckets=501', 'buckets=0', 'q=color:red'])(
    'refuses %s with 400',
    async (query) => {
      const server = await filled();
      expect((await server.api(`/api/bins/a/timeline?${query}`)).status).toBe(400);
    },
  );
});

describe('the facets', () => {
  it('count what a filter leaves, and what of it is worth a look', async () => {
    const server = await filled();
    const facets = async (filter: string) =>
      (await server.api<Facets>(`/api/bins/a/facets?${q(filter)}`)).body;
    expect(await facets('')).toEqual({ all: 5, matching: 5, invalid: 0, failed: 1, repeats: 1 });
    expect(await facets('body:TYPE')).toEqual({ all: 5, matching: 4, invalid: 0, failed: 0, repeats: 1 });
    expect(await facets('body.type:paid')).toMatchObject({ matching: 2 });
    expect(await facets('-status:2xx')).toMatchObject({ matching: 1, failed: 1 });
  });
});

describe('the values of a field', () => {
  const values = async (server: TestServer, query: string): Promise<string[]> => {
    const { body } = await server.api<FieldValues>(`/api/bins/a/values?${query}`);
    return body.items.map(({ value, count }) => `${value} ${count}`);
  };

  it('come with their counts, the most frequent first', async () => {
    const server = await filled();
    expect(await values(server, 'field=method')).toEqual(['POST 4', 'PUT 1']);
    expect(await values(server, 'field=status')).toEqual(['200 4', '413 1']);
    expect(await values(server, 'field=path')).toEqual(['/ 3', '/orders 2']);
    expect(await values(server, 'field=is')).toEqual(['failed 1', 'retry 1']);
    expect(await values(server, `field=state&${q('method:PUT')}`)).toEqual(['truncated 1']);
  });

  it('are those of headers, queries and JSON bodies too, by their names', async () => {
    const server = await filled();
    expect(await values(server, 'field=header&prefix=CONTENT-T')).toEqual(['content-type 5']);
    expect(await values(server, 'field=header.Content-Type&prefix=app')).toEqual(['application/json 4']);
    expect(await values(server, 'field=query')).toEqual(['x 2']);
    expect(await values(server, 'field=query.x')).toEqual(['1 1', '2 1']);
    expect(await values(server, 'field=body')).toEqual(['type 4', 'data.n 2']);
    expect(await values(server, 'field=body.data.n&prefix=2')).toEqual(['2 1']);
  });

  it('are refused for a field that has none, by its name', async () => {
    const server = await filled();
    const { status, body } = await server.api<ApiError>('/api/bins/a/values?field=since');
    expect(status).toBe(400);
    expect(body.message).toContain('since');
  });
});

describe('the attempts of a request', () => {
  it('are all requests of its event, newest first', async () => {
    const server = await filled();
    const seqs = async (seq: number) =>
      (await server.api<RequestList>(`/api/bins/a/requests/${seq}/attempts`)).body.items.map(
        (one) => one.seq,
      );
    expect(await seqs(3)).toEqual([4, 3]);
    expect(await seqs(1)).toEqual([1]);
    expect((await server.api('/api/bins/a/requests/99/attempts')).status).toBe(404);
  });
});

describe('a search', () => {
  it('looks into compressed bodies', async () => {
    const server = await startServer();
    const headers = { 'content-encoding': 'gzip', 'content-type': 'application/json' };
    await server.send('a', { headers, body: gzipSync('{"deep":{"word":"needle"}}') });
    for (const filter of ['needle', 'body:NEEDLE', 'body.deep.word:needle'])
      expect((await server.page('a', q(filter))).items).toHaveLength(1);
    expect((await server.page('a', q('-needle'))).items).toHaveLength(0);
  });

  it('takes a selection of many rows by their numbers', async () => {
    const server = await filled();
    const many = `seq:${Array.from({ length: 1000 }, (_, at) => 2 * at + 1).join(',')}`;
    expect((await server.page('a', q(many))).items.map(({ seq }) => seq)).toEqual([5, 3, 1]);
    expect((await server.api(`/api/bins/a/requests?${q(`${many},7`)}`)).status).toBe(400);
    expect((await server.api(`/api/bins/a/requests?${q('seq:2-3,5')}`, { method: 'DELETE' })).body).toEqual({
      removed: 3,
    });
  });

  it('says that the server does not know what was read', async () => {
    const server = await filled();
    const { status, body } = await server.api<ApiError>(`/api/bins/a/requests?${q('is:unread')}`);
    expect(status).toBe(400);
    expect(body.message).toContain('the page');
  });

  it('ends when its client goes away, and others are served', async () => {
    const server = await filled();
    const gone = new AbortController();
    const lost = fetch(`${server.url}/api/bins/a/facets?${q('type')}`, { signal: gone.signal });
    gone.abort();
    await expect(lost).rejects.toThrow();
    expect((await server.api('/api/bins/a/facets')).status).toBe(200);
    expect(server.errors).toEqual([]);
  });

  it.each(['timeline', 'facets', 'values?field=method'])('is 404 for an unknown bin: %s', async (path) => {
    const server = await startServer(['--no-auto-create']);
    expect((await server.api(`/api/bins/none/${path}`)).status).toBe(404);
  });
});
