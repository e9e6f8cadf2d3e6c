/**
 * One request on the wire and its answer, by node:http: header pairs go out as they are, one fresh connection each. Every
 * target may be hostile: time, bytes and headers are bounded, nothing is decoded, no redirect is followed.
 */
import { type ClientRequest, type IncomingMessage, request as plain } from 'node:http';
import { request as secure } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import type { DeliveryError, HeaderPair } from '../contract.ts';
import { pairsOf } from '../verification/signed-request.ts';
import type { DeliveryOutcome } from '../store/store.ts';
import { errorOf } from './failure.ts';
import { type Deadlines, DeliveryFailure, type Manner, type OutgoingRequest, sizeOf } from './outgoing.ts';
import { type Address, portOf } from './target-guard.ts';

const keptBytes = 2 ** 20;
const readBytes = 10 * 2 ** 20;
const maxHeadBytes = 64 * 1024;

/** A request with the headers that are sent. */
export interface Framed extends OutgoingRequest {
  framed: readonly HeaderPair[];
}

/** What is dialled with. `addresses` may take its time: it counts as connecting. */
export interface Dialling {
  addresses(): Promise<readonly Address[]>;
  deadlines: Deadlines;
  /** False: of the answer's body only what is kept is held, so that many at once do not cost much memory. */
  whole: boolean;
  /** Ends the attempt when it is aborted. */
  signal?: AbortSignal | undefined;
}

interface Marks {
  startedAt: number;
  connectMs: number | null;
  firstByteMs: number | null;
}

/** What came of it, and the body: all that was read, where the whole was asked for. */
export interface Dialled {
  outcome: DeliveryOutcome;
  whole: Uint8Array;
}

/** Never rejects: whatever happens is an outcome. */
export async function dial(request: Framed, dialling: Dialling): Promise<Dialled> {
  const marks: Marks = { startedAt: performance.now(), connectMs: null, firstByteMs: null };
  const watch = new Watch(dialling, request.origin.host);
  const holds = dialling.whole ? readBytes : keptBytes;
  const answer: Answer = { head: null, pieces: [], size: 0, holds };
  let error: DeliveryError | null = null;
  try {
    await exchange(request, { dialling, watch, marks, answer });
  } catch (cause) {
    error = errorOf(watch.reason ?? cause, request.origin.host);
  } finally {
    watch.end();
  }
  const { head } = answer;
  const status = head?.statusCode ?? null;
  // An answer that is too long came all the same; one that broke off may be none.
  const isWhole = error === null || error.code === 'too_large';
  const whole = Buffer.concat(answer.pieces);
  // A copy: on its way to the store a view would take all that is behind it along.
  const bytes = whole.length > keptBytes ? Buffer.from(whole.subarray(0, keptBytes)) : whole;
  const response = head && {
    headers: pairsOf(head.rawHeaders),
    size: answer.size,
    cut: bytes.length < answer.size || error !== null,
    bytes,
  };
  const { connectMs, firstByteMs, startedAt } = marks;
  const timing = { connectMs, firstByteMs, totalMs: performance.now() - startedAt };
  const isGood = isWhole && status !== null && status >= 200 && status < 300;
  return { whole, outcome: { state: isGood ? 'delivered' : 'failed', status, error, timing, response } };
}

interface Answer {
  head: IncomingMessage | null;
  pieces: Buffer[];
  size: number;
  /** Bytes of it that are wanted. */
  holds: number;
}

interface Exchange {
  dialling: Dialling;
  watch: Watch;
  marks: Marks;
  answer: Answer;
}

async function exchange(request: Framed, { dialling, watch, marks, answer }: Exchange): Promise<void> {
  const addresses = await watch.race(dialling.addresses());
  if (request.method === 'CONNECT')
    throw new DeliveryFailure('bad_request', 'CONNECT asks for a tunnel; it is not sent');
  const client = open(request, addresses);
  watch.holds(client);
  client.on('socket', (socket) =>
    socket.once(request.origin.protocol === 'https:' ? 'secureConnect' : 'connect', () => {
      marks.connectMs = performance.now() - marks.startedAt;
      watch.connected();
    }),
  );
  const heard = headOf(client);
  // A target may answer, and hang up, before it has read all of the body: nobody waits for that.
  void send(client, request);
  answer.head = await heard;
  marks.firstByteMs = performance.now() - marks.startedAt;
  watch.answered();
  try {
    await read(answer.head, answer);
  } finally {
    client.destroy();
  }
}

function open(request: Framed, addresses: readonly Address[]): ClientRequest {
  const { origin, method, target, framed } = request;
  const { hostname, protocol } = origin;
  const name = hostname.replace(/^\[|\]$/g, '');
  const lookup: LookupFunction = (_name, options, callback) => {
    const [first] = addresses;
    if (options.all) callback(null, [...addresses]);
    else callback(null, first?.address ?? '', first?.family);
  };
  const options = {
    host: name,
    port: portOf(origin),
    method,
    path: target,
    headers: framed.flat(),
    agent: false,
    lookup,
    maxHeaderSize: maxHeadBytes,
  };
  if (protocol !== 'https:') return counted(plain(options));
  const servername = isIP(name) === 0 ? name : '';
  return counted(secure({ ...options, servername, rejectUnauthorized: request.anyCertificate !== true }));
}

/** No silent loss: the size of a head is its only limit. */
function counted(client: ClientRequest): ClientRequest {
  client.maxHeadersCount = 0;
  return client;
}

/** The head of the answer; one that switches protocols is an answer too, and its end. */
function headOf(client: ClientRequest): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    client.on('error', reject);
    client.on('response', resolve);
    client.on('upgrade', (head, socket) => {
      socket.destroy();
      resolve(head);
    });
    client.on('close', () => reject(new DeliveryFailure('reset', 'the connection ended without an answer')));
  });
}

async function send(client: ClientRequest, { body, manner }: OutgoingRequest): Promise<void> {
  try {
    if (body === null || sizeOf(body) === 0) client.end();
    else if (!(body instanceof Uint8Array)) {
      for await (const piece of body.pieces()) await written(client, piece);
      client.end();
    } else if (manner === undefined) client.end(body);
    else await sendPieces(client, body, manner);
  } catch (cause) {
    // The body could not be read: what went out is no whole request.
    client.destroy(cause instanceof Error ? cause : new Error(String(cause)));
  }
}

/** Ends with the client too. */
function written(client: ClientRequest, piece: Uint8Array): Promise<void> {
  return new Promise((resolve) => {
    if (client.destroyed) resolve();
    else client.write(piece, () => resolve());
  });
}

async function sendPieces(client: ClientRequest, body: Uint8Array, manner: Manner): Promise<void> {
  const { chunkBytes, bytesPerSecond, cutAfter = body.length } = manner;
  // A slow body comes in ten pieces a second.
  const step = chunkBytes ?? (bytesPerSecond === undefined ? 65_536 : Math.ceil(bytesPerSecond / 10));
  for (let at = 0; at < Math.min(cutAfter, body.length) && !client.destroyed; at += step) {
    const piece = body.subarray(at, Math.min(at + step, cutAfter, body.length));
    await written(client, piece);
    if (bytesPerSecond !== undefined)
      await pause((piece.length / bytesPerSecond) * 1000, null, { ref: false });
  }
  if (cutAfter < body.length)
    client.destroy(
      new DeliveryFailure('cancelled', `it was cut on purpose after ${cutAfter} bytes of the body`),
    );
  else client.end();
}

async function read(head: IncomingMessage, answer: Answer): Promise<void> {
  // From here on it would be another protocol.
  if (head.statusCode === 101) return;
  for await (const chunk of head) {
    // Streams of node:http without an encoding give buffers.
    const bytes = chunk as Buffer;
    if (answer.size < answer.holds) answer.pieces.push(bytes);
    answer.size += bytes.length;
    if (answer.size > readBytes)
      throw new DeliveryFailure('too_large', `the answer is longer than ${readBytes} bytes: reading stopped`);
  }
  if (!head.complete) throw new DeliveryFailure('reset', 'the connection ended in the middle of the answer');
}

/** The deadlines of one attempt. */
class Watch {
  /** Why it was ended here; null: it was not. */
  reason: DeliveryFailure | null = null;
  readonly #ended = Promise.withResolvers<never>();
  readonly #timers: Record<'connect' | 'headers' | 'total', NodeJS.Timeout>;
  readonly #signal: AbortSignal | undefined;
  readonly #onAbort = (): void => this.#end('cancelled', 'it was cancelled');
  #client: ClientRequest | null = null;

  constructor({ deadlines, signal }: Dialling, host: string) {
    const { connectMs, headersMs, totalMs } = deadlines;
    const late = (ms: number, what: string): NodeJS.Timeout =>
      setTimeout(() => this.#end('timeout', `${host} ${what} within ${ms / 1000} s`), ms);
    this.#timers = {
      connect: late(connectMs, 'took no connection'),
      headers: late(headersMs, 'did not answer'),
      total: late(totalMs, 'did not end its answer'),
    };
    this.#ended.promise.catch(() => undefined);
    this.#signal = signal;
    if (signal?.aborted) this.#onAbort();
    signal?.addEventListener('abort', this.#onAbort);
  }

  race<T>(work: Promise<T>): Promise<T> {
    return Promise.race([work, this.#ended.promise]);
  }

  holds(client: ClientRequest): void {
    this.#client = client;
    if (this.reason) client.destroy(this.reason);
  }

  connected(): void {
    clearTimeout(this.#timers.connect);
  }

  answered(): void {
    clearTimeout(this.#timers.headers);
  }

  end(): void {
    for (const timer of Object.values(this.#timers)) clearTimeout(timer);
    this.#signal?.removeEventListener('abort', this.#onAbort);
  }

  #end(code: DeliveryError['code'], message: string): void {
    this.reason ??= new DeliveryFailure(code, message);
    this.#ended.reject(this.reason);
    this.#client?.destroy(this.reason);
  }
}
