/** The live stream: connects, reconnects for ever, hands messages over in batches. */
import { type Signal, signal } from '@preact/signals';
import type { LiveMessage, RequestSummary } from '../server/contract.ts';
import { openSocket } from './api.ts';

/** How the connection is doing. `waiting`: until `retryAt`, after `tries` failures since `lostAt`. */
export type Connection =
  | { state: 'connecting'; tries: number; lostAt: number }
  | { state: 'live'; tries: 0 }
  | { state: 'waiting'; tries: number; lostAt: number; retryAt: number };

/** A live stream that is kept open until it is closed. */
export interface LiveStream {
  connection: Signal<Connection>;
  retryNow: () => void;
  close: () => void;
}

/** What a live stream needs. */
export interface LiveOptions {
  /** The path to connect to; asked anew for each try, because the cursor moves. */
  path: () => string;
  /** Runs before each try but the first; when it answers false, nothing is tried again. */
  beforeRetry: () => Promise<boolean>;
  onMessages: (messages: readonly LiveMessage[]) => void;
  /** Hears of captures once a frame, also while `onMessages` gets them only four times a second. */
  onCaptured?: (requests: readonly RequestSummary[]) => void;
}

const delays = [1_000, 2_000, 4_000, 8_000, 15_000];
const burstPerSecond = 50;

/** How long to wait after so many failures; jitter keeps many tabs from knocking at once. */
export const retryDelay = (tries: number, random: number): number =>
  (delays[Math.min(tries, delays.length) - 1] ?? 1_000) * (0.8 + 0.4 * random);

/** Opens a live stream. */
export function openLive({ path, beforeRetry, onMessages, onCaptured }: LiveOptions): LiveStream {
  const connection = signal<Connection>({ state: 'connecting', tries: 0, lostAt: Date.now() });
  const batch = batched(onMessages, inBurst);
  const captures = onCaptured && batched(onCaptured, () => document.hidden);
  let socket: WebSocket | null = null;
  let timer: number | undefined;
  let closed = false;

  const connect = () => {
    if (closed) return;
    const mine = openSocket(path());
    socket = mine;
    mine.addEventListener('message', ({ data }) => {
      if (socket !== mine) return;
      // The server sends frames of this contract only.
      const message: LiveMessage = JSON.parse(String(data));
      if (message.type === 'ready') connection.value = { state: 'live', tries: 0 };
      batch.add(message);
      if (message.type === 'captured') captures?.add(message.request);
    });
    mine.addEventListener('close', () => {
      if (socket === mine) lost();
    });
  };
  const lost = () => {
    socket = null;
    if (closed) return;
    const { value } = connection;
    const tries = value.tries + 1;
    const lostAt = value.state === 'live' ? Date.now() : value.lostAt;
    const delay = retryDelay(tries, Math.random());
    connection.value = { state: 'waiting', tries, lostAt, retryAt: Date.now() + delay };
    timer = window.setTimeout(retryNow, delay);
  };
  const retryNow = () => {
    const { value } = connection;
    if (closed || value.state !== 'waiting') return;
    clearTimeout(timer);
    connection.value = { state: 'connecting', tries: value.tries, lostAt: value.lostAt };
    beforeRetry().then((again) => again && connect(), lost);
  };
  const onVisible = () => document.visibilityState === 'visible' && retryNow();

  addEventListener('online', retryNow);
  addEventListener('focus', retryNow);
  document.addEventListener('visibilitychange', onVisible);
  connect();
  return {
    connection,
    retryNow,
    close: () => {
      closed = true;
      clearTimeout(timer);
      batch.stop();
      captures?.stop();
      socket?.close();
      removeEventListener('online', retryNow);
      removeEventListener('focus', retryNow);
      document.removeEventListener('visibilitychange', onVisible);
    },
  };
}

// No frames come when nobody looks.
const inBurst = (perSecond: number): boolean => document.hidden || perSecond > burstPerSecond;

/** One hand-over per animation frame; four a second while `isSlow` says so. */
function batched<T>(deliver: (items: readonly T[]) => void, isSlow: (perSecond: number) => boolean) {
  let queue: T[] = [];
  let scheduled = false;
  let stopped = false;
  let second = { start: 0, count: 0 };
  const flush = () => {
    scheduled = false;
    if (!stopped && queue.length) deliver(queue.splice(0));
  };
  return {
    add(item: T) {
      queue.push(item);
      const now = Date.now();
      if (now - second.start > 1_000) second = { start: now, count: 0 };
      second.count += 1;
      if (scheduled) return;
      scheduled = true;
      if (isSlow(second.count)) setTimeout(flush, 250);
      else requestAnimationFrame(flush);
    },
    stop() {
      stopped = true;
      queue = [];
    },
  };
}
