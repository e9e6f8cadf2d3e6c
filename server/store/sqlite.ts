/**
 * The default driver: one file, one writer thread with group commit above it, searches in a thread of their own.
 * The event loop waits for no commit and no search; it reads by key itself.
 */
import { statSync } from 'node:fs';
import type { Facets, FieldValues, RequestPatch, RequestSummary, Timeline } from '../contract.ts';
import { HookglassError } from '../errors.ts';
import { type Call, type Operations, readHere, type Reads, Thread } from './sqlite-connection.ts';
import { pack } from './sqlite-pack.ts';
import type { BodyPlace } from './sqlite-read.ts';
import { eventKeyText, listed } from './sqlite-rows.ts';
import { Searches } from './sqlite-searches.ts';
import type { SqliteOptions } from './sqlite-schema.ts';
import type { AppendedRow } from './sqlite-write.ts';
import type {
  Ack,
  BinPage,
  BinSettings,
  BinStore,
  Checks,
  DeliveryQuery,
  DeliveryStore,
  DeliveryWrite,
  EventIdentity,
  ForwardStore,
  InsightQuery,
  NewCapture,
  PageQuery,
  RecheckStep,
  RecheckStore,
  Rechecked,
  Retention,
  Settled,
  Store,
  StoreChange,
  StoredBin,
  StoredBinPatch,
  StoredPage,
  StoredRequest,
  TimelineQuery,
  Unanswered,
  ValuesQuery,
} from './store.ts';

const removeRows = 500;

const growing = new Set<string>(['append', 'stage', 'createBin', 'probe', 'writeDeliveries']);
const noChecks: Checks = { version: 0, list: [] };

/** SQLite behind the Store interface. */
export class SqliteStore implements Store {
  readonly #writer: Thread;
  readonly #options: SqliteOptions;
  readonly #listeners = new Set<(change: StoreChange) => void>();
  readonly #binListeners = new Set<(was: string, bin: StoredBin | null) => void>();
  readonly #settings = new Map<string, BinSettings>();
  readonly #rechecks = new Set<string>();
  #reader: Reads;
  readonly #searches: Searches;
  #trouble: string | null = null;
  #lastSpool = 0;
  #inode: number | null = null;
  #lost: string | null = null;

  constructor(options: SqliteOptions) {
    this.#options = options;
    this.#writer = new Thread({ role: 'writer', options });
    // A database in memory is seen by its own connection only.
    this.#reader = this.#writer;
    const { file } = options;
    this.#searches = new Searches(() =>
      file === null
        ? this.#writer
        : new Thread({ role: 'searcher', file, indexFile: file.replace(/(\.db)?$/, '-search.db') }),
    );
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
    const checks = new Map(await this.#reader.call('checks', []));
    for (const bin of await this.#reader.call('bins', []))
      this.#remember(bin, checks.get(bin.id) ?? noChecks);
    for (const bin of await this.#reader.call('rechecks', [])) this.#rechecks.add(bin);
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
    rows.forEach(({ bin, seq, stale }, index) => {
      this.#searches.stored(seq);
      const id = bin ?? batch[index]?.bin;
      if (stale && id !== undefined) this.#rechecks.add(id);
    });
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

  async unanswered(bin: string, seq: number, left: Unanswered): Promise<void> {
    const changed = await this.#write('unanswered', [bin, seq, left]);
    const request = changed ? await this.get(bin, seq) : null;
    if (request) this.#announce({ type: 'updated', request });
  }

  attemptsSoFar(bin: string, event: EventIdentity): Promise<number> {
    return this.#reader.call('attemptsSoFar', [bin, event]);
  }

  page(bin: string, query: PageQuery, signal?: AbortSignal): Promise<StoredPage | null> {
    if (!query.filter?.length) return this.#reader.call('page', [bin, query]);
    return this.#searches.page(bin, query, signal);
  }

  attempts(bin: string, seq: number | 'latest'): Promise<readonly RequestSummary[] | null> {
    return this.#reader.call('attempts', [bin, seq]);
  }

  timeline(bin: string, query: TimelineQuery): Promise<Timeline | null> {
    return this.#searches.timeline(bin, query);
  }

  async facets(bin: string, query: InsightQuery): Promise<Facets | null> {
    const counted = (await this.bins.get(bin)) && (await this.#searches.facets(bin, query));
    // Read afterwards: what came meanwhile is rather among all than missing there.
    const all = (await this.bins.get(bin))?.requests;
    return counted && all !== undefined ? { all, ...counted } : null;
  }

  async values(bin: string, query: ValuesQuery): Promise<FieldValues | null> {
    return (await this.bins.get(bin)) && this.#searches.values(bin, query);
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

  async *staged(spool: number): AsyncGenerator<Uint8Array> {
    for (let index = 0; ; index += 1) {
      const piece = await this.#reader.call('stagedPiece', [spool, index]);
      if (piece === null) return;
      yield piece;
    }
  }

  async update(bin: string, seq: number, patch: RequestPatch): Promise<StoredRequest | null> {
    const changed = await this.#write('updateRequest', [bin, seq, patch]);
    const request = changed ? await this.get(bin, seq) : null;
    if (request) this.#announce({ type: 'updated', request });
    return request;
  }

  async remove(bin: string, which: Parameters<Store['remove']>[1]): Promise<number> {
    if ('seq' in which) return this.#removeSeqs(bin, [which.seq]);
    const seqs = await this.#searches.seqs(bin, which.filter ?? [], which.pinned);
    let removed = 0;
    // Small steps: captures get their turn between them.
    for (let at = 0; at < seqs.length; at += removeRows)
      removed += await this.#removeSeqs(bin, seqs.slice(at, at + removeRows));
    return removed;
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
    create: async (bin: Parameters<BinStore['create']>[0]): Promise<StoredBin | null> => {
      const created = await this.#write('createBin', [
        { labels: [], response: null, ...bin, createdAt: Date.now() },
      ]);
      return created && this.#binChanged(created.id, created, noChecks);
    },
    get: (id: string): Promise<StoredBin | null> => this.#reader.call('bin', [id]),
    settings: (id: string): BinSettings | null => this.#settings.get(id) ?? null,
    list: (): Promise<readonly StoredBin[]> => this.#reader.call('bins', []),
    page: (limit: number, after: number | null): Promise<BinPage> =>
      this.#reader.call('binPage', [limit, after]),
    update: async (id: string, patch: StoredBinPatch): Promise<StoredBin | 'taken' | null> => {
      const updated = await this.#write('updateBin', [id, patch]);
      if (updated?.taken) return 'taken';
      if (patch.id !== undefined || patch.aliases) this.#forget(updated?.was);
      if (!updated) return null;
      const { was, bin, checks } = updated;
      if (this.#rechecks.delete(was) || patch.verification) this.#rechecks.add(bin.id);
      return this.#binChanged(was, bin, checks);
    },
    delete: async (name: string): Promise<boolean> => {
      const id = await this.#write('deleteBin', [name]);
      if (id === null) return false;
      this.#forget(id);
      this.#rechecks.delete(id);
      this.#announce({ type: 'bin', id, bin: null });
      for (const listener of this.#binListeners) listener(id, null);
      return true;
    },
  };

  readonly rechecks: RecheckStore = {
    pending: (): readonly string[] => [...this.#rechecks],
    step: async (bin: string, limit: number): Promise<RecheckStep | null> => {
      const step = await this.#reader.call('recheckStep', [bin, limit]);
      if (!step) this.#rechecks.delete(bin);
      return step;
    },
    save: async (bin: string, step: RecheckStep, down: number, results: readonly Rechecked[]) => {
      const range = { version: step.checks.version, to: step.to, down };
      const done = await this.#write('recheck', [bin, range, results]);
      if (!done) return false;
      const signatures = done.changed.map(({ seq, signature }) => [seq, signature] as const);
      if (signatures.length > 0) this.#announce({ type: 'verified', bin: done.bin, signatures });
      const now = this.#listeners.size > 0 ? await this.bins.get(done.bin) : null;
      if (now) this.#announce({ type: 'bin', id: now.id, bin: now });
      return true;
    },
  };

  readonly deliveries: DeliveryStore = {
    write: async (writes: readonly DeliveryWrite[]): Promise<readonly boolean[]> => {
      const done = await this.#write('writeDeliveries', [writes]);
      if (this.#listeners.size > 0) await this.#announceDeliveries(idsOf(writes.filter((_, at) => done[at])));
      return done;
    },
    get: (bin: string, id: string) => this.#reader.call('delivery', [bin, id]),
    list: (bin: string, query: DeliveryQuery) => this.#reader.call('deliveryPage', [bin, query]),
    body: (bin: string, id: string, which: 'request' | 'response') =>
      this.#reader.call('deliveryBody', [bin, id, which]),
    targets: (bin: string) => this.#reader.call('targetsUsed', [bin]),
  };

  readonly forwards: ForwardStore = {
    cursor: (bin: string, targetId: string) => this.#reader.call('forwardCursor', [bin, targetId]),
    due: (bin: string, targetId: string, query: { now: number; limit: number }) =>
      this.#reader.call('forwardsDue', [bin, targetId, query]),
    counts: (bin: string, targetId: string) => this.#reader.call('forwardCounts', [bin, targetId]),
    since: (bin: string, targetId: string, from: { seq: number } | { time: number }) =>
      this.#write('forwardSince', [bin, targetId, from]),
    redeliver: async (bin: string, targetId: string, ids: readonly string[] | null) => {
      const changed = await this.#write('redeliver', [bin, targetId, ids]);
      if (this.#listeners.size > 0) await this.#announceDeliveries(changed);
      return changed.length / 2;
    },
    answered: async (bin: string, seq: number, status: number) => {
      const changed = await this.#write('setAnswered', [bin, seq, status]);
      const request = changed && this.#listeners.size > 0 ? await this.get(bin, seq) : null;
      if (request) this.#announce({ type: 'updated', request });
    },
    answer: (bin: string, seq: number) => this.#reader.call('answerOf', [bin, seq]),
  };

  onChange(listener: (change: StoreChange) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  onBin(listener: (was: string, bin: StoredBin | null) => void): () => void {
    this.#binListeners.add(listener);
    return () => void this.#binListeners.delete(listener);
  }

  async trouble(): Promise<string | null> {
    this.#checkFile();
    if (this.#lost !== null) return this.#lost;
    // Nobody else may write for a while: the probe finds out whether the trouble is over.
    if (this.#trouble !== null) await this.#write('probe', []).catch(() => undefined);
    return this.#trouble;
  }

  async close(): Promise<void> {
    if (this.#options.file !== null) await this.#searches.end();
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
    if (removed.seqs.length > 0) this.#announce({ type: 'deleted', ...removed });
    return removed.seqs.length;
  }

  async #announceDeliveries(ids: readonly string[]): Promise<void> {
    for (const delivery of await this.#reader.call('deliverySummaries', [ids]))
      this.#announce({ type: 'delivered', bin: delivery.bin, delivery });
  }

  #binChanged(was: string, bin: StoredBin, checks: Checks): StoredBin {
    this.#remember(bin, checks);
    this.#announce({ type: 'bin', id: was, bin });
    for (const listener of this.#binListeners) listener(was, bin);
    return bin;
  }

  /** By all its names: a sender that uses an old one costs no look-up either. */
  #remember({ id, paused, aliases, response, forwarding }: StoredBin, checks: Checks): void {
    const settings = { id, paused, checks, response, forwarding };
    for (const name of [id, ...aliases]) this.#settings.set(name, settings);
  }

  #forget(id: string | undefined): void {
    for (const [name, settings] of this.#settings) if (settings.id === id) this.#settings.delete(name);
  }

  #announce(change: StoreChange): void {
    for (const listener of this.#listeners) listener(change);
  }
}

/** The attempts that were written. */
const idsOf = (writes: readonly DeliveryWrite[]): string[] =>
  writes.flatMap((one) => {
    if (one.type === 'advance') return [];
    if (one.type === 'begin') return [one.delivery.id];
    return one.type === 'end' && one.next ? [one.id, one.next.id] : [one.id];
  });

function summaryOf(
  one: NewCapture,
  { bin, seq, attempt, eventKey, title, summary, provider, eventId }: AppendedRow,
): RequestSummary {
  return listed({
    bin: bin ?? one.bin,
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
    attempts: attempt,
    eventKey: eventKeyText(eventKey),
    size: one.body.size,
    contentType: one.contentType,
    status: one.status,
    fault: one.scripted?.fault ?? null,
    state: one.state,
    signature: one.checked?.signature ?? null,
    remoteAddress: one.remoteAddress,
    pinned: false,
    noted: false,
  });
}
