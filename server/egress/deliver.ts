/** Sends one request: kept before the connection is opened, kept again with its outcome. */
import { uuidv7 } from 'uuidv7';
import type { DeliveryKind } from '../contract.ts';
import { HookglassError } from '../errors.ts';
import type { DeliveryOutcome, DeliveryStore, NewDelivery } from '../store/store.ts';
import { dial, type Framed } from './dial.ts';
import { framed } from './framing.ts';
import { Journal } from './journal.ts';
import { type Deadlines, type OutgoingRequest, sizeOf, usualDeadlines } from './outgoing.ts';
import type { TargetGuard } from './target-guard.ts';

/** A request, and what it is sent for. */
export interface DeliveryOrder {
  bin: string;
  /** The stored request that is sent; null: composed. */
  seq: number | null;
  kind: DeliveryKind;
  /** `page`, `api`, or the name of the forwarding target. */
  by: string;
  run?: string | undefined;
  /** The target as it was asked for: remembered for the next time. */
  asked: string | null;
  request: OutgoingRequest;
  /** True when the body is not that of the stored request: then it is at hand, and kept with the attempt. */
  ownBody: boolean;
  deadlines?: Partial<Deadlines> | undefined;
  signal?: AbortSignal | undefined;
}

/** An attempt that ended. */
export interface Delivered {
  id: string;
  outcome: DeliveryOutcome;
}

/** Everything that leaves this server. */
export class Deliverer {
  readonly journal: Journal;
  readonly #guard: TargetGuard;
  readonly #now: () => number;
  readonly #closed = new AbortController();
  readonly #open = new Set<Promise<unknown>>();

  constructor(store: DeliveryStore, guard: TargetGuard, now: () => number) {
    this.journal = new Journal(store);
    this.#guard = guard;
    this.#now = now;
  }

  /** Rejects when the attempt cannot be kept, and when its bin or request is gone: then nothing is sent. */
  async deliver(order: DeliveryOrder): Promise<Delivered> {
    const request = ready(order.request);
    const id = uuidv7();
    const [begun] = await this.journal.write({
      type: 'begin',
      delivery: this.#newDelivery(id, order, request),
    });
    if (!begun) throw new HookglassError(order.seq === null ? 'bin_not_found' : 'request_not_found');
    const outcome = await this.send(request, order.deadlines, order.signal);
    await this.end(id, outcome);
    return { id, outcome };
  }

  /** Keeps the outcome. What was cut because this server ends is left: the next start says that nobody knows. */
  async end(
    id: string,
    outcome: DeliveryOutcome,
    next: { id: string; at: number } | null = null,
    dead = false,
  ) {
    if (this.#closed.signal.aborted && outcome.error?.code === 'cancelled')
      throw new HookglassError('took_too_long', 'The server is going away');
    await this.journal.write({ type: 'end', id, at: this.#now(), outcome, next, dead });
  }

  /** Sends what is on record already. Never rejects. */
  send(request: Framed, deadlines: Partial<Deadlines> = {}, signal?: AbortSignal): Promise<DeliveryOutcome> {
    const aim = { origin: request.origin, target: request.target, headers: request.framed };
    const signals = signal ? AbortSignal.any([signal, this.#closed.signal]) : this.#closed.signal;
    const sending = dial(request, {
      addresses: () => this.#guard.addresses(aim),
      deadlines: { ...usualDeadlines, ...deadlines },
      signal: signals,
    }).finally(() => this.#open.delete(sending));
    this.#open.add(sending);
    return sending;
  }

  /** What is being sent may end for so long, then it is cut. */
  async close(graceMs: number): Promise<void> {
    const timer = setTimeout(() => this.#closed.abort(), graceMs);
    await Promise.all(this.#open);
    clearTimeout(timer);
    this.#closed.abort();
    // Outcomes that are on their way to the store.
    await this.journal.write();
  }

  #newDelivery(id: string, order: DeliveryOrder, request: Framed): NewDelivery {
    const { bin, seq, kind, by, run = null, asked, ownBody } = order;
    return {
      id,
      bin,
      seq,
      kind,
      by,
      targetId: null,
      run,
      target: `${request.origin.origin}${request.target}`,
      asked,
      attempt: 1,
      tries: 1,
      answers: false,
      at: this.#now(),
      sent: sentOf(request),
      body: ownBody && request.body instanceof Uint8Array ? request.body : null,
    };
  }
}

/** A request with the headers that will be sent. */
export const ready = (request: OutgoingRequest): Framed => ({ ...request, framed: framed(request) });

/** What is kept of a request before it is sent. */
export const sentOf = ({ method, target, framed, body }: Framed): NewDelivery['sent'] => ({
  method,
  target,
  headers: framed,
  size: sizeOf(body),
});
