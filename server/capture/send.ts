/** Writes a bin's own answer: after its delay, and with the fault that was asked for. The request is kept already. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Scripted } from '../responses/answer.ts';
import type { Store } from '../store/store.ts';
import type { Holds } from './holds.ts';
import { announcedLength, ownBody, scriptedHeaders, sentLength } from './respond.ts';

/** Nobody is kept waiting for longer. */
const maxHoldMs = 10 * 60_000;
const dripMs = 200;

/** What sending needs. */
export interface SendParts {
  store: Store;
  holds: Holds;
  closing: boolean;
}

/** A request that is kept, and where its answer goes. */
export interface Exchange {
  request: IncomingMessage;
  response: ServerResponse;
  /** The name its sender used, and the one it is kept under. */
  asked: string;
  bin: string;
  seq: number;
  id: string;
  /** When the request was whole, by performance.now(). */
  since: number;
  /** False: the connection closes after this answer. */
  reusable: boolean;
  /** The body of the request, for an echo. */
  echo: { size: number; bytes: readonly Uint8Array[] | null };
}

interface Body {
  length: number;
  pieces: AsyncIterable<Uint8Array> | Iterable<Uint8Array>;
}

/** Resolves when the answer has left, or never will. Never rejects. */
export async function send(parts: SendParts, exchange: Exchange, scripted: Scripted): Promise<void> {
  const { request, response } = exchange;
  try {
    const waited = scripted.delayMs > 0 ? await hold(parts, exchange, scripted.delayMs) : 'over';
    if (waited !== 'left') await answer(parts, exchange, scripted);
    else await left(parts, exchange, { answered: null });
  } catch {
    // The body that was to be echoed is gone, or the store is: half an answer must not look like a whole one.
    (request.socket as Socket | null)?.destroy();
    response.destroy();
  }
}

async function answer(parts: SendParts, exchange: Exchange, scripted: Scripted): Promise<void> {
  const { response } = exchange;
  const { fault, status } = scripted;
  if (fault === 'never') return holdOn(parts, exchange, null);
  if (!(await isTurn(exchange)) || response.destroyed) return;
  const socket = exchange.request.socket;
  if (fault === 'reset') return void socket.resetAndDestroy();
  if (fault === 'empty') return socket.destroySoon();
  const body = bodyOf(parts, exchange, scripted);
  if (fault === null) {
    writeHead(parts, exchange, scripted, body.length);
    return writeAll(response, body);
  }
  const write = { cut, drip, long, short }[fault];
  await write(parts, exchange, { scripted, body, status });
}

interface Faulty {
  scripted: Scripted;
  body: Body;
  status: number;
}

async function cut(parts: SendParts, exchange: Exchange, { scripted, body }: Faulty): Promise<void> {
  const { request, response } = exchange;
  writeHead(parts, exchange, scripted, body.length);
  let leftOver = sentLength('cut', body.length);
  for await (const piece of body.pieces) {
    if (leftOver <= 0) break;
    await flushed(response, piece.subarray(0, leftOver));
    leftOver -= piece.length;
  }
  request.socket.destroySoon();
}

/** Byte by byte; a long body in larger drops, so that it ends. */
async function drip(parts: SendParts, exchange: Exchange, { scripted, body, status }: Faulty): Promise<void> {
  const { response } = exchange;
  writeHead(parts, exchange, scripted, body.length);
  const drop = Math.max(1, Math.ceil(body.length / (maxHoldMs / dripMs)));
  for await (const piece of body.pieces)
    for (let at = 0; at < piece.length; at += drop) {
      await flushed(response, piece.subarray(at, at + drop));
      const waited = await hold(parts, exchange, dripMs);
      if (waited === 'left') return left(parts, exchange, { answered: status });
      if (waited === 'ending') return void response.destroy();
    }
  response.end();
}

/** More is announced than there is, and the connection stays open: the sender waits for the rest. */
async function long(parts: SendParts, exchange: Exchange, { scripted, body, status }: Faulty): Promise<void> {
  writeHead(parts, exchange, scripted, body.length);
  for await (const piece of body.pieces) await flushed(exchange.response, piece);
  await holdOn(parts, exchange, status);
}

/** Less is announced than there is: the rest is read as the next answer. */
async function short(parts: SendParts, exchange: Exchange, { scripted, body }: Faulty): Promise<void> {
  writeHead(parts, exchange, scripted, body.length);
  await writeAll(exchange.response, body);
}

/** Waits until the sender leaves, then closes. `answered`: the status that it got, null when it got nothing. */
async function holdOn(parts: SendParts, exchange: Exchange, answered: number | null): Promise<void> {
  const waited = await hold(parts, exchange, maxHoldMs);
  exchange.request.socket.destroy();
  if (waited === 'left') await left(parts, exchange, { answered });
}

const hold = ({ holds }: SendParts, { request, since }: Exchange, ms: number) =>
  holds.wait(request.socket, ms, since);

/** The sender did not wait: its row says so. */
async function left(
  { store }: SendParts,
  { request, bin, seq, id, since }: Exchange,
  { answered }: { answered: number | null },
): Promise<void> {
  request.socket.destroy();
  const seconds = ((performance.now() - since) / 1000).toFixed(1);
  const when = answered === null ? 'without an answer' : 'in the middle of the answer';
  await store.unanswered(bin, seq, {
    id,
    reason: `the sender left after ${seconds} s, ${when}`,
    status: answered ?? 0,
  });
}

/** Answers leave in the order of their requests. False: the connection is gone. */
function isTurn({ request, response }: Exchange): Promise<boolean> {
  if (response.socket) return Promise.resolve(true);
  const { socket } = request;
  if (socket.destroyed) return Promise.resolve(false);
  return new Promise((resolve) => {
    const onClose = (): void => resolve(false);
    socket.once('close', onClose);
    response.once('socket', () => {
      socket.off('close', onClose);
      resolve(true);
    });
  });
}

function writeHead(
  { closing }: SendParts,
  { response, seq, reusable }: Exchange,
  { status, fault, headers }: Scripted,
  length: number,
): void {
  const all = scriptedHeaders(headers, seq);
  const announced = announcedLength(status, fault, length);
  if (announced !== null) all.push(['content-length', String(announced)]);
  if (closing || !reusable) all.push(['connection', 'close']);
  response.writeHead(status, all.flat());
  // Without a body nothing else would send it before the end.
  if (fault !== null) response.flushHeaders();
}

async function writeAll(response: ServerResponse, { pieces }: Body): Promise<void> {
  if (Array.isArray(pieces) && pieces.length < 2) {
    response.end(pieces[0]);
    return;
  }
  for await (const piece of pieces) if (!response.write(piece)) await drained(response);
  response.end();
}

/** Resolves when the bytes are with the operating system, or never will be. */
const flushed = (response: ServerResponse, bytes: Uint8Array): Promise<void> =>
  new Promise((resolve) => {
    if (response.destroyed || bytes.length === 0) {
      resolve();
      return;
    }
    response.once('close', resolve);
    response.write(bytes, () => {
      response.off('close', resolve);
      resolve();
    });
  });

const drained = (response: ServerResponse): Promise<void> =>
  new Promise((resolve) => {
    const done = (): void => {
      response.off('drain', done);
      response.off('close', done);
      resolve();
    };
    response.on('drain', done);
    response.on('close', done);
    if (response.destroyed) done();
  });

function bodyOf({ store }: SendParts, { asked, bin, seq, echo }: Exchange, { body, status }: Scripted): Body {
  if (body.kind === 'bytes') return { length: body.bytes.length, pieces: [body.bytes] };
  if (body.kind === 'echo') return { length: echo.size, pieces: echo.bytes ?? storedPieces(store, bin, seq) };
  const bytes = Buffer.from(ownBody(asked, seq, status));
  return { length: bytes.length, pieces: [bytes] };
}

async function* storedPieces(store: Store, bin: string, seq: number): AsyncGenerator<Uint8Array> {
  const body = await store.body(bin, seq);
  if (!body) throw new Error('the request is gone');
  yield* body.pieces;
}
