/** What many connections at once, or the end of the server, ask of it. */
import { connect, type Socket } from 'node:net';
import { once } from 'node:events';
import { expect, it, onTestFinished } from 'vitest';
import { sendRaw } from '../../support/raw-socket.ts';
import { startServer, type TestServer } from '../../support/server.ts';

const post = (server: TestServer, body: string): string =>
  `POST /in/busy HTTP/1.1\r\nHost: localhost:${server.port}\r\nContent-Length: ${body.length}\r\n\r\n${body}`;

async function open(server: TestServer, bytes: string): Promise<Socket> {
  const socket = connect({ port: server.port, host: '127.0.0.1' });
  onTestFinished(() => void socket.destroy());
  await once(socket, 'connect');
  socket.write(bytes, 'latin1');
  return socket;
}

it('answers others at once while 200 senders never finish their heads', async () => {
  const server = await startServer();
  const slow = await Promise.all(
    Array.from({ length: 200 }, () => open(server, 'POST /in/busy HTTP/1.1\r\nHost: localhost\r\nX-Slow: ')),
  );
  const answer = await sendRaw({ port: server.port, pieces: [post(server, 'quick')], timeoutMs: 1_000 });
  expect(answer.statuses).toEqual([200]);
  for (const socket of slow) socket.destroy();
  expect((await server.send('busy', { body: 'later' })).status).toBe(200);
  expect(server.errors).toEqual([]);
});

it('ends although a sender has left that was owed many answers and an upgrade', async () => {
  const server = await startServer();
  await server.send('busy');
  const upgrade = post(server, 'h2c').replace('Host', 'Connection: Upgrade\r\nUpgrade: h2c\r\nHost');
  await sendRaw({
    port: server.port,
    pieces: [post(server, 'x').repeat(100) + upgrade],
    end: 'reset',
  });
  await expect.poll(async () => (await server.bin('busy')).lastSeq).toBeGreaterThanOrEqual(101);
  await server.close();
  expect(server.errors).toEqual([]);
});

it('answers what is under way when it is told to end, and says that the connection ends', async () => {
  const server = await startServer();
  await server.send('busy');
  const head = `POST /in/busy HTTP/1.1\r\nHost: localhost\r\nContent-Length: 4\r\nExpect: 100-continue\r\n\r\n`;
  const socket = await open(server, head);
  await once(socket, 'data');
  const closed = server.close();
  socket.write('late');
  const [answer] = (await once(socket, 'data')) as [Buffer];
  expect(answer.toString()).toMatch(/^HTTP\/1\.1 200 [^]*connection: close/i);
  await closed;
});
