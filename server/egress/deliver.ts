/** Sends one request: kept before the connection is opened, kept again with its outcome. */
import { setImmediate as nextTurn, setTimeout as pause } from 'node:timers/promises';
import { uuidv7 } from 'uuidv7';
import type { DeliveryKind, TargetProbe } from '../contract.ts';
import { HookglassError } from '../errors.ts';
import type { DeliveryOutcome, DeliveryStore, NewDelivery } from '../store/store.ts';
import { dial, type Dialled, type Framed } from './dial.ts';
import { framed } from './framing.ts';
import { Journal } from './journal.ts';
import { type Deadlines, type OutgoingRequest, sizeOf, usualDeadlines } from './outgoing.ts';
import { probe } from './probe.ts';
import type { TargetGuard } from './target-guard.ts';

const endTries = 30;
const endPauseMs = 1_000;

/** A request, and what it is sent for. */
export interface DeliveryOrder {
  bin: string;
  /** The stored request that is sent; null: composed. */
  seq: number | null;
  kind: DeliveryKind;
  /** `page`, `api`, or the name of the forwarding target. */
  by: string;
  /** Of a forward. */
  targetId?: string | undefined;
  /** True: what comes back is what the sender gets. */
  answers?: boolean | undefined;
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

interface Sending {
  deadlines: Partial<Deadlines> | undefined;
  signal?: AbortSignal | undefined;
  whole: boolean;
}

/** What follows an attempt. `isUrgent` false: nobody waits until it is kept. */
export interface Ending {
  next?: { id: string; at: number } | null;
  dead?: boolean;
  isUrgent?: boolean;
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
    const delivery = this.attempt(order);
    const { id } = delivery;
    const [begun] = await this.journal.write({ type: 'begin', delivery });
    if (!begun) throw new HookglassError(order.seq === null ? 'bin_not_found' : 'request_not_found');
    const outcome = await this.send(ready(order.request), order.deadlines, order.signal);
    await this.end(id, outcome);
    return { id, outcome };
  }

  /** Keeps the outcome. What was cut because this server ends is left: the next start says that nobody knows. */
  async end(
    id: string,
    outcome: DeliveryOutcome,
    { next = null, dead = false, isUrgent = true }: Ending = {},
  ): Promise<void> {
    const at = this.#now();
    for (let tries = 1; ; tries += 1) {
      if (this.#closed.signal.aborted && (tries > 1 || outcome.error?.code === 'cancelled'))
        throw new HookglassError('took_too_long', 'The server is going away');
      try {
        const end = { type: 'end', id, at, outcome, next, dead } as const;
        await (isUrgent ? this.journal.write(end) : this.journal.writeLater(end));
        return;
      } catch (cause) {
        // It has happened: a store that is in trouble just now must not make it unknown.
        if (tries === endTries) throw cause;
        await pause(endPauseMs, null, { ref: false });
      }
    }
  }

  /** What is kept of an order before it is sent. */
  attempt(order: Omit<DeliveryOrder, 'deadlines' | 'signal'>): NewDelivery {
    const request = ready(order.request);
    const { bin, seq, kind, by, targetId = null, answers = false, run = null, asked, ownBody } = order;
    return {
      id: uuidv7(),
      bin,
      seq,
      kind,
      by,
      targetId,
      run,
      target: `${request.origin.origin}${request.target}`,
      asked,
      answers,
      at: this.#now(),
      sent: sentOf(request),
      body: ownBody && request.body instanceof Uint8Array ? request.body : null,
    };
  }

  /** Sends what is on record already. Never rejects. */
  async send(
    request: Framed,
    deadlines?: Partial<Deadlines>,
    signal?: AbortSignal,
  ): Promise<DeliveryOutcome> {
    return (await this.#dial(request, { deadlines, signal, whole: false })).outcome;
  }

  /** The same, with all of the body that was read: an outcome has only what is kept of it. */
  sendWhole(request: Framed, deadlines: Partial<Deadlines>): Promise<Dialled> {
    return this.#dial(request, { deadlines, whole: true });
  }

  #dial(request: Framed, { deadlines = {}, signal, whole }: Sending): Promise<Dialled> {
    const aim = { origin: request.origin, target: request.target, headers: request.framed };
    const signals = signal ? AbortSignal.any([signal, this.#closed.signal]) : this.#closed.signal;
    const sending = dial(request, {
      addresses: () => this.#guard.addresses(aim),
      deadlines: { ...usualDeadlines, ...deadlines },
      whole,
      signal: signals,
    }).finally(() => this.#open.delete(sending));
    this.#open.add(sending);
    return sending;
  }

  /** Whether something listens at a target; nothing is sent. */
  probe(target: URL, anyCertificate: boolean): Promise<TargetProbe> {
    return probe(this.#guard, target, anyCertificate);
  }

  /** What is being sent may end for so long, then it is cut. */
  async close(graceMs: number): Promise<void> {
    const timer = setTimeout(() => this.#closed.abort(), graceMs);
    await Promise.all(this.#open);
    clearTimeout(timer);
    this.#closed.abort();
    // Outcomes that are on their way to the store.
    await nextTurn();
    await this.journal.write();
  }
}

/** A request with the headers that will be sent. */
export const ready = (asked: OutgoingRequest): Framed => {
  // node:http writes every method so; what is on record, and what is refused, is what goes out.
  const request = { ...asked, method: asked.method.toUpperCase() };
  return { ...request, framed: framed(request) };
};

/** What is kept of a request before it is sent. */
export const sentOf = ({ method, target, framed, body }: Framed): NewDelivery['sent'] => ({
  method,
  target,
  headers: framed,
  size: sizeOf(body),
});
