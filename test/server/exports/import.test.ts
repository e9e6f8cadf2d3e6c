import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { ApiError, CapturedRequest, Imported } from '../../../server/contract.ts';
import { responding } from '../../support/responding.ts';
import { sendRaw } from '../../support/raw-socket.ts';
import { type Answer, startServer, type TestServer } from '../../support/server.ts';
import { bytesOf, samples } from '../../support/samples.ts';
import { bodyCases } from '../raw/bodies.ts';
import { endingCases } from '../raw/endings.ts';
import { framingCases } from '../raw/framing.ts';
import { headerCases } from '../raw/headers.ts';
import { requestLineCases } from '../raw/request-line.ts';

const ndjson = { 'content-type': 'application/x-ndjson' };

const send = <T = Imported>(
  server: TestServer,
  bin: string,
  body: string | Uint8Array,
  headers: Record<string, string> = ndjson,
): Promise<Answer<T>> => server.api<T>(`/api/bins/${bin}/import`, { method: 'POST', body, headers });

const exportOf = async (server: TestServer, bin: string): Promise<string> =>
  (await fetch(`${server.url}/api/bins/${bin}/export/ndjson`)).text();

type Line = CapturedRequest & { bodyBase64: string };

const linesOf = (text: string): Line[] =>
  text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Line);

/** What stays the same on the way: all but where it is and what was counted there. */
function lasting(line: Line): object {
  const { response, ...rest } = line;
  const own = ['seq', 'id', 'bin', 'attempt', 'attempts', 'eventKey'];
  const entries = Object.entries(rest).filter(([key]) => !own.includes(key));
  return { ...Object.fromEntries(entries), response: response.status };
}

const newBin = (server: TestServer, id: string) => server.api('/api/bins', { method: 'POST', json: { id } });

/** Everything odd that the raw suite sends, and a sample of every sender. */
async function fillWithOddities(server: TestServer, bin: string): Promise<void> {
  const cases = [...requestLineCases, ...headerCases, ...framingCases, ...bodyCases, ...endingCases];
  for (const one of cases.filter(({ rows, bin }) => rows.length > 0 && bin === undefined)) {
    const pieces = one.pieces.map((piece) =>
      typeof piece === 'string'
        ? piece.replaceAll('{bin}', bin).replaceAll('{authority}', 'localhost')
        : piece,
    );
    // What is answered is the raw suite's affair; here the rows count.
    await sendRaw({ port: server.port, pieces, end: one.end, answers: one.statuses.length, timeoutMs: 300 });
  }
  for (const sample of samples())
    await sendRaw({ port: server.port, pieces: [bytesOf(sample, bin)], timeoutMs: 300 });
}

describe('an import', () => {
  it(
    'gives back what was exported, to the last byte: every odd request and every sample',
    { timeout: 120_000 },
    async () => {
      const server = await startServer();
      await newBin(server, 'from');
      await newBin(server, 'into');
      await fillWithOddities(server, 'from');
      for (const seq of [3, 5]) {
        const json = { pinned: true, note: `kept\nfor ${seq} ☃` };
        await server.api(`/api/bins/from/requests/${seq}`, { method: 'PATCH', json });
      }
      const first = await exportOf(server, 'from');
      const before = linesOf(first);
      expect(before.length).toBeGreaterThan(700);
      expect(new Set(before.map(({ state }) => state))).toEqual(
        new Set(['complete', 'truncated', 'aborted', 'refused']),
      );
      expect((await send(server, 'into', first)).body).toEqual({ imported: before.length, problems: [] });
      const after = linesOf(await exportOf(server, 'into'));
      expect(after.map(lasting)).toEqual(before.map(lasting));
      expect(after.map(({ seq }) => seq)).toEqual(after.map((_, at) => at + 1));
      expect(new Set([...before, ...after].map(({ id }) => id)).size).toBe(2 * before.length);
      expect((await server.bin('into')).pinned).toBe(2);
      expect(server.errors).toEqual([]);
    },
  );

  it('keeps bodies of megabytes, and those that were cut', async () => {
    const server = await startServer(['--max-body', '3mb']);
    await newBin(server, 'into');
    for (const size of [256 * 1024, 256 * 1024 + 1, 3_000_000, 4_000_000])
      await server.send('from', { body: Buffer.alloc(size, 'aé\0') });
    expect((await send(server, 'into', await exportOf(server, 'from'))).body).toEqual({
      imported: 4,
      problems: [],
    });
    for (const seq of [1, 2, 3, 4]) {
      const [is, was] = await Promise.all([server.request('into', seq), server.request('from', seq)]);
      expect(is.body).toEqual(was.body);
      expect(is.state).toBe(seq === 4 ? 'truncated' : 'complete');
      expect((await server.body('into', seq)).equals(await server.body('from', seq))).toBe(true);
    }
  });

  it('keeps what was answered, by which rule and with which fault', async () => {
    const server = await startServer();
    await newBin(server, 'into');
    const headers = { 'x-own': '1' };
    await responding(server, 'from', {
      rules: [
        { name: 'Cut', match: { path: '/cut' }, status: 503, headers, body: 'cut off', fault: 'cut' },
        { name: 'Reset', match: { path: '/reset' }, fault: 'reset' },
        { name: 'Plain', match: { path: '/plain' } },
      ],
    });
    for (const path of ['/cut', '/reset', '/plain', '/none'])
      await server
        .send('from', { path })
        .then((answer) => answer.text())
        .catch(() => undefined);
    expect((await send(server, 'into', await exportOf(server, 'from'))).body.problems).toEqual([]);
    for (const seq of [1, 2, 3, 4]) {
      const [is, was] = await Promise.all([server.request('into', seq), server.request('from', seq)]);
      const { body, bodyBytes, ...response } = was.response;
      expect({ ...is.response, body, bodyBytes }).toEqual({ ...response, body, bodyBytes });
      if (seq < 3) expect(is).toMatchObject({ status: was.status, fault: was.fault, response: was.response });
    }
    expect((await server.request('into', 1)).response).toMatchObject({
      rule: 'Cut',
      fault: 'cut',
      body: 'cut off',
    });
    const [line = ''] = (await exportOf(server, 'from')).split('\n');
    const hostile = line.replace('"x-own","1"', '"x-own","1\\r\\nevil: 1"').replace('"cut off"', '7');
    expect((await send(server, 'into', hostile)).body).toMatchObject({ imported: 1 });
    expect((await server.request('into')).response.scripted).toBe(false);
  });

  it('finds title, sender and attempt anew, and is live', async () => {
    const server = await startServer();
    await newBin(server, 'from');
    await newBin(server, 'into');
    const [stripe] = samples().filter(({ name }) => name.startsWith('stripe'));
    if (!stripe) throw new Error('no sample');
    await sendRaw({ port: server.port, pieces: [bytesOf(stripe, 'from')] });
    const [line = ''] = (await exportOf(server, 'from')).split('\n');
    const lied = line.replace(/"title":"[^"]*"/, '"title":"<b>lie</b>"');
    const live = await server.live('into');
    expect((await send(server, 'into', `${lied}\n${lied}`)).body.imported).toBe(2);
    const { items } = await server.page('into');
    expect(items.map(({ attempt }) => attempt)).toEqual([2, 1]);
    expect(items[0]).toMatchObject({ title: 'checkout.session.completed', provider: 'stripe', status: 200 });
    expect((await live.captured(2)).map(({ seq }) => seq)).toEqual([1, 2]);
  });

  it('names the lines that are no requests and keeps the others', async () => {
    const server = await startServer(['--max-body', '1kb']);
    await newBin(server, 'into');
    await server.send('from', { body: 'good' });
    const [good = ''] = (await exportOf(server, 'from')).split('\n');
    const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
    const change = (more: object): string => JSON.stringify({ ...(JSON.parse(good) as object), ...more });
    const big = 'x'.repeat(2000);
    const { status, body } = await send(
      server,
      'into',
      [
        `\ufeff${good}\r`,
        '{"broken',
        '',
        '[]',
        'null',
        change({ bodyBase64: Buffer.from('evil').toString('base64') }),
        change({ headers: [['A: b\r\nC', 'd']] }),
        change({ headers: [['A', 'b\nc']] }),
        change({ headers: [['A', '\u2603']] }),
        change({ receivedAt: 'yesterday' }),
        change({ method: 'A B' }),
        change({ method: '`id`' }),
        change({ target: '/in/a\r\nX-Evil: 1', path: '/x' }),
        change({ target: '/x', path: '/a b' }),
        change({ status: '200' }),
        change({ state: 'finished' }),
        change({
          body: { size: 2000, stored: 2000, sha256: sha256(big) },
          bodyBase64: Buffer.from(big).toString('base64'),
        }),
        `"${'x'.repeat(4_300_000)}"`,
        good,
      ].join('\n'),
    );
    expect(status).toBe(200);
    expect(body.imported).toBe(2);
    expect(body.problems.map(({ line }) => line)).toEqual([
      2, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18,
    ]);
    expect(body.problems.map(({ message }) => message)).toEqual([
      'Not JSON',
      expect.stringContaining('Not a request: '),
      expect.stringContaining('Not a request: '),
      expect.stringContaining('SHA-256'),
      'A header cannot be one',
      'A header cannot be one',
      'A header cannot be one',
      'receivedAt is not a time',
      expect.stringContaining('line/method'),
      'The method cannot be one',
      'The target cannot be one',
      'The target cannot be one',
      expect.stringContaining('line/status'),
      expect.stringContaining('line/state'),
      expect.stringContaining('--max-body'),
      expect.stringContaining('The line is longer than'),
    ]);
    const flood = (await send(server, 'into', 'x\n'.repeat(5000))).body;
    expect(flood.imported).toBe(0);
    expect(flood.problems).toHaveLength(100);
  });

  it('refuses numbers, times and heads that no request can have, and keeps the lines beside them', async () => {
    const server = await startServer();
    await newBin(server, 'into');
    await server.send('from', { body: 'x' });
    const [good = ''] = (await exportOf(server, 'from')).split('\n');
    const line = JSON.parse(good) as Line;
    const odd = [
      { ...line, body: { ...line.body, size: 1e300 } },
      { ...line, remotePort: 1e300 },
      { ...line, remotePort: -1 },
      { ...line, receivedAt: '+275760-09-13T00:00:00.000Z' },
      { ...line, receivedAt: '-271821-04-20T00:00:00.000Z' },
      { ...line, headers: Array.from({ length: 100_000 }, () => ['a', '']) },
    ].map((one) => JSON.stringify(one));
    const { status, body } = await send(server, 'into', [good, ...odd, good].join('\n'));
    expect(status).toBe(200);
    expect(body.imported).toBe(2);
    expect(body.problems.map((one) => one.line)).toEqual([2, 3, 4, 5, 6, 7]);
    for (const path of ['timeline', 'facets', 'requests', 'export/har'])
      expect((await server.api(`/api/bins/into/${path}`)).status).toBe(200);
  });

  it('is for the developer alone, needs its bin and its own type', async () => {
    const server = await startServer();
    await newBin(server, 'into');
    const code = async (bin: string, headers: Record<string, string>): Promise<[number, string]> => {
      const { status, body } = await send<ApiError>(server, bin, '{}', headers);
      return [status, body.code];
    };
    expect(await code('none', ndjson)).toEqual([404, 'bin_not_found']);
    expect(await code('into', { 'content-type': 'text/plain' })).toEqual([415, 'ndjson_only']);
    expect(await code('into', { 'content-type': 'application/json' })).toEqual([415, 'ndjson_only']);
    expect(await code('into', { ...ndjson, origin: 'https://evil.test' })).toEqual([403, 'foreign_origin']);
    const bins = await server.api<ApiError>('/api/bins', {
      method: 'POST',
      body: '{"id":"b"}',
      headers: ndjson,
    });
    expect([bins.status, bins.body.code]).toEqual([415, 'json_only']);
  });

  it('says how much was taken in when the disk is full', async () => {
    const server = await startServer([], { maxPages: 400 });
    await newBin(server, 'into');
    await server.send('from', { body: 'x'.repeat(8_000) });
    const [line = ''] = (await exportOf(server, 'from')).split('\n');
    const { status, body } = await send<ApiError>(server, 'into', `${line}\n`.repeat(400));
    expect([status, body.code]).toEqual([507, 'disk_full']);
    const { requests } = await server.bin('into');
    expect(body.message).toContain(`${requests} requests were imported before`);
    expect(requests).toBeGreaterThan(0);
  });
});
