/** Targets that mean no good: each attempt ends by its deadline, with what is known, in bounded memory. */
import type { Socket } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Delivery } from '../../../server/contract.ts';
import { launchServer, type TestServer } from '../../support/server.ts';
import { startRawTarget } from '../../support/targets.ts';

let server: TestServer;

beforeAll(async () => {
  server = await launchServer();
  await server.send('a', { body: 'x' });
});
afterAll(() => server.close());

const head = (...lines: string[]): string => ['HTTP/1.1 200 OK', ...lines, '', ''].join('\r\n');

/** Writes for as long as somebody takes it. */
function flood(socket: Socket, piece: Buffer): void {
  const more = (): void => {
    while (socket.writable && socket.write(piece));
  };
  socket.on('drain', more);
  more();
}

/** A byte from time to time. */
function drip(socket: Socket, byte: string): void {
  const timer = setInterval(() => socket.write(byte), 20);
  socket.on('close', () => clearInterval(timer));
}

/** What an attempt with a deadline of 700 ms becomes. */
async function against(onRequest: (socket: Socket) => void): Promise<Delivery & { tookMs: number }> {
  const target = await startRawTarget((socket) => socket.once('data', () => onRequest(socket)));
  const startedAt = performance.now();
  const { status, body } = await server.api<{ items: Delivery[] }>('/api/bins/a/requests/1/replay', {
    method: 'POST',
    json: { target: target.url, timeoutMs: 700 },
  });
  const [delivery] = body.items;
  if (status !== 200 || !delivery) throw new Error(`${status} ${JSON.stringify(body)}`);
  return { ...delivery, tookMs: performance.now() - startedAt };
}

const megabyte = Buffer.alloc(2 ** 20, 'x');

it('many endless answers at once cost little more memory than what is kept of them', async () => {
  const target = await startRawTarget((socket) =>
    socket.once('data', () => {
      socket.write(head());
      flood(socket, megabyte);
    }),
  );
  const before = process.memoryUsage().arrayBuffers;
  let most = before;
  const watch = setInterval(() => (most = Math.max(most, process.memoryUsage().arrayBuffers)), 5);
  const { body } = await server.api<{ items: Delivery[] }>('/api/bins/a/requests/1/replay', {
    method: 'POST',
    json: { target: target.url, times: 50, parallel: 50 },
  });
  clearInterval(watch);
  expect(body.items).toHaveLength(50);
  for (const { error, response } of body.items)
    expect([error?.code, response?.body.cut]).toEqual(['too_large', true]);
  // 10 MB are read of each, and 1 MB is kept.
  expect((most - before) / 2 ** 20).toBeLessThan(300);
});

describe('a target that', () => {
  it('never answers, or drips its head, ends by the deadline', async () => {
    const silent = await against(() => undefined);
    expect(silent).toMatchObject({
      state: 'failed',
      status: null,
      error: { code: 'timeout' },
      response: null,
    });
    const dripping = await against((socket) => {
      socket.write('HTTP/1.1 200 OK\r\nX: ');
      drip(socket, 'a');
    });
    expect(dripping).toMatchObject({ state: 'failed', status: null, error: { code: 'timeout' } });
    for (const { tookMs } of [silent, dripping]) expect(tookMs).toBeLessThan(3_000);
  });

  it('drips its body ends by the deadline, with what came', async () => {
    const found = await against((socket) => {
      socket.write(head('Content-Length: 100000'));
      drip(socket, 'a');
    });
    expect(found).toMatchObject({ state: 'failed', status: 200, error: { code: 'timeout' } });
    expect(found.response?.body).toMatchObject({ cut: true });
    expect(found.response?.body.size).toBeGreaterThan(3);
    expect(found.tookMs).toBeLessThan(3_000);
  });

  it('sends interim answers without end, ends by the deadline', async () => {
    const found = await against((socket) => drip(socket, 'HTTP/1.1 100 Continue\r\n\r\n'));
    expect(found).toMatchObject({ state: 'failed', status: null, error: { code: 'timeout' } });
  });

  it('sends a body without end is read to 10 MB, and 1 MB of it is kept', async () => {
    const found = await against((socket) => {
      socket.write(head('Connection: close'));
      flood(socket, megabyte);
    });
    expect(found).toMatchObject({ state: 'delivered', status: 200, error: { code: 'too_large' } });
    expect(found.response?.body).toMatchObject({ stored: 2 ** 20, cut: true });
    expect(found.response?.body.size).toBeLessThan(12 * 2 ** 20);
    const bytes = await fetch(`${server.url}/api/bins/a/deliveries/${found.id}/response-body`);
    expect((await bytes.arrayBuffer()).byteLength).toBe(2 ** 20);
  });

  it('sends a body of 3 MB is read whole, and 1 MB of it is kept', async () => {
    const found = await against((socket) => {
      socket.write(head(`Content-Length: ${3 * 2 ** 20}`));
      for (let count = 0; count < 3; count += 1) socket.write(megabyte);
    });
    expect(found).toMatchObject({ state: 'delivered', error: null });
    expect(found.response?.body).toEqual({ size: 3 * 2 ** 20, stored: 2 ** 20, cut: true });
  });

  it('packs its body in many layers gets none of them opened', async () => {
    let body = Buffer.alloc(10_000_000);
    for (let layer = 0; layer < 5; layer += 1) body = gzipSync(body);
    const found = await against((socket) => {
      const codings = Array.from({ length: 1000 }, () => 'gzip').join(', ');
      socket.end(
        Buffer.concat([
          Buffer.from(head(`Content-Encoding: ${codings}`, `Content-Length: ${body.length}`)),
          body,
        ]),
      );
    });
    expect(found).toMatchObject({
      state: 'delivered',
      response: { body: { size: body.length, cut: false } },
    });
  });

  it('sends headers without end, or more than 64 kB of them, is no HTTP', async () => {
    const huge = await against((socket) => socket.write(head(`X-Huge: ${'x'.repeat(100_000)}`)));
    expect(huge).toMatchObject({ state: 'failed', status: null, error: { code: 'bad_answer' } });
    const endless = await against((socket) => {
      socket.write('HTTP/1.1 200 OK\r\n');
      flood(socket, Buffer.from('X: y\r\n'.repeat(1000)));
    });
    expect(endless).toMatchObject({ state: 'failed', error: { code: 'bad_answer' } });
  });

  it('sends 5,000 headers has all of them kept', async () => {
    const lines = Array.from({ length: 5000 }, (_, at) => `X-${at}: y`);
    const found = await against((socket) => socket.end(head(...lines, 'Content-Length: 0')));
    expect(found.response?.headers).toHaveLength(5001);
  });

  it('speaks no HTTP, hangs up, or breaks off says so', async () => {
    expect(await against((socket) => socket.end('SSH-2.0-OpenSSH_9.6\r\n'))).toMatchObject({
      error: { code: 'bad_answer' },
    });
    expect(await against((socket) => socket.end())).toMatchObject({ error: { code: 'reset' } });
    expect(await against((socket) => socket.resetAndDestroy())).toMatchObject({ error: { code: 'reset' } });
    expect(await against((socket) => socket.end(`${head('Content-Length: 50')}half`))).toMatchObject({
      state: 'failed',
      status: 200,
      error: { code: 'reset' },
      response: { body: { size: 4, cut: true } },
    });
    expect(
      await against((socket) =>
        socket.end(head('Content-Length: 1', 'content-length: 2', 'Transfer-Encoding: chunked')),
      ),
    ).toMatchObject({ state: 'failed', error: { code: 'bad_answer' } });
  });

  it('switches protocols, or sends more answers than were asked for, gets no further', async () => {
    const switched = await against((socket) => {
      socket.write('HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n');
      flood(socket, megabyte);
    });
    expect(switched).toMatchObject({ state: 'failed', status: 101 });
    const twice = await against((socket) =>
      socket.end(`${head('Content-Length: 2')}ok${head('Content-Length: 3')}bad`),
    );
    expect(twice).toMatchObject({ state: 'delivered', status: 200, response: { body: { size: 2 } } });
  });

  it('keeps eight others waiting with floods and silence costs little memory', async () => {
    const before = process.memoryUsage().rss;
    const found = await Promise.all(
      Array.from({ length: 16 }, (_, at) =>
        against((socket) => {
          if (at % 2 === 0) return;
          socket.write(head('Connection: close'));
          flood(socket, megabyte);
        }),
      ),
    );
    expect(found.every(({ endedAt, tookMs }) => endedAt !== null && tookMs < 10_000)).toBe(true);
    expect(process.memoryUsage().rss - before).toBeLessThan(300 * 2 ** 20);
  });
});

it('lost nothing of itself', () => expect(server.errors).toEqual([]));
