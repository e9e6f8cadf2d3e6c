/**
 * The way of a bin's requests to one target, in the background. New ones come after the cursor, attempts that wait for
 * their time from the store; both are on record before they are sent. A lane can be dropped at any time and made anew.
 */
import { uuidv7 } from 'uuidv7';
import type { ForwardTarget, RequestSummary } from '../contract.ts';
import { parseFilter, type RequestFilter } from '../filter.ts';
import { headerValue } from '../headers.ts';
import type { DeliveryOutcome, DeliveryWrite, QueuedForward, Store } from '../store/store.ts';
import { allowed, type Circuit, circuitAfter, closedCircuit, isAlive } from './circuit.ts';
import { type Deliverer, ready, sentOf } from './deliver.ts';
import { refusal, type ToForward, toForward } from './forwarding.ts';

const pageRows = 50;
// A store in trouble is asked again after this.
const restMs = 1_000;
// What a filter passes over is written at times only: else each capture would cost a commit.
const passOverMs = 500;
const maxRetryAfterMs = 86_400_000;

/** What lanes work with. */
export interface LaneParts {
  store: Store;
  deliverer: Deliverer;
  /** Milliseconds since 1970. */
  now(): number;
  /** Resolves when there is room for one more: captures go first. */
  turn(): Promise<void>;
}

/** Requests that were read already: everything up to `through` was looked at. */
interface Ahead {
  items: readonly RequestSummary[];
  through: number;
}

/** One thing to send. */
type Next =
  | { type: 'new'; seq: number }
  | { type: 'queued'; queued: QueuedForward }
  | { type: 'wait'; until: number | null };

/** One lane. */
export class Lane {
  readonly #parts: LaneParts;
  readonly #bin: string;
  #target: ForwardTarget;
  #filter: RequestFilter;
  /** Up to here every request is under way or not for this target; null: the store knows. */
  #cursor: number | null = null;
  /** As the store has it, or will have it when it has written what it was given. */
  #kept: number | null = null;
  #passing = false;
  #ahead: Ahead | null = null;
  /** Rises when the cursor is put elsewhere. */
  #generation = 0;
  /** New requests that are not on record yet. */
  readonly #reading = new Set<number>();
  /** Queued attempts that are under way already. */
  readonly #taken = new Set<string>();
  #open = 0;
  #circuit: Circuit = closedCircuit;
  #restUntil = 0;
  /** When the next queued attempt's time comes; null: there is none; undefined: the store knows. */
  #dueAt: number | null | undefined;
  #changes = 0;
  #pumping = false;
  #again = false;
  #closed = false;
  #timer: NodeJS.Timeout | null = null;

  constructor(parts: LaneParts, bin: string, target: ForwardTarget) {
    this.#parts = parts;
    this.#bin = bin;
    this.#target = target;
    this.#filter = parseFilter(target.filter);
  }

  /** Milliseconds since 1970; null: it is not left alone. */
  get pausedUntil(): number | null {
    const { openUntil } = this.#circuit;
    return openUntil !== null && openUntil > this.#parts.now() ? openUntil : null;
  }

  /** Other settings of the same target. */
  change(target: ForwardTarget): void {
    this.#target = target;
    this.#filter = parseFilter(target.filter);
    this.restart();
  }

  /** The cursor was put elsewhere, or somebody says that the target is back. */
  restart(): void {
    this.#forget();
    this.#circuit = closedCircuit;
    this.wake();
  }

  /** There may be something to do. */
  wake(): void {
    this.#again = true;
    if (this.#pumping || this.#closed) return;
    this.#pumping = true;
    setImmediate(() => void this.#pump());
  }

  /** Nothing more begins. */
  close(): void {
    this.#closed = true;
    this.#sleep(null);
  }

  async #pump(): Promise<void> {
    while (this.#again && !this.#closed) {
      this.#again = false;
      await this.#fill().catch(() => this.#rest());
    }
    this.#pumping = false;
  }

  /** Begins as many as there may be. */
  async #fill(): Promise<void> {
    for (;;) {
      const left = this.#restUntil - performance.now();
      if (left > 0) this.#sleep(this.#parts.now() + left);
      if (this.#closed || left > 0) return;
      const { concurrency, ordered } = this.#target;
      const most = allowed(this.#circuit, ordered ? 1 : concurrency, this.#parts.now());
      if (most === 0) this.#sleep(this.#circuit.openUntil);
      if (this.#open >= most) return;
      await this.#parts.turn();
      const next = await this.#next();
      if (next.type === 'wait') {
        this.#sleep(next.until);
        return;
      }
      if (next.type === 'queued') this.#begin(this.#sendQueued(next.queued));
      else this.#begin(this.#sendNew(next).finally(() => this.#reading.delete(next.seq)));
    }
  }

  #begin(work: Promise<void>): void {
    this.#open += 1;
    void work
      .catch(() => this.#rest())
      .finally(() => {
        this.#open -= 1;
        this.wake();
      });
  }

  /** The store is in trouble, or something is gone: what was not begun is found again after the cursor. */
  #rest(): void {
    this.#forget();
    this.#restUntil = performance.now() + restMs;
  }

  #forget(): void {
    this.#generation += 1;
    this.#cursor = null;
    this.#kept = null;
    this.#ahead = null;
    this.#looked();
  }

  /** What is queued is another by now. */
  #looked(): void {
    this.#changes += 1;
    this.#dueAt = undefined;
  }

  async #next(): Promise<Next> {
    const { store } = this.#parts;
    const queued = await this.#nextQueued();
    if (queued) return { type: 'queued', queued };
    const nextAt = this.#dueAt ?? null;
    // What failed holds up those behind it, where they are to stay in order.
    if (this.#target.ordered && nextAt !== null) return { type: 'wait', until: nextAt };
    const generation = this.#generation;
    const cursor = this.#cursor ?? (await store.forwards.cursor(this.#bin, this.#target.id));
    const found = cursor === null ? null : await this.#readAhead(cursor);
    // Somebody put the cursor elsewhere meanwhile.
    if (generation !== this.#generation) return this.#next();
    if (cursor === null || found === null) return { type: 'wait', until: nextAt };
    this.#kept ??= cursor;
    this.#cursor = found.cursor;
    this.#ahead = found.ahead;
    if (found.seq === null) {
      // Nothing among them: they need not be looked at again. A restart may do so.
      if (found.cursor > cursor) this.#passOver();
      return { type: 'wait', until: nextAt };
    }
    this.#reading.add(found.seq);
    return { type: 'new', seq: found.seq };
  }

  /** An attempt whose time has come; it is taken then. */
  async #nextQueued(): Promise<QueuedForward | null> {
    const now = this.#parts.now();
    if (this.#dueAt === null || (this.#dueAt !== undefined && this.#dueAt > now)) return null;
    const query = { now, limit: this.#taken.size + 1 };
    const changes = this.#changes;
    const { items, nextAt } = await this.#parts.store.forwards.due(this.#bin, this.#target.id, query);
    const queued = items.find(({ id }) => !this.#taken.has(id));
    // Those that are taken are still in the store, and there may be another by now.
    const isSure = !queued && this.#taken.size === 0 && changes === this.#changes;
    this.#dueAt = isSure ? nextAt : undefined;
    if (queued) this.#taken.add(queued.id);
    return queued ?? null;
  }

  /** The next request that is to be forwarded, and where the cursor is then; null: the bin is gone. */
  async #readAhead(
    from: number,
  ): Promise<{ seq: number | null; cursor: number; ahead: Ahead | null } | null> {
    const [known, ...left] = this.#ahead?.items ?? [];
    if (known && this.#ahead)
      return { seq: known.seq, cursor: known.seq, ahead: { ...this.#ahead, items: left } };
    const after = this.#ahead?.through ?? from;
    const page = await this.#parts.store.page(this.#bin, { after, limit: pageRows, filter: this.#filter });
    if (!page) return null;
    const [first, ...items] = page.items;
    if (!first) return { seq: null, cursor: page.through, ahead: null };
    return { seq: first.seq, cursor: first.seq, ahead: { items, through: page.through } };
  }

  /** Once for all that comes until then. */
  #passOver(): void {
    if (this.#passing) return;
    this.#passing = true;
    setTimeout(() => {
      this.#passing = false;
      if (!this.#closed) this.#parts.deliverer.journal.write(...this.#advance()).catch(() => this.#rest());
    }, passOverMs).unref();
  }

  /** As far as everything is on record, and no further: what is still being read would be lost by a crash. */
  #advance(): DeliveryWrite[] {
    if (this.#cursor === null || this.#kept === null) return [];
    const through = Math.min(this.#cursor, ...[...this.#reading].map((seq) => seq - 1));
    if (through <= this.#kept) return [];
    const from = this.#kept;
    this.#kept = through;
    return [{ type: 'advance', bin: this.#bin, targetId: this.#target.id, from, through }];
  }

  async #sendNew({ seq }: { seq: number }): Promise<void> {
    const { store, deliverer, now } = this.#parts;
    const stored = await store.get(this.#bin, seq);
    // What the parser refused has no head to send.
    const out =
      stored && stored.httpVersion !== '' ? await toForward(store, stored, this.#target, now()) : null;
    this.#reading.delete(seq);
    if (!out) {
      await deliverer.journal.write(...this.#advance());
      return;
    }
    const { id: targetId, name: by } = this.#target;
    const { request } = out;
    const asked = { bin: this.#bin, seq, kind: 'forward', by, targetId, asked: null } as const;
    const delivery = deliverer.attempt({ ...asked, request, ownBody: false });
    const [isNew] = await deliverer.journal.write({ type: 'begin', delivery }, ...this.#advance());
    if (isNew) await this.#send(delivery.id, out, 1);
  }

  async #sendQueued({ id, seq, tries }: QueuedForward): Promise<void> {
    const { store, deliverer, now } = this.#parts;
    try {
      const stored = await store.get(this.#bin, seq);
      if (!stored) return;
      const out = await toForward(store, stored, this.#target, now());
      const request = ready(out.request);
      const target = `${request.origin.origin}${request.target}`;
      const start = { type: 'start', id, at: now(), target, sent: sentOf(request) } as const;
      const [started] = await deliverer.journal.write(start);
      if (started) await this.#send(id, out, tries);
    } finally {
      this.#taken.delete(id);
    }
  }

  async #send(id: string, { request, refused }: ToForward, tries: number): Promise<void> {
    const { deliverer, now } = this.#parts;
    const { timeoutMs, retries, jitter } = this.#target;
    const deadlines = { headersMs: timeoutMs, totalMs: timeoutMs };
    const outcome = refused ? refusal(refused) : await deliverer.send(ready(request), deadlines);
    const alive = isAlive(outcome);
    if (alive !== null) this.#circuit = circuitAfter(this.#circuit, alive, now());
    if (outcome.state === 'delivered') {
      // In one transaction with the next that begins; where order counts the next begins afterwards.
      if (this.#target.ordered) await deliverer.end(id, outcome);
      else deliverer.end(id, outcome, { isUrgent: false }).catch(() => undefined);
      return;
    }
    const wait = alive === null ? undefined : retries[tries - 1];
    if (wait === undefined) {
      await deliverer.end(id, outcome, { dead: true });
      return;
    }
    const spread = wait * 1000 * (1 + jitter * (2 * Math.random() - 1));
    const at = Math.round(now() + Math.max(spread, retryAfterMs(outcome, now())));
    await deliverer.end(id, outcome, { next: { id: uuidv7(), at } });
    this.#looked();
  }

  #sleep(until: number | null): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
    if (until === null || this.#closed) return;
    // A timer of node holds 24 days at most.
    const ms = Math.min(Math.max(1, until - this.#parts.now()), 2 ** 31 - 1);
    this.#timer = setTimeout(() => this.wake(), ms).unref();
  }
}

/** How long the target asks to be left alone: seconds or a date, RFC 9110 section 10.2.3. */
function retryAfterMs({ response }: DeliveryOutcome, now: number): number {
  const text = response && headerValue(response.headers, 'retry-after')?.trim();
  if (!text) return 0;
  const ms = /^\d+$/.test(text) ? Number(text) * 1000 : Date.parse(text) - now;
  return Number.isFinite(ms) ? Math.min(Math.max(0, ms), maxRetryAfterMs) : 0;
}
