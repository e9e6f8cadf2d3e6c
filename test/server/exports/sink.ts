/** Takes whatever is sent to it, byte for byte, and answers 200. */
import { createServer, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';
import { readSent, type SentRequest } from '../raw/wire.ts';

/** A server that shares nothing with ours. */
export interface Sink {
  port: number;
  /** The next request whose head holds this text; waits for it. */
  next(mark: string): Promise<SentRequest>;
}

/** Starts a sink; it ends with the test. */
export async function startSink(): Promise<Sink> {
  const waiting = new Map<string, (request: SentRequest) => void>();
  const sockets = new Set<Socket>();
  const server = createServer({ noDelay: true }, (socket) => {
    let text = '';
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => undefined);
    socket.on('data', (chunk) => {
      text += chunk.toString('latin1');
      const [request] = readSent(text);
      if (!request) return;
      text = '';
      const mark = [...waiting.keys()].find(
        (one) => JSON.stringify(request.headers).includes(one) || request.target.includes(one),
      );
      if (mark !== undefined) waiting.get(mark)?.(request);
      waiting.delete(mark ?? '');
      socket.end('HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    sockets.forEach((socket) => socket.destroy());
    server.close();
  });
  const address = server.address();
  return {
    port: typeof address === 'object' && address ? address.port : 0,
    next: (mark) => new Promise((resolve) => waiting.set(mark, resolve)),
  };
}
