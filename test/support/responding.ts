/** Bins that answer in their own way, and sockets that look at it byte by byte. */
import { connect } from 'node:net';
import { expect, onTestFinished } from 'vitest';
import type { Bin, NewBinResponse } from '../../server/contract.ts';
import type { Client } from './server.ts';

/** Sets the response of a bin, which is made when it is not there. */
export async function responding(server: Client, id: string, response: NewBinResponse): Promise<Bin> {
  const known = (await server.api(`/api/bins/${id}`)).status === 200;
  const { status, body } = known
    ? await server.api<Bin>(`/api/bins/${id}`, { method: 'PATCH', json: { response } })
    : await server.api<Bin>('/api/bins', { method: 'POST', json: { id, response } });
  expect({ status, body }).toMatchObject({ status: known ? 200 : 201, body: { id } });
  return body;
}

/** A connection of which everything is known. */
export interface Watched {
  /** What came so far, a binary string. */
  text(): string;
  /** Resolves when this has come. */
  said(part: string): Promise<void>;
  /** How the server ended it. */
  ended: Promise<'closed' | 'reset'>;
  leave(): void;
}

/** Sends bytes on a connection of its own; it is gone with the test. */
export function watch(port: number, bytes: string): Watched {
  const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true, noDelay: true });
  onTestFinished(() => void socket.destroy());
  let text = '';
  const wanted = new Map<string, () => void>();
  const { promise: ended, resolve } = Promise.withResolvers<'closed' | 'reset'>();
  socket.on('data', (chunk: Buffer) => {
    text += chunk.toString('latin1');
    for (const [part, come] of wanted) if (text.includes(part)) come();
  });
  socket.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'ECONNRESET') resolve('reset');
  });
  socket.on('end', () => resolve('closed'));
  socket.write(bytes, 'latin1');
  return {
    text: () => text,
    said: (part) => (text.includes(part) ? Promise.resolve() : new Promise((come) => wanted.set(part, come))),
    ended,
    leave: () => void socket.destroy(),
  };
}

/** A small POST as bytes. */
export const post = (bin: string, body = '{"id":"evt_1"}', more = ''): string =>
  `POST /in/${bin} HTTP/1.1\r\nHost: localhost\r\n${more}Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
