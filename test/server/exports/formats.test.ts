import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { connect } from 'node:net';
import { describe, expect, it } from 'vitest';
import type { ApiError, ExportFormat } from '../../../server/contract.ts';
import { sendRaw } from '../../support/raw-socket.ts';
import { startServer, temporaryFolder, type TestServer } from '../../support/server.ts';
import { readSent } from '../raw/wire.ts';

async function exported(server: TestServer, path: string): Promise<Response> {
  const response = await fetch(`${server.url}/api/bins/${path}`);
  expect(response.status).toBe(200);
  return response;
}
const textOf = async (server: TestServer, path: string): Promise<string> =>
  (await exported(server, path)).text();
const jsonOf = async <T>(server: TestServer, path: string): Promise<T> =>
  JSON.parse(await textOf(server, path)) as T;

describe('every format', () => {
  it('is listed, and what is listed can be had', async () => {
    const server = await startServer();
    await server.send('a', { body: '{"a":1}' });
    const { items } = (await server.api<{ items: ExportFormat[] }>('/api/formats')).body;
    expect(items.map(({ id }) => id)).toEqual(
      'curl fetch python go httpie http raw ndjson har postman csv json'.split(' '),
    );
    for (const { id, one, many, extension, mediaType } of items) {
      for (const [path, is, name] of [
        [`a/requests/latest/export/${id}`, one, 'a-1'],
        [`a/export/${id}`, many, 'a'],
      ] as const) {
        const answer = await fetch(`${server.url}/api/bins/${path}`);
        expect(answer.status).toBe(is ? 200 : 404);
        if (!is) continue;
        expect(answer.headers.get('content-disposition')).toBe(`attachment; filename="${name}.${extension}"`);
        expect(answer.headers.get('content-type')).toContain(mediaType);
        expect(answer.headers.get('content-security-policy')).toBe("sandbox; default-src 'none'");
        expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
        expect((await answer.bytes()).length).toBeGreaterThan(0);
      }
    }
  });

  it('ends in an error that names what is not there', async () => {
    const server = await startServer();
    await server.send('a');
    const code = async (path: string): Promise<[number, string]> => {
      const { status, body } = await server.api<ApiError>(`/api/bins/${path}`);
      return [status, body.code];
    };
    expect(await code('none/export/har')).toEqual([404, 'bin_not_found']);
    expect(await code('a/requests/2/export/har')).toEqual([404, 'request_not_found']);
    expect(await code('a/requests/4294967297/export/har')).toEqual([404, 'request_not_found']);
    expect(await code('a/export/pdf')).toEqual([404, 'format_not_found']);
    expect(await code('a/export/__proto__')).toEqual([404, 'format_not_found']);
    expect(await code('a/export/har?q=nope:1')).toEqual([400, 'bad_filter']);
  });

  it('of a bin takes what the filter leaves, oldest first, and is whole when there is nothing', async () => {
    const server = await startServer();
    for (const path of ['/a', '/b', '/a']) await server.send('a', { path });
    const seqs = async (q: string): Promise<number[]> =>
      (await jsonOf<{ seq: number }[]>(server, `a/export/json?q=${q}`)).map(({ seq }) => seq);
    expect(await seqs('')).toEqual([1, 2, 3]);
    expect(await seqs('path:/a')).toEqual([1, 3]);
    expect(await seqs('path:/none')).toEqual([]);
    expect(await jsonOf(server, 'a/export/har?q=path:/none')).toMatchObject({ log: { entries: [] } });
    expect(await textOf(server, 'a/export/ndjson?q=path:/none')).toBe('');
  });
});

describe('bodies that are not text', () => {
  const bytes = Buffer.concat([randomBytes(700_001), Buffer.from([0xff])]);
  // A piece ends within a character: 256 kB is no multiple of three.
  const text = `${'☃'.repeat(200_000)}\u2028"\\`;

  it('are base64, and say so; text stays text, to the last character', async () => {
    const server = await startServer();
    await server.send('a', { body: bytes, headers: { 'content-type': 'image/png' } });
    await server.send('a', { body: text });
    await server.send('a', { body: '\ufeffmark' });
    const base64 = bytes.toString('base64');
    const [first, second, third] = await jsonOf<Record<string, unknown>[]>(server, 'a/export/json');
    expect(first).toMatchObject({ bodyBase64: base64 });
    expect(first).not.toHaveProperty('bodyText');
    expect(second?.['bodyText']).toBe(text);
    expect(third?.['bodyText']).toBe('\ufeffmark');
    const { log } = await jsonOf<{ log: { entries: { request: { postData: unknown } }[] } }>(
      server,
      'a/export/har',
    );
    expect(log.entries.map(({ request }) => request.postData)).toMatchObject([
      { mimeType: 'image/png', encoding: 'base64', text: base64 },
      { text },
      { text: '\ufeffmark' },
    ]);
    expect(log.entries[1]?.request.postData).not.toHaveProperty('encoding');
    const { item } = await jsonOf<{ item: { request: Record<string, unknown> }[] }>(
      server,
      'a/export/postman',
    );
    expect(item[0]?.request).toMatchObject({
      method: 'POST',
      body: { mode: 'file', file: { content: base64 } },
      description: expect.stringContaining('base64') as string,
    });
    expect(item[1]?.request).toMatchObject({ body: { mode: 'raw', raw: text } });
  });

  it('cannot stand in an .http file, nor can what its editor would read as its own', async () => {
    const server = await startServer();
    const bodies = [
      Buffer.from([0xff]),
      '### next',
      '< ./etc/passwd',
      '{"a":"{{x}}"}',
      '  spaces  ',
      '{"plain":1}',
    ];
    for (const body of bodies) await server.send('a', { body });
    const blocks = (await textOf(server, 'a/export/http')).split(/^### \d+ .*\n/m).slice(1);
    expect(blocks.map((block) => /^< \.\/a-\d\.bin$/m.test(block))).toEqual([
      true,
      true,
      true,
      true,
      true,
      false,
    ]);
    expect(blocks[5]).toMatch(/^POST http:\S+\/in\/a HTTP\/1\.1\n[^]*\n\n\{"plain":1\}\n\n$/);
  });
});

describe('raw', () => {
  it('are not asked to fill in what a stranger wrote, nor is a name that looks like an option one', async () => {
    const server = await startServer();
    const asks = '{{$processEnv HOME}}';
    await server.send('a', { path: '/x?y={{z}}', headers: { 'x-asks': asks, '-ofile': 'x' }, body: 'b' });
    const file = await textOf(server, 'a/requests/1/export/http');
    expect(file).not.toContain('{{z}}');
    expect(file).not.toContain(asks);
    expect(file).toContain('%7B%7Bz}}');
    expect(file).toContain('# Left out, an editor would fill it in: header x-asks');
    const postman = await textOf(server, 'a/requests/1/export/postman');
    expect(postman).toContain(`{"key":"x-asks","value":"${asks}","disabled":true}`);
    const words = (await textOf(server, 'a/requests/1/export/httpie')).split(' \\\n  ');
    expect(words.indexOf('--')).toBeLessThan(words.findIndex((word) => word.includes('-ofile')));
    expect(words.indexOf('--')).toBeGreaterThan(-1);
  });

  it('gives the bytes of the message back, chunked ones with their trailers, refused ones as they came', async () => {
    const server = await startServer();
    await server.api('/api/bins', { method: 'POST', json: { id: 'a' } });
    const plain =
      'POST /in/a/x?y HTTP/1.1\r\nHost: localhost\r\nx-dup: \xe9\r\nX-DUP: b\r\nContent-Length: 4\r\n\r\n\0\xff\r\n';
    const chunked =
      'PUT /in/a HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n3\r\ncde\r\n0\r\nX-Sum: 5\r\n\r\n';
    const refused = 'GET /in/a HTTP/1.1\r\nHost: localhost\r\nBad Name: x\r\n\r\n';
    for (const pieces of [[plain], [chunked]]) await sendRaw({ port: server.port, pieces });
    await sendRaw({ port: server.port, pieces: [refused], answers: null });
    const raw = async (seq: number): Promise<string> =>
      Buffer.from(await (await exported(server, `a/requests/${seq}/export/raw`)).arrayBuffer()).toString(
        'latin1',
      );
    expect(await raw(1)).toBe(plain);
    // Which chunks there were is not kept; what they say is.
    expect(readSent(await raw(2))).toEqual(readSent(chunked));
    expect(await raw(3)).toBe(refused);
  });
});

describe('CSV', () => {
  it('is quoted, and runs nothing in a spreadsheet', async () => {
    const server = await startServer();
    await server.send('a', { path: '/?a,b', headers: { 'content-type': '=cmd|x' } });
    for (const note of [
      '=1+1',
      '+1',
      '-1',
      '@SUM(A1)',
      '\t=1',
      '\r=1',
      '＝1',
      'two\nlines',
      'a "b" c',
      'plain',
    ]) {
      await server.send('a');
      const { seq } = await server.request('a');
      await server.api(`/api/bins/a/requests/${seq}`, { method: 'PATCH', json: { note } });
    }
    const csv = await textOf(server, 'a/export/csv');
    const [head = '', first = '', ...rest] = csv.split('\r\n');
    expect(head).toMatch(/^seq,receivedAt,method,path,/);
    expect(first).toContain(',POST,"/?a,b",');
    expect(first).toContain(",'=cmd|x,");
    for (const cell of [
      ",'=1+1,",
      ",'＝1,",
      ",'+1,",
      ",'-1,",
      ",'@SUM(A1),",
      ",'\t=1,",
      ',"\'\r=1",',
      ',"two\nlines",',
      ',"a ""b"" c",',
      ',plain,',
    ])
      expect(rest.join('\r\n')).toContain(cell);
    expect(csv).not.toMatch(/(?:^|,|\n)"?[=+\-@\t]/);
  });
});

describe('a large bin', () => {
  it(
    'leaves piece by piece: 300 MB pass through a process that stays small, and captures go on',
    { timeout: 120_000 },
    async () => {
      const server = await startServer(['--data', await temporaryFolder()]);
      const body = randomBytes(2 ** 20);
      for (let sent = 0; sent < 300; sent += 10)
        await Promise.all(Array.from({ length: 10 }, () => server.send('big', { body })));
      const before = process.memoryUsage.rss();
      const response = await exported(server, 'big/export/ndjson');
      let [bytes, most, slowest] = [0, 0, 0];
      const reader = (response.body ?? new ReadableStream<Uint8Array>()).getReader();
      for (let pieces = 0; ; pieces += 1) {
        const { done, value } = await reader.read();
        if (done) break;
        bytes += value.length;
        most = Math.max(most, process.memoryUsage.rss() - before);
        if (pieces % 500 !== 0) continue;
        const startedAt = performance.now();
        expect((await server.send('meanwhile')).status).toBe(200);
        slowest = Math.max(slowest, performance.now() - startedAt);
      }
      expect(bytes).toBeGreaterThan(300 * 2 ** 20 * 1.33);
      // Client and server are one process here; held at once, the export alone would be 400 MB.
      expect(most).toBeLessThan(150 * 2 ** 20);
      expect(slowest).toBeLessThan(1500);
    },
  );

  it('stops being read when whoever asked for it goes away or reads no more', async () => {
    const server = await startServer(['--data', await temporaryFolder()]);
    const body = randomBytes(2 ** 20);
    for (let sent = 0; sent < 40; sent += 1) await server.send('big', { body });
    const socket = connect(server.port, '127.0.0.1');
    socket.write(`GET /api/bins/big/export/ndjson HTTP/1.1\r\nHost: localhost\r\n\r\n`);
    await once(socket, 'readable');
    const { arrayBuffers } = process.memoryUsage();
    // Nobody reads on: what was made fits into the buffers of the sockets, and no more is made meanwhile.
    for (let sent = 0; sent < 50; sent += 1) expect((await server.send('meanwhile')).status).toBe(200);
    expect(process.memoryUsage().arrayBuffers - arrayBuffers).toBeLessThan(16 * 2 ** 20);
    socket.resetAndDestroy();
    expect((await server.send('big')).status).toBe(200);
    expect(server.errors).toEqual([]);
  });
});
