/**
 * The live stream. A change only wakes a viewer; what it gets is read from the store after its cursor, by the same
 * query that lists. So list and stream cannot disagree, and nothing is missed or repeated.
 */
import type { WebSocket } from 'ws';
import type { Bin, LiveMessage } from './contract.ts';
import type { RequestFilter } from './filter.ts';
import type { Store, StoreChange, StoredBin } from './store/store.ts';

const pageRows = 200;
const maxBacklogBytes = 2 ** 20;
const maxViewers = 256;
const stalledMs = 30_000;
const pingMs = 30_000;
const maxMessagesPerSecond = 50;

/** What a viewer asked for. `bin` null: all bins; a bin that is renamed is followed. */
export interface Subscription {
  bin: string | null;
  after: number | null;
  /** When the bin that the viewer knows was created, if it said so: another bin may have the name by now. */
  createdAt: string | null;
  filter: RequestFilter;
}

/** All viewers of this process. */
export class Live {
  readonly #store: Store;
  readonly #withUrl: (bin: StoredBin) => Bin;
  readonly #viewers = new Set<Viewer>();
  #stop: (() => void) | null = null;
  readonly #heartbeat: NodeJS.Timeout;

  constructor(store: Store, withUrl: (bin: StoredBin) => Bin) {
    this.#store = store;
    this.#withUrl = withUrl;
    this.#heartbeat = setInterval(() => this.#viewers.forEach((viewer) => viewer.ping()), pingMs).unref();
  }

  /** Takes over an open socket until it closes. */
  join(socket: WebSocket, subscription: Subscription): void {
    if (this.#viewers.size >= maxViewers) {
      socket.close(1013, 'too many viewers');
      return;
    }
    const { bin } = subscription;
    // It may have been renamed during the handshake; from here on the viewer hears of it.
    const current = bin === null ? null : (this.#store.bins.settings(bin)?.id ?? bin);
    const viewer = new Viewer(socket, this.#store, { ...subscription, bin: current });
    this.#viewers.add(viewer);
    // Nobody watches, nobody is told: a change that no one hears costs nothing.
    this.#stop ??= this.#store.onChange((change) => this.#changed(change));
    socket.on('close', () => this.#left(viewer));
    viewer.start();
  }

  /** Tells everybody that the server is going away. */
  close(): void {
    clearInterval(this.#heartbeat);
    for (const viewer of this.#viewers) viewer.leave();
  }

  #left(viewer: Viewer): void {
    this.#viewers.delete(viewer);
    if (this.#viewers.size > 0) return;
    this.#stop?.();
    this.#stop = null;
  }

  #changed(change: StoreChange): void {
    if (change.type === 'captured') {
      const { bin, seq } = change.request;
      for (const viewer of this.#viewers) viewer.wake(bin, seq);
      return;
    }
    const message: LiveMessage =
      change.type === 'bin' ? { ...change, bin: change.bin && this.#withUrl(change.bin) } : change;
    const bin =
      change.type === 'bin' ? change.id : change.type === 'updated' ? change.request.bin : change.bin;
    for (const viewer of this.#viewers) viewer.tell(bin, message);
  }
}

/** How far a viewer has come in a bin; its name can change while older rows are being read. */
interface Cursor {
  bin: string;
  seq: number;
}

class Viewer {
  readonly #socket: WebSocket;
  readonly #store: Store;
  readonly #subscription: Subscription;
  readonly #cursors = new Map<string, Cursor>();
  readonly #dirty = new Set<Cursor>();
  #isReady = false;
  #pumping = false;
  /** What happened before `ready`, or while older rows were being read: it comes after them. */
  readonly #late: LiveMessage[] = [];
  readonly #gone = new AbortController();
  #missedPings = 0;
  #messages = 0;

  constructor(socket: WebSocket, store: Store, subscription: Subscription) {
    this.#socket = socket;
    this.#store = store;
    this.#subscription = subscription;
    socket.on('error', () => socket.terminate());
    socket.on('close', () => this.#gone.abort());
    socket.on('pong', () => (this.#missedPings = 0));
    socket.on('message', () => this.#count());
  }

  /** `ready`, then what came after the cursor, then what happens. */
  start(): void {
    this.#ready().catch(() => this.#socket.close(1011, 'the store failed'));
  }

  /** A request of `bin` was committed. */
  wake(bin: string, seq: number): void {
    const only = this.#subscription.bin;
    if (only !== null && only !== bin) return;
    // What comes before `ready` lies after its cursor.
    if (only !== null && !this.#isReady) return;
    this.#dirty.add(this.#cursors.get(bin) ?? this.#follow({ bin, seq: seq - 1 }));
    this.#pump();
  }

  /** Something else happened to `bin`. */
  tell(bin: string, message: LiveMessage): void {
    const only = this.#subscription.bin;
    if (only !== null && only !== bin) return;
    if (message.type === 'bin') this.#rename(bin, message.bin);
    if (!this.#isReady || this.#pumping) this.#late.push(message);
    else this.#send(message);
  }

  ping(): void {
    this.#messages = 0;
    this.#missedPings += 1;
    if (this.#missedPings > 2) this.#socket.terminate();
    else this.#socket.ping();
  }

  leave(): void {
    this.#socket.close(1001, 'the server is stopping');
  }

  async #ready(): Promise<void> {
    const { bin, after, createdAt } = this.#subscription;
    if (bin === null) this.#send({ type: 'ready', lastSeq: null });
    else {
      const found = await this.#store.bins.get(bin);
      const lastSeq = found?.lastSeq ?? 0;
      this.#send({ type: 'ready', lastSeq });
      // A cursor from the future is one of another database, another birthday one of another bin of this name.
      const isForeign = (after ?? 0) > lastSeq || (createdAt !== null && createdAt !== found?.createdAt);
      if (isForeign) this.#send({ type: 'resync' });
      const seq = isForeign ? lastSeq : (after ?? lastSeq);
      this.#dirty.add(this.#follow({ bin: this.#subscription.bin ?? bin, seq }));
    }
    this.#isReady = true;
    this.#sendLate();
    this.#pump();
  }

  #pump(): void {
    if (this.#pumping || !this.#isReady) return;
    this.#pumping = true;
    this.#drain()
      .catch(() => this.#socket.close(1011, 'the store failed'))
      .finally(() => {
        this.#pumping = false;
        this.#sendLate();
        if (this.#dirty.size > 0 && this.#isOpen) this.#pump();
      });
  }

  #follow(cursor: Cursor): Cursor {
    this.#cursors.set(cursor.bin, cursor);
    return cursor;
  }

  /** A bin that was deleted begins anew, one that was renamed goes on. */
  #rename(was: string, bin: Bin | null): void {
    const cursor = this.#cursors.get(was);
    if (!bin) {
      if (cursor) cursor.seq = 0;
      else this.#cursors.set(was, { bin: was, seq: 0 });
    } else if (bin.id !== was) {
      this.#cursors.delete(was);
      // What is left of a deleted bin of that name.
      this.#cursors.delete(bin.id);
      if (this.#subscription.bin !== null) this.#subscription.bin = bin.id;
      if (cursor) this.#follow(Object.assign(cursor, { bin: bin.id }));
    }
  }

  async #drain(): Promise<void> {
    for (const cursor of this.#dirty) {
      this.#dirty.delete(cursor);
      await this.#catchUp(cursor);
    }
  }

  async #catchUp(cursor: Cursor): Promise<void> {
    const { filter } = this.#subscription;
    const { signal } = this.#gone;
    while (this.#isOpen) {
      const after = cursor.seq;
      const page = await this.#store.page(cursor.bin, { after, limit: pageRows, filter }, signal);
      if (!page) return;
      if (page.oldestSeq > after + 1 && page.lastSeq > after) {
        this.#send({ type: 'trimmed', bin: cursor.bin, oldestSeq: page.oldestSeq });
      }
      page.items.forEach((request) => this.#send({ type: 'captured', request }));
      this.#sendLate();
      // A bin that was deleted meanwhile begins anew: its cursor is not to be put back.
      if (cursor.seq === after) cursor.seq = page.through;
      if (page.items.length < pageRows) return;
      await this.#flushed();
    }
  }

  #sendLate(): void {
    this.#late.splice(0).forEach((message) => this.#send(message));
  }

  get #isOpen(): boolean {
    return this.#socket.readyState === this.#socket.OPEN;
  }

  #send(message: LiveMessage): void {
    if (!this.#isOpen) return;
    this.#socket.send(JSON.stringify(message));
    if (this.#socket.bufferedAmount > maxBacklogBytes) this.#cut();
  }

  /** Waits until a catching-up viewer has read what it was sent; one that does not read is cut. */
  #flushed(): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => this.#cut(), stalledMs);
      const done = (): void => {
        clearTimeout(timer);
        resolve();
      };
      this.#socket.once('close', done);
      this.#socket.ping(undefined, undefined, () => {
        this.#socket.off('close', done);
        done();
      });
    });
  }

  /** It resumes by its cursor; memory here must not depend on how fast somebody reads. */
  #cut(): void {
    this.#socket.terminate();
  }

  #count(): void {
    this.#messages += 1;
    if (this.#messages > maxMessagesPerSecond * (pingMs / 1000))
      this.#socket.close(1008, 'too many messages');
  }
}
