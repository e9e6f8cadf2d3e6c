/**
 * The default driver: one file, one writer thread with group commit above it, searches in a thread of their own.
 * The event loop waits for no commit and no search; it reads by key itself.
 */
import { statSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import type { BinPatch, RequestPatch, RequestSummary } from '../contract.ts';
import { HookglassError, isErrorCode } from '../errors.ts';
import type { RequestFilter } from '../filter.ts';
import { pack } from './sqlite-pack.ts';
import { type BodyPlace, reader } from './sqlite-read.ts';
import { listed } from './sqlite-rows.ts';
import { openForReading, type SqliteOptions, translate } from './sqlite-schema.ts';
import type {
  ReaderOperations,
  ThreadAnswer,
  ThreadCall,
  ThreadRole,
  WriterOperations,
} from './sqlite-thread.ts';
import type { AppendedRow } from './sqlite-write.ts';
import type {
  Ack,
  BinSettings,
  NewCapture,
  PageQuery,
  Retention,
  Settled,
  Store,
  StoreChange,
  StoredBin,
  StoredPage,
  StoredRequest,
} from './store.ts';

type Operations = Omit<WriterOperations, 'append'> &
  ReaderOperations & {
    append: (batch: ReturnType<typeof pack>) => AppendedRow[];
    open: () => null;
    close: () => void;
  };
type Call<O extends keyof Operations> = Operations[O] extends (...args: infer A) => infer R
  ? { args: A; result: R }
  : never;

const growing = new Set<string>(['append', 'stage', 'createBin', 'probe']);

interface Pending {
  resolve(result: unknown): void;
  reject(cause: unknown): void;
}

/** One thread, spoken to by promises. */
class Thread {
  readonly #worker: Worker;
  readonly #pending = new Map<number, Pending>();
  #nextId = 1;
  #dead: Error | null = null;

  constructor(role: ThreadRole) {
    // Sources run as they are under Node's type stripping; the published package is built.
    const file = import.meta.url.endsWith('.ts') ? './sqlite-thread.ts' : './sqlite-thread.js';
    this.#worker = new Worker(new URL(file, import.meta.url), { workerData: role });
    this.#worker.on('message', (answer: ThreadAnswer) => this.#settle(answer));
    this.#worker.on('error', (cause) => this.#die(cause));
    this.#worker.on('exit', () => this.#die(new Error('the database thread ended')));
  }

  call<O extends keyof Operations>(
    operation: O,
    args: Call<O>['args'],
    transfer: ArrayBuffer[] = [],
  ): Promise<Call<O>['result']> {
    if (this.#dead) return Promise.reject(new HookglassError('store_failed', this.#dead.message));
    const id = this.#nextId++;
    this.#worker.postMessage({ id, operation, args } satisfies ThreadCall, transfer);
    return new Promise((resolve, reject) => {
      this.#pending.set(id, { resolve, reject });
    });
  }

  async end(): Promise<void> {
    await this.#worker.terminate();
  }

  async close(): Promise<void> {
    if (!this.#dead) await this.call('close', []).catch(() => undefined);
    await this.#worker.terminate();
  }

  #settle(answer: ThreadAnswer): void {
    const pending = this.#pending.get(answer.id);
    this.#pending.delete(answer.id);
    if (answer.ok) pending?.resolve(answer.result);
    else
      pending?.reject(
        new HookglassError(isErrorCode(answer.code) ? answer.code : 'store_failed', answer.message),
      );
  }

  #die(cause: Error): void {
    this.#dead ??= cause;
    for (const { reject } of this.#pending.values())
      reject(new HookglassError('store_failed', cause.message, { cause }));
    this.#pending.clear();
  }
}

/** What answers read calls: a thread, or for what takes no time a connection on this one. */
interface Reads {
  call<O extends keyof ReaderOperations>(operation: O, args: Call<O>['args']): Promise<Call<O>['result']>;
  close(): Promise<void>;
}

/** Pages, single requests and pieces of bodies: tenths of a millisecond, not worth a thread and its memory. */
function readHere(file: string): Reads {
  const db = openForReading(file);
  const operations: Record<string, (...args: never[]) => unknown> = reader(db);
  return {
    async call<O extends keyof ReaderOperations>(operation: O, args: Call<O>['args']) {
      try {
        return operations[operation]?.(...(args as never[]));
      } catch (cause) {
        throw translate(cause, file);
      }
    },
    async close() {
      db.close();
    },
  };
}

/** SQLite behind the Store interface. */
export class SqliteStore implements Store {
  readonly #writer: Thread;
  readonly #options: SqliteOptions;
  readonly #listeners = new Set<(change: StoreChange) => void>();
  readonly #settings = new Map<string, BinSettings>();
  #reader: Reads;
  #searcher: Thread | null = null;
  #trouble: string | null = null;
  #lastSpool = 0;
  #inode: number | null = null;
  #lost: string | null = null;

  constructor(options: SqliteOptions) {
    this.#options = options;
    this.#writer = new Thread({ role: 'writer', options });
    // A database in memory is seen by its own connection only.
    this.#reader = this.#writer;
  }

  async open(): Promise<void> {
    try {
      await this.#writer.call('open', []);
    } catch (cause) {
      await this.#writer.close();
      throw cause;
    }
    const { file } = this.#options;
    if (file !== null) {
      this.#reader = readHere(file);
      this.#inode = statSync(file).ino;
    }
    this.#lastSpool = await this.#reader.call('lastSpool', []);
    for (const bin of await this.#reader.call('bins', [])) this.#remember(bin);
  }

  async append(batch: readonly NewCapture[]): Promise<readonly Ack[]> {
    const packed = pack(batch);
    const rows = await this.#write('append', [packed], [packed.bytes]);
    if (this.#listeners.size > 0) {
      batch.forEach((one, index) => {
        const row = rows[index];
        if (row && row.seq > 0) this.#announce({ type: 'captured', request: summaryOf(one, row) });
      });
    }
    return rows.map(({ seq }) => (seq > 0 ? { ok: true, seq } : { ok: false }));
  }

  async stage(spool: number, index: number, bytes: Uint8Array): Promise<void> {
    // A buffer of its own changes hands without a copy; a view of a larger one is cloned.
    const { buffer } = bytes;
    const owned = buffer instanceof ArrayBuffer && buffer.byteLength === bytes.byteLength;
    await this.#write('stage', [spool, index, bytes], owned ? [buffer] : []);
  }

  async unstage(spool: number): Promise<void> {
    await this.#write('unstage', [spool]);
  }

  async settle(settled: Settled): Promise<void> {
    await this.#write('settle', [settled]);
  }

  async page(bin: string, query: PageQuery): Promise<StoredPage | null> {
    const reads = this.#readerFor(query.filter);
    const now = Date.now();
    let page = await reads.call('page', [bin, query, now]);
    while (page?.paused) {
      const from = page.nextBefore === null ? { after: page.through } : { before: page.nextBefore };
      const limit = query.limit - page.items.length;
      const step = await reads.call('page', [bin, { ...query, ...from, limit }, now]);
      page = step && { ...step, items: [...page.items, ...step.items] };
    }
    return page;
  }

  newSpool(): number {
    this.#lastSpool += 1;
    return this.#lastSpool;
  }

  get(bin: string, seq: number | 'latest'): Promise<StoredRequest | null> {
    return this.#reader.call('get', [bin, seq]);
  }

  async body(bin: string, seq: number) {
    const place = await this.#reader.call('bodyPlace', [bin, seq]);
    return place && { stored: place.stored, pieces: this.#pieces(place) };
  }

  async update(bin: string, seq: number, patch: RequestPatch): Promise<StoredRequest | null> {
    const changed = await this.#write('updateRequest', [bin, seq, patch]);
    const request = changed ? await this.get(bin, seq) : null;
    if (request) this.#announce({ type: 'updated', request });
    return request;
  }

  async remove(bin: string, which: Parameters<Store['remove']>[1]): Promise<number> {
    if ('seq' in which) return this.#removeSeqs(bin, [which.seq]);
    let removed = 0;
    let before: number | undefined;
    for (;;) {
      // Small steps: captures get their turn between them.
      const page = await this.page(bin, { before, limit: 500, filter: which.filter ?? undefined });
      const seqs = page?.items.filter(({ pinned }) => which.pinned || !pinned).map(({ seq }) => seq) ?? [];
      if (seqs.length > 0) removed += await this.#removeSeqs(bin, seqs);
      if (page?.nextBefore == null) return removed;
      before = page.nextBefore;
    }
  }

  async retain(policy: Retention, now: number) {
    this.#checkFile();
    const { removed, done } = await this.#write('retain', [policy, now]);
    for (const { bin, seqs } of removed) if (bin !== null) this.#announce({ type: 'deleted', bin, seqs });
    // 4 MB a pass: what a large deletion freed is back within minutes, and no capture waits for it.
    if (done) for (let step = 0; step < 5; step += 1) await this.#write('vacuum', []);
    return { removed: removed.reduce((sum, { seqs }) => sum + seqs.length, 0), done };
  }

  readonly bins = {
    create: async (bin: { id: string; name: string }): Promise<StoredBin | null> => {
      const created = await this.#write('createBin', [{ ...bin, createdAt: Date.now() }]);
      return created && this.#binChanged(created);
    },
    get: (id: string): Promise<StoredBin | null> => this.#reader.call('bin', [id]),
    settings: (id: string): BinSettings | null => this.#settings.get(id) ?? null,
    list: (): Promise<readonly StoredBin[]> => this.#reader.call('bins', []),
    update: async (id: string, patch: BinPatch): Promise<StoredBin | null> => {
      const updated = await this.#write('updateBin', [id, patch]);
      return updated && this.#binChanged(updated);
    },
    delete: async (id: string): Promise<boolean> => {
      const deleted = await this.#write('deleteBin', [id]);
      this.#settings.delete(id);
      if (deleted) this.#announce({ type: 'bin', id, bin: null });
      return deleted;
    },
  };

  onChange(listener: (change: StoreChange) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  async trouble(): Promise<string | null> {
    this.#checkFile();
    if (this.#lost !== null) return this.#lost;
    // Nobody else may write for a while: the probe finds out whether the trouble is over.
    if (this.#trouble !== null) await this.#write('probe', []).catch(() => undefined);
    return this.#trouble;
  }

  async close(): Promise<void> {
    // A search may be long, and it changes nothing: nobody waits for it.
    await this.#searcher?.end();
    if (this.#reader !== this.#writer) await this.#reader.close();
    await this.#writer.close();
  }

  /** SQLite goes on writing into a file that was deleted: nothing of it would be found again. */
  #checkFile(): void {
    const { file } = this.#options;
    if (file === null || this.#inode === null) return;
    const found = statSync(file, { throwIfNoEntry: false })?.ino;
    this.#lost =
      found === this.#inode
        ? null
        : `${file} was deleted or replaced while it was in use; start Hookglass anew`;
  }

  async #write<O extends keyof Operations>(operation: O, args: Call<O>['args'], transfer?: ArrayBuffer[]) {
    if (this.#lost !== null) throw new HookglassError('store_failed', this.#lost);
    try {
      const result = await this.#writer.call(operation, args, transfer);
      // Deleting goes well on a full disk: only what adds proves that there is room.
      if (growing.has(operation)) this.#trouble = null;
      return result;
    } catch (cause) {
      this.#trouble = cause instanceof Error ? cause.message : String(cause);
      throw cause;
    }
  }

  /** A filter reads row after row: in a thread of its own, started when the first one is asked for. */
  #readerFor(filter: RequestFilter | undefined): Reads {
    const { file } = this.#options;
    if (!filter?.length || file === null) return this.#reader;
    this.#searcher ??= new Thread({ role: 'reader', file });
    return this.#searcher;
  }

  async *#pieces(place: BodyPlace): AsyncGenerator<Uint8Array> {
    let left = place.stored;
    for (let index = 0; left > 0; index += 1) {
      const piece = await this.#reader.call('bodyPiece', [place, index]);
      // Deleted meanwhile: who reads was promised more and must not take this for the end.
      if (piece === null) throw new HookglassError('request_not_found');
      left -= piece.length;
      yield piece;
    }
  }

  async #removeSeqs(bin: string, seqs: number[]): Promise<number> {
    const removed = await this.#write('remove', [bin, seqs]);
    if (removed.length > 0) this.#announce({ type: 'deleted', bin, seqs: removed });
    return removed.length;
  }

  #binChanged(bin: StoredBin): StoredBin {
    this.#remember(bin);
    this.#announce({ type: 'bin', id: bin.id, bin });
    return bin;
  }

  #remember({ id, paused }: StoredBin): void {
    this.#settings.set(id, { id, paused });
  }

  #announce(change: StoreChange): void {
    for (const listener of this.#listeners) listener(change);
  }
}

function summaryOf(
  one: NewCapture,
  { seq, attempt, title, summary, provider, eventId }: AppendedRow,
): RequestSummary {
  return listed({
    bin: one.bin,
    seq,
    id: one.id,
    receivedAt: new Date(one.receivedAt).toISOString(),
    method: one.method,
    path: one.path,
    title,
    summary,
    provider,
    eventId,
    attempt,
    size: one.body.size,
    contentType: one.contentType,
    status: one.status,
    state: one.state,
    signature: null,
    remoteAddress: one.remoteAddress,
    pinned: false,
  });
}
