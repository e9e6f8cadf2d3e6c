/**
 * The sockets. Every request comes here first: one for a bin is captured, byte for byte, before any router could
 * refuse it; all others go to Fastify. Upgrades, CONNECT, Expect and what the parser refuses are settled here.
 */
import { hash } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { Arriving } from './arriving.ts';
import {
  capture,
  type CaptureContext,
  type Connection,
  peerAddress,
  rawRefusal,
  recordRefused,
  waitsForContinue,
} from './capture.ts';
import { hookRoute } from './hook-url.ts';
import { parserRefusal, type Refusal } from './refusal.ts';

/** The control plane, as far as a socket can reach it. */
export interface ControlPlane {
  request(request: IncomingMessage, response: ServerResponse): void;
  /** A WebSocket handshake that is not a bin's. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
}

const maxHeaderSize = 256 * 1024;
// Of a refused message, what is kept to look at.
const refusedBytes = 16 * 1024;

/** Sockets on one or more addresses that share a port. */
export class Listener {
  readonly #context: CaptureContext;
  readonly #hookDomain: string;
  readonly #control: ControlPlane;
  readonly #servers: Server[] = [];
  readonly #connections = new WeakMap<Duplex, Connection>();
  readonly #open = new Set<Promise<void>>();
  readonly #sockets = new Set<Duplex>();

  constructor(context: CaptureContext, hookDomain: string, control: ControlPlane) {
    this.#context = context;
    this.#hookDomain = hookDomain;
    this.#control = control;
  }

  /** Binds `localhost` to 127.0.0.1 and, where there is one, ::1. Resolves with the port. Rejects as net does. */
  async listen(host: string, port: number): Promise<number> {
    const [first = host, ...others] = host === 'localhost' ? ['127.0.0.1', '::1'] : [host];
    const bound = await this.#bind(first, port);
    for (const other of others) {
      try {
        await this.#bind(other, bound);
      } catch (cause) {
        // A machine without IPv6 has no ::1; a port that somebody else has there would get our senders' requests.
        if (!(cause instanceof Error && 'code' in cause && cause.code !== 'EADDRINUSE')) throw cause;
      }
    }
    return bound;
  }

  /** Stops listening, lets running requests end for `graceMs`, then cuts them: what had arrived is kept. */
  async close(graceMs: number): Promise<void> {
    this.#context.closing = true;
    this.#context.holds.end();
    const closed = this.#servers.map(
      (server) => new Promise<void>((resolve) => void server.close(() => resolve())),
    );
    for (const server of this.#servers) server.closeIdleConnections();
    // Not closeAllConnections(): that one does not know of sockets that were upgraded.
    const timer = setTimeout(() => this.#sockets.forEach((socket) => socket.destroy()), graceMs);
    await Promise.all(closed);
    clearTimeout(timer);
    await Promise.all(this.#open);
  }

  #bind(host: string, port: number): Promise<number> {
    const server = createServer({
      requireHostHeader: false,
      maxHeaderSize,
      headersTimeout: 10_000,
      requestTimeout: 60_000,
      keepAliveTimeout: 5_000,
      connectionsCheckingInterval: 1_000,
    });
    // No silent loss: the size of a head is its only limit.
    server.maxHeadersCount = 0;
    // A sender that half-closes after its request still waits for the answer. Not in the types of node:http.
    Object.assign(server, { httpAllowHalfOpen: true });
    server.on('connection', (socket: Socket) => this.#connected(socket));
    for (const event of ['request', 'checkContinue', 'checkExpectation'] as const) {
      server.on(event, (request: IncomingMessage, response: ServerResponse) =>
        this.#request(request, response),
      );
    }
    server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) =>
      this.#upgrade(server, request, { socket, head }),
    );
    server.on('connect', (request: IncomingMessage, socket: Duplex) => this.#connect(request, socket));
    server.on('clientError', (error: Error, socket: Duplex) => this.#refused(error, socket));
    return new Promise((resolve, reject) => {
      server.once('error', reject);
      server.listen({ host, port, ipv6Only: host === '::1' }, () => {
        server.off('error', reject);
        this.#servers.push(server);
        // A listening TCP socket has an address object.
        resolve((server.address() as AddressInfo).port);
      });
    });
  }

  #connected(socket: Duplex): Connection {
    const known = this.#connections.get(socket);
    if (known) return known;
    const { remoteAddress, remotePort = 0 } = socket as Socket;
    const connection: Connection = {
      connectedAt: performance.now(),
      remoteAddress: peerAddress(remoteAddress),
      remotePort,
      requests: 0,
      intake: null,
      route: null,
      open: new Set(),
      owed: new Set(),
      arriving: new Arriving(),
      refused: false,
      rawHeaders: null,
    };
    this.#connections.set(socket, connection);
    // Before the parser: what it refuses may have come in several chunks, and it hands out only the last.
    socket.prependListener('data', (chunk: Buffer) => {
      const { intake, arriving, refused } = connection;
      if (!refused) arriving.add(chunk, intake?.open ? intake.arrived : null);
    });
    // Many answers of a pipeline may wait for it at once.
    socket.setMaxListeners(0);
    // node:http stops listening at an upgrade; a reset after that would end the process.
    socket.on('error', () => undefined);
    // Before an upgrade, answers that wait behind others are never told that the connection is gone.
    socket.on('close', () => connection.owed.forEach((resolve) => resolve()));
    this.#sockets.add(socket);
    socket.once('close', () => this.#sockets.delete(socket));
    return connection;
  }

  #request(request: IncomingMessage, response: ServerResponse): void {
    const { socket } = request;
    const connection = this.#connected(socket);
    if (connection.refused) return;
    if (!/^1\.[01]$/.test(request.httpVersion)) {
      const reason = `HTTP/${request.httpVersion} is not spoken here: send HTTP/1.1`;
      const bytes = Buffer.from(headOf(request), 'latin1');
      const { method = '', url: target = '', headers } = request;
      const refusal = { status: 400, state: 'refused' as const, reason, method, target, bytes };
      this.#refuse(socket, connection, { ...refusal, host: headers.host });
      return;
    }
    connection.arriving.began(request);
    const answered = new Promise<void>((resolve) => {
      connection.owed.add(resolve);
      response.once('close', () => {
        connection.owed.delete(resolve);
        resolve();
      });
    });
    const route = hookRoute(request.url ?? '', request.headers.host, this.#hookDomain);
    connection.route = route;
    if (!route) {
      connection.rawHeaders = null;
      if (this.#context.closing) response.setHeader('connection', 'close');
      if (waitsForContinue(request)) response.writeContinue();
      this.#track(connection, answered);
      this.#control.request(request, response);
      return;
    }
    this.#track(
      connection,
      Promise.all([capture(this.#context, connection, { request, response }, route), answered]),
    );
  }

  #track(connection: Connection, work: Promise<unknown>): void {
    const done = work.then(() => {
      connection.open.delete(done);
      this.#open.delete(done);
    });
    connection.open.add(done);
    this.#open.add(done);
  }

  /**
   * `Upgrade: h2c` comes with the POSTs of Java's HttpClient and `curl --http2`, WebSocket handshakes may be aimed
   * at a bin: both are requests to capture. They are parsed anew without their Upgrade header, which the capture
   * keeps; the sender sees an ordinary HTTP/1.1 answer, as the standard allows.
   */
  #upgrade(
    server: Server,
    request: IncomingMessage,
    { socket, head }: { socket: Duplex; head: Buffer },
  ): void {
    const connection = this.#connected(socket);
    if (socket.destroyed || connection.refused) return;
    if (connection.open.size > 0) {
      // node:http would not send this answer after those that it still owes.
      void Promise.all(connection.open).then(() => this.#upgrade(server, request, { socket, head }));
      return;
    }
    const { method, url = '', headers } = request;
    const isHook = hookRoute(url, headers.host, this.#hookDomain) !== null;
    // A router that cannot decode a path answers it and forgets the socket of a handshake.
    const isHandshake =
      method === 'GET' && headers.upgrade?.toLowerCase() === 'websocket' && isDecodable(url);
    if (!isHook && isHandshake) {
      // The listener of #connected: the bytes are no longer HTTP.
      socket.removeAllListeners('data');
      if (this.#context.closing) socket.destroy();
      else this.#control.upgrade(request, socket, head);
      return;
    }
    connection.rawHeaders = request.rawHeaders;
    connection.arriving.reset();
    // The timer of an idle connection is not this request's.
    (socket as Socket).setTimeout(0);
    socket.unshift(Buffer.concat([Buffer.from(headOf(request, 'upgrade'), 'latin1'), head]));
    server.emit('connection', socket);
  }

  #connect(request: IncomingMessage, socket: Duplex): void {
    const { url: target = '', headers } = request;
    const reason = 'CONNECT asks for a tunnel; this server opens none';
    const refusal = { status: 405, state: 'refused' as const, reason, method: 'CONNECT', target };
    // Read on, or the answer would be lost to the reset that unread bytes cause.
    socket.resume();
    this.#refuse(socket, this.#connected(socket), {
      ...refusal,
      host: headers.host ?? target,
      bytes: Buffer.alloc(0),
    });
  }

  #refused(error: Error, socket: Duplex): void {
    const connection = this.#connected(socket);
    // The parser says it again for each chunk that follows.
    if (connection.refused) return;
    const refusal = parserRefusal(error, connection.arriving);
    if (!refusal || socket.destroyed) {
      socket.destroy();
      return;
    }
    if (connection.intake?.open) {
      // The head was fine: the request is recorded with what had arrived, and answered as usual.
      connection.refused = true;
      connection.intake.stop(refusal.state, refusal.reason, refusal.status);
      return;
    }
    this.#refuse(socket, connection, refusal);
  }

  /** Records, answers and closes; nothing that still comes is believed. */
  #refuse(socket: Duplex, connection: Connection, refusal: Refusal): void {
    connection.refused = true;
    const owed = [...connection.open];
    // Whoever waits for the rest of this body will not answer.
    if (connection.arriving.inBody) owed.length = Math.max(0, owed.length - 1);
    this.#track(connection, this.#turnAway(socket, connection, owed, refusal));
  }

  async #turnAway(
    socket: Duplex,
    connection: Connection,
    owed: readonly Promise<void>[],
    { status, state, reason, method, target, host, bytes }: Refusal,
  ): Promise<void> {
    // An answer must not overtake those that are owed on this connection.
    await Promise.all(owed);
    // What has no target is what was left over of the request before.
    const route =
      target === null
        ? connection.route
        : hookRoute(method === 'CONNECT' ? '/' : target, host, this.#hookDomain);
    if (route?.bin) {
      const kept = bytes.subarray(0, refusedBytes);
      const sha256 = hash('sha256', bytes);
      const body = { size: bytes.length, stored: kept.length, sha256, bytes: [kept], spool: null };
      const { remoteAddress, remotePort } = connection;
      const said = { method, target: target ?? '', path: route.path, state, reason, status };
      // The store may be in trouble too; the sender gets its 4xx all the same.
      await recordRefused(this.#context, { ...said, remoteAddress, remotePort }, route.bin, body).catch(
        () => undefined,
      );
    }
    if (socket.writable) socket.end(rawRefusal(status, reason));
    else socket.destroy();
    setTimeout(() => socket.destroy(), 1000).unref();
  }
}

function isDecodable(target: string): boolean {
  try {
    decodeURIComponent(target.split('?', 1)[0] ?? '');
    return true;
  } catch {
    return false;
  }
}

/** The head of a request as it was sent, but for padding; `without`: the header to leave out. */
function headOf({ method, url, httpVersion, rawHeaders }: IncomingMessage, without?: string): string {
  const lines = [`${method} ${url} HTTP/${httpVersion}`];
  for (let at = 0; at < rawHeaders.length; at += 2) {
    if (rawHeaders[at]?.toLowerCase() !== without) lines.push(`${rawHeaders[at]}: ${rawHeaders[at + 1]}`);
  }
  return `${lines.join('\r\n')}\r\n\r\n`;
}
