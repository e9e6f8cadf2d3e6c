import { connect } from 'node:net';
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync, zstdCompressSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { decodedLimit } from '../../server/decode-stream.ts';
import { startServer, type TestServer } from '../support/server.ts';

const text = 'hello webhook, '.repeat(1_000);
const encoded = (body: Uint8Array<ArrayBuffer>, coding: string) => ({
  body,
  headers: { 'content-encoding': coding },
});
const bytes = (buffer: Uint8Array): Uint8Array<ArrayBuffer> => new Uint8Array(buffer);

async function decoded(server: TestServer, query = 'decoded=1') {
  const response = await fetch(`${server.url}/api/bins/a/requests/latest/body?${query}`);
  const body = Buffer.from(await response.arrayBuffer());
  return {
    status: response.status,
    headers: response.headers,
    ending: response.headers.get('hookglass-decoded'),
    body,
  };
}

describe('a decoded body', () => {
  it.each([
    ['gzip', gzipSync(text)],
    ['x-gzip', gzipSync(text)],
    ['GZIP', gzipSync(text)],
    ['deflate', deflateSync(text)],
    ['deflate', deflateRawSync(text)],
    ['br', brotliCompressSync(text)],
    ['zstd', zstdCompressSync(text)],
    ['gzip, br', brotliCompressSync(gzipSync(text))],
    ['identity', Buffer.from(text)],
    ['gzip', Buffer.concat([gzipSync(text.slice(0, 100)), gzipSync(text.slice(100))])],
  ])('%s comes whole', async (coding, body) => {
    const server = await startServer();
    await server.send('a', encoded(bytes(body), coding));
    const answer = await decoded(server);
    expect(answer.ending).toBe('whole');
    expect(answer.body.toString()).toBe(text);
    expect(answer.headers.get('content-length')).toBe(String(text.length));
    expect(await server.body('a')).toEqual(body);
  });

  it('stops a bomb at the limit, also one inside another, and says so', async () => {
    const server = await startServer();
    const bomb = gzipSync(Buffer.alloc(decodedLimit + 1_000_000));
    await server.send('a', encoded(bytes(bomb), 'gzip'));
    const one = await decoded(server);
    expect(one.ending).toBe(`cut; limit=${decodedLimit}`);
    expect(one.body.length).toBe(decodedLimit);
    await server.send('a', encoded(bytes(gzipSync(bomb)), 'gzip, gzip'));
    expect((await decoded(server)).ending).toBe(`cut; limit=${decodedLimit}`);
  });

  it('gives what could be read of a broken one, and why it ends there', async () => {
    const server = await startServer();
    const random = Array.from({ length: 40_000 }, (_, index) => (index * 7919) % 9973).join(' ');
    const whole = gzipSync(random);
    await server.send('a', encoded(bytes(whole.subarray(0, whole.length - 5_000)), 'gzip'));
    const cut = await decoded(server);
    expect(cut.ending).toBe('broken; coding=gzip; reason="unexpected end of file"');
    expect(cut.body.length).toBeGreaterThan(1_000);
    expect(random.startsWith(cut.body.toString())).toBe(true);
    await server.send('a', encoded(bytes(Buffer.from('{"not":"gzip"}')), 'gzip'));
    const never = await decoded(server);
    expect(never.ending).toBe('broken; coding=gzip; reason="incorrect header check"');
    expect(never.body.length).toBe(0);
  });

  it('lets large ones wait for room, and says so after a while, when readers stand still', async () => {
    const server = await startServer();
    await server.send('a', encoded(bytes(gzipSync(Buffer.alloc(decodedLimit + 1_000_000))), 'gzip'));
    const heads: string[] = [];
    const still = Array.from({ length: 6 }, () => {
      const socket = connect(server.port, '127.0.0.1');
      socket.once('data', (data) => {
        socket.pause();
        heads.push(data.toString('latin1', 9, 12));
      });
      const path = '/api/bins/a/requests/1/body?decoded=1';
      socket.write(`GET ${path} HTTP/1.1\r\nHost: localhost:${server.port}\r\n\r\n`);
      return socket;
    });
    await expect
      .poll(() => heads.toSorted(), { timeout: 20_000 })
      .toEqual(['200', '200', '200', '503', '503', '503']);
    still.forEach((socket) => socket.destroy());
    expect((await decoded(server)).body.length).toBe(decodedLimit);
  }, 40_000);

  it('refuses codings that are not known and too many of them, in words', async () => {
    const server = await startServer();
    await server.send('a', encoded(bytes(Buffer.from('x')), 'rot13'));
    const unknown = await decoded(server);
    expect(unknown.status).toBe(415);
    expect(JSON.parse(unknown.body.toString())).toMatchObject({
      code: 'unknown_coding',
      message: expect.stringContaining('"rot13"'),
    });
    await server.send('a', encoded(bytes(Buffer.from('x')), Array.from({ length: 9 }, () => 'gzip').join()));
    expect((await decoded(server)).status).toBe(415);
  });
});

describe('a part of a body', () => {
  it('comes with its exact bytes and a safe name, as an attachment without a type', async () => {
    const server = await startServer();
    const head =
      'Content-Disposition: form-data; name="f"; filename="../é\u202Egnp.exe"\r\nContent-Type: text/html';
    const body = Buffer.concat([
      Buffer.from(`--X\r\n${head}\r\n\r\n`),
      Buffer.from([0, 13, 10, 255]),
      Buffer.from('\r\n--X--\r\n'),
    ]);
    const headers = { 'content-type': 'multipart/form-data; boundary=X' };
    await server.send('a', { headers, body: bytes(body) });
    const answer = await decoded(server, 'part=1');
    expect(answer.body).toEqual(Buffer.from([0, 13, 10, 255]));
    expect(answer.headers.get('content-type')).toBe('application/octet-stream');
    expect(answer.headers.get('content-disposition')).toBe(
      `attachment; filename="_gnp.exe"; filename*=UTF-8''%C3%A9gnp.exe`,
    );
    const none = await decoded(server, 'part=2');
    expect([none.status, JSON.parse(none.body.toString())]).toMatchObject([404, { code: 'no_such_part' }]);
    await server.send('a', {
      headers: { ...headers, 'content-encoding': 'gzip' },
      body: bytes(gzipSync(body)),
    });
    expect((await decoded(server, 'decoded=1&part=1')).body).toEqual(Buffer.from([0, 13, 10, 255]));
  });
});
