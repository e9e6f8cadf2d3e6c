import { execFile, spawnSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { sendRaw } from '../support/raw-socket.ts';
import { bytesOf, samples } from '../support/samples.ts';
import { startServer, temporaryFolder, type TestServer } from '../support/server.ts';

const run = promisify(execFile);
const canRun = (command: string): boolean => spawnSync(command, ['--version']).status === 0;
const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** What is stored, as the bytes that came over the wire. */
async function wireBytes(server: TestServer, bin: string): Promise<Buffer> {
  const { method, target, httpVersion, headers } = await server.request(bin);
  const lines = [
    `${method} ${target} HTTP/${httpVersion}`,
    ...headers.map(([name, value]) => `${name}: ${value}`),
  ];
  return Buffer.concat([Buffer.from(`${lines.join('\r\n')}\r\n\r\n`, 'latin1'), await server.body(bin)]);
}

describe('a sample', () => {
  it.each(samples().map((sample) => [sample.name, sample] as const))(
    '%s is stored byte for byte',
    async (_name, sample) => {
      const server = await startServer();
      await server.api('/api/bins', { method: 'POST', json: { id: 'a' } });
      const sent = bytesOf(sample, 'a');
      expect((await sendRaw({ port: server.port, pieces: [sent] })).statuses).toEqual([200]);
      expect(await wireBytes(server, 'a')).toEqual(sent);
      expect((await server.request('a')).body.sha256).toBe(sha256(sample.body));
    },
  );
});

describe.skipIf(!canRun('curl'))('curl', () => {
  const curl = async (server: TestServer, ...args: string[]): Promise<string> => {
    const { stdout } = await run('curl', [
      '-sS',
      '--max-time',
      '20',
      '-w',
      '\n%{http_code}',
      ...args,
      `${server.url}/in/a/hook?x=1`,
    ]);
    return stdout.split('\n').at(-1) ?? '';
  };

  it('sends JSON', async () => {
    const server = await startServer();
    expect(
      await curl(server, '-H', 'Content-Type: application/json', '-d', '{"big":12345678901234567890}'),
    ).toBe('200');
    expect((await server.body('a')).toString()).toBe('{"big":12345678901234567890}');
    expect((await server.request('a')).headers[0]).toEqual(['Host', `localhost:${server.port}`]);
  });

  it('sends a form', async () => {
    const server = await startServer();
    expect(await curl(server, '-d', 'a=1&b=%20&a=2')).toBe('200');
    expect((await server.body('a')).toString()).toBe('a=1&b=%20&a=2');
    expect((await server.request('a')).contentType).toBe('application/x-www-form-urlencoded');
  });

  it('sends multipart with a binary file', async () => {
    const server = await startServer();
    const file = join(await temporaryFolder(), 'photo.bin');
    const bytes = randomBytes(70_000);
    await writeFile(file, bytes);
    expect(await curl(server, '-F', 'field=text', '-F', `file=@${file};filename=photo.bin`)).toBe('200');
    const body = await server.body('a');
    const request = await server.request('a');
    expect(body.includes(bytes)).toBe(true);
    expect(request.headers).toContainEqual(['Content-Length', String(body.length)]);
    expect(request.body.sha256).toBe(sha256(body));
  });

  it('sends 10 MB after waiting for 100 Continue', async () => {
    const server = await startServer();
    const file = join(await temporaryFolder(), 'large.bin');
    const bytes = randomBytes(10 * 2 ** 20);
    await writeFile(file, bytes);
    expect(await curl(server, '-H', 'Expect: 100-continue', '--data-binary', `@${file}`)).toBe('200');
    expect(await server.request('a')).toMatchObject({
      state: 'complete',
      body: { size: bytes.length, stored: bytes.length },
    });
    expect(sha256(await server.body('a'))).toBe(sha256(bytes));
  });

  it('sends with --http2: captured whole, answered as HTTP/1.1', async () => {
    const server = await startServer();
    expect(await curl(server, '--http2', '-d', '{"h2c":true}')).toBe('200');
    expect((await server.body('a')).toString()).toBe('{"h2c":true}');
    expect((await server.request('a')).headers).toContainEqual(['Upgrade', 'h2c']);
  });

  it('sends chunked, from a pipe', async () => {
    const server = await startServer();
    expect(await curl(server, '-H', 'Transfer-Encoding: chunked', '-d', 'some text')).toBe('200');
    expect((await server.request('a')).headers).toContainEqual(['Transfer-Encoding', 'chunked']);
    expect((await server.body('a')).toString()).toBe('some text');
  });

  it('reaches a bin by its own host name, where the whole path is the sender’s', async () => {
    const server = await startServer();
    const { stdout } = await run('curl', [
      '-sS',
      '--resolve',
      `stripe.localhost:${server.port}:127.0.0.1`,
      '-d',
      'x',
      `http://stripe.localhost:${server.port}/in/other?y`,
    ]);
    expect(JSON.parse(stdout)).toEqual({ ok: true, bin: 'stripe', seq: 1 });
    expect((await server.request('stripe')).path).toBe('/in/other?y');
  });
});

describe.skipIf(!canRun('java'))('Java’s HttpClient', () => {
  it(
    'sends its default POST, which asks for h2c: captured whole, answered as HTTP/1.1',
    { timeout: 60_000 },
    async () => {
      const server = await startServer();
      const source = fileURLToPath(new URL('../support/java-sender.java', import.meta.url));
      const { stdout } = await run('java', [source, `${server.url}/in/a`, '{"from":"java"}']);
      expect(stdout.trim()).toBe('HTTP_1_1 200 {"ok":true,"bin":"a","seq":1}');
      expect((await server.body('a')).toString()).toBe('{"from":"java"}');
      expect((await server.request('a')).headers.map(([name]) => name)).toEqual(
        expect.arrayContaining(['Connection', 'Upgrade', 'HTTP2-Settings']),
      );
    },
  );
});
