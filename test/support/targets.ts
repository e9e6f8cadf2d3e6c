/** Targets for outgoing requests, well behaved and hostile; each ends with its test. */
import { createServer, type IncomingMessage, type RequestListener } from 'node:http';
import { createServer as createRawServer, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';

/** Something that listens. */
export interface Target {
  url: string;
  port: number;
}

/** A request as a target got it. */
export interface Received {
  method: string;
  target: string;
  rawHeaders: string[];
  headers: IncomingMessage['headers'];
  body: Buffer;
  at: number;
}

/** Listens on a free port of 127.0.0.1, or on the one that is given. */
export async function startTarget(
  listener: RequestListener,
  port = 0,
): Promise<Target & { stop(): Promise<void> }> {
  const server = createServer({ keepAliveTimeout: 1000 }, listener);
  const bound = await new Promise<number>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      resolve(typeof address === 'object' && address ? address.port : 0);
    });
  });
  const stop = (): Promise<void> =>
    new Promise((resolve) => {
      server.closeAllConnections();
      server.close(() => resolve());
    });
  onTestFinished(stop);
  return { url: `http://127.0.0.1:${bound}`, port: bound, stop };
}

/** Keeps what it gets and answers by `answer`, 200 unless that says otherwise. */
export async function startRecorder(
  answer: (received: Received, count: number) => number | Promise<number> = () => 200,
  port = 0,
) {
  const received: Received[] = [];
  const target = await startTarget((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { method = '', url = '', rawHeaders, headers } = request;
      const one = {
        method,
        target: url,
        rawHeaders,
        headers,
        body: Buffer.concat(chunks),
        at: performance.now(),
      };
      received.push(one);
      void Promise.resolve(answer(one, received.length)).then((status) => {
        response.writeHead(status, { 'content-type': 'application/json', 'x-recorder': 'yes' });
        response.end(JSON.stringify({ status, count: received.length }));
      });
    });
  }, port);
  return { ...target, received };
}

/** Speaks bytes: `onSocket` does what it likes. */
export async function startRawTarget(onSocket: (socket: Socket) => void): Promise<Target> {
  const sockets = new Set<Socket>();
  const server = createRawServer({ noDelay: true }, (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => undefined);
    onSocket(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    sockets.forEach((socket) => socket.destroy());
    server.close();
  });
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  return { url: `http://127.0.0.1:${port}`, port };
}

/** A port that nobody listens on. */
export async function deadPort(): Promise<number> {
  const { port, stop } = await startTarget((_request, response) => response.end());
  await stop();
  return port;
}
