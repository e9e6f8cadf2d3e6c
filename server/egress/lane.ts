/**
 * The way of a bin's requests to one target, in the background. New ones come after the cursor, attempts that wait for
 * their time from the store; both are on record before they are sent. A lane can be dropped at any time and made anew.
 */
import { uuidv7 } from 'uuidv7';
import type { ForwardTarget, RequestSummary } from '../contract.ts';
import { parseFilter, type RequestFilter } from '../filter.ts';
import { headerValue } from '../headers.ts';
import type { DeliveryOutcome, QueuedForward, Store } from '../store/store.ts';
import { allowed, type Circuit, circuitAfter, closedCircuit, isAlive } from './circuit.ts';
import { type Deliverer, ready, sentOf } from './deliver.ts';
import { refusal, type ToForward, toForward } from './forwarding.ts';

const pageRows = 50;
// A store in trouble is asked again after this.
const restMs = 1_000;
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

/** One thing to send. */
type Next =
  | { type: 'new'; seq: number; from: number }
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
  /** Requests that were read already: everything up to `through` was looked at. */
  #ahead: { items: RequestSummary[]; through: number } | null = null;
  /** Queued attempts that are under way already. */
  readonly #taken = new Set<string>();
  #open = 0;
  #circuit: Circuit = closedCircuit;
  #restUntil = 0;
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
      await this.#parts.turn();
      const left = this.#restUntil - performance.now();
      if (left > 0) this.#sleep(this.#parts.now() + left);
      if (this.#closed || left > 0) return;
      const { concurrency, ordered } = this.#target;
      const most = allowed(this.#circuit, ordered ? 1 : concurrency, this.#parts.now());
      if (most === 0) this.#sleep(this.#circuit.openUntil);
      if (this.#open >= most) return;
      const next = await this.#next();
      if (next.type === 'wait') {
        this.#sleep(next.until);
        return;
      }
      this.#begin(next.type === 'new' ? this.#sendNew(next) : this.#sendQueued(next.queued));
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
    this.#cursor = null;
    this.#ahead = null;
  }

  async #next(): Promise<Next> {
    const { store, now } = this.#parts;
    const limit = this.#taken.size + 1;
    const { items, nextAt } = await store.forwards.due(this.#bin, this.#target.id, { now: now(), limit });
    const queued = items.find(({ id }) => !this.#taken.has(id));
    if (queued) {
      this.#taken.add(queued.id);
      return { type: 'queued', queued };
    }
    // What failed holds up those behind it, where they are to stay in order.
    if (this.#target.ordered && nextAt !== null) return { type: 'wait', until: nextAt };
    const from = this.#cursor ?? (await store.forwards.cursor(this.#bin, this.#target.id));
    if (from === null) return { type: 'wait', until: nextAt };
    this.#cursor = from;
    const seq = await this.#readAhead(from);
    if (seq === null) return { type: 'wait', until: nextAt };
    this.#cursor = seq;
    return { type: 'new', seq, from };
  }

  /** The next request that is to be forwarded; null: there is none. */
  async #readAhead(from: number): Promise<number | null> {
    const known = this.#ahead?.items.shift();
    if (known) return known.seq;
    const after = this.#ahead?.through ?? from;
    const page = await this.#parts.store.page(this.#bin, { after, limit: pageRows, filter: this.#filter });
    const [first, ...items] = page?.items ?? [];
    this.#ahead = page && first ? { items, through: page.through } : null;
    if (!page || first) return first?.seq ?? null;
    // Nothing among them: they need not be looked at again.
    if (page.through > from) {
      await this.#parts.deliverer.journal.write(this.#advance(from, page.through));
      this.#cursor = page.through;
    }
    return null;
  }

  #advance(from: number, through: number) {
    return { type: 'advance', bin: this.#bin, targetId: this.#target.id, from, through } as const;
  }

  async #sendNew({ seq, from }: { seq: number; from: number }): Promise<void> {
    const { store, deliverer, now } = this.#parts;
    const stored = await store.get(this.#bin, seq);
    const advance = this.#advance(from, seq);
    // What the parser refused has no head to send.
    if (!stored || stored.httpVersion === '') {
      await deliverer.journal.write(advance);
      return;
    }
    const out = await toForward(store, stored, this.#target, now());
    const { id: targetId, name: by } = this.#target;
    const { request } = out;
    const order = {
      bin: this.#bin,
      seq,
      kind: 'forward',
      by,
      targetId,
      asked: null,
      request,
      ownBody: false,
    } as const;
    const delivery = deliverer.attempt(order);
    const [, isNew] = await deliverer.journal.write(advance, { type: 'begin', delivery });
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
    if (outcome.state === 'delivered') return deliverer.end(id, outcome);
    const wait = alive === null ? undefined : retries[tries - 1];
    if (wait === undefined) return deliverer.end(id, outcome, null, true);
    const spread = wait * 1000 * (1 + jitter * (2 * Math.random() - 1));
    const at = Math.round(now() + Math.max(spread, retryAfterMs(outcome, now())));
    return deliverer.end(id, outcome, { id: uuidv7(), at });
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
