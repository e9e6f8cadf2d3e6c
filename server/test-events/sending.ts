/** Sends test events: a few while somebody waits for them, many as a burst. */
import { setTimeout as pause } from 'node:timers/promises';
import type { Burst, Delivery, HeaderPair, NewBurst, TestSend } from '../contract.ts';
import type { Deliverer } from '../egress/deliver.ts';
import type { Job, Runs } from '../egress/runs.ts';
import { fail, HookglassError, noSuchBin } from '../errors.ts';
import type { DeliveryOutcome, Store } from '../store/store.ts';
import { type BinSide, composePlan, type Plan, readAsked } from './asked.ts';
import { BurstWatch } from './burst-watch.ts';
import type { Composed, TestEvent } from './test-event.ts';

const maxRunning = 4;
const keptBursts = 100;
const maxBurstMs = 3_600_000;
// Bodies of a burst that are in memory at once, and those that it keeps.
const maxHeldBytes = 64 * 2 ** 20;
const maxKeptBytes = 256 * 2 ** 20;
const oneByOne: readonly string[] = ['twice', 'reordered', '10mb'];

/** What sending needs. */
export interface SendingParts {
  store: Store;
  deliverer: Deliverer;
  runs: Runs;
  /** What hook URLs begin with: as senders are told, and as they are reached from here. */
  hookBase(): string;
  ownBase(): string;
  now(): number;
}

/** Who asked, and whether anybody still waits. */
export interface Asker {
  by: string;
  signal: AbortSignal;
}

/** What came of a call. */
export interface Sent {
  items: Delivery[];
  expected: TestEvent['expected'][];
  notes: string[];
}

/** The test events of one server. */
export class TestEvents {
  readonly #parts: SendingParts;
  /** By the id of their runs. */
  readonly #bursts = new Map<string, { bin: string; watch: BurstWatch }>();

  constructor(parts: SendingParts) {
    this.#parts = parts;
  }

  /** What would be sent; a token that is the bin's secret is masked. Throws bin_not_found and what reading throws. */
  async composed(bin: string, asked: TestSend): Promise<Composed> {
    const { plan } = await this.#plan(bin, asked);
    const { events, notes } = composePlan(plan, 1, this.#parts.now());
    const { hidden } = plan;
    if (hidden === null) return { events, notes };
    const masked = (value: string): string => value.replaceAll(hidden, `••••${hidden.slice(-4)}`);
    const shown = events.map((event) => ({
      ...event,
      headers: event.headers.map(([name, value]): HeaderPair => [name, masked(value)]),
      // Some put it into the body.
      body: event.body?.includes(hidden) ? Buffer.from(masked(event.body.toString())) : event.body,
    }));
    return {
      events: shown,
      notes: [...notes, 'The token is the secret itself: it is sent whole, and not shown.'],
    };
  }

  /** One after the other; nothing more begins once nobody waits. */
  async send(bin: string, asked: TestSend, { by, signal }: Asker): Promise<Sent> {
    const { id, plan } = await this.#plan(bin, asked);
    const sent: { id: string; expected: TestEvent['expected'] }[] = [];
    const notes = new Set<string>();
    for (let count = 1; count <= (asked.count ?? 1) && !signal.aborted; count += 1) {
      const composed = composePlan(plan, count, this.#parts.now());
      if (count === 1) checkSize(composed, asked.count ?? 1);
      for (const note of composed.notes) notes.add(note);
      for (const event of composed.events) {
        if (signal.aborted) break;
        const delivered = await this.#deliver(id, plan, event, { by, asked });
        sent.push({ id: delivered.id, expected: event.expected });
      }
    }
    const items = await Promise.all(sent.map((one) => this.#parts.store.deliveries.get(id, one.id)));
    return {
      items: items.filter((item) => item !== null),
      expected: sent.map(({ expected }) => expected),
      notes: [...notes],
    };
  }

  /** Begins a burst. Throws too_many_bursts too. */
  async burst(bin: string, asked: NewBurst, by: string): Promise<Burst> {
    const { id, plan } = await this.#plan(bin, asked);
    const { count, perSecond = null, parallel = 10 } = asked;
    checkBurst(plan, asked, composePlan(plan, 1, this.#parts.now()));
    if ([...this.#bursts.keys()].filter((one) => this.#isRunning(one)).length >= maxRunning)
      fail('too_many_bursts');
    const watch = new BurstWatch({ perSecond, parallel });
    const jobs = this.#jobs({ bin: id, plan, asked, by }, watch);
    const run = this.#parts.runs.start({ bin: id, total: count, parallel, jobs });
    this.#bursts.set(run.id, { bin: id, watch });
    this.#forget();
    return watch.shown(run);
  }

  /** How a burst goes; null when there is none. */
  shown(bin: string, id: string): Burst | null {
    const run = this.#parts.runs.get(bin, id);
    return run && (this.#bursts.get(id)?.watch.shown(run) ?? null);
  }

  async *#jobs(
    { bin, plan, asked, by }: { bin: string; plan: Plan; asked: NewBurst; by: string },
    watch: BurstWatch,
  ): AsyncGenerator<Job> {
    const { count, perSecond = null } = asked;
    const began = performance.now();
    for (let at = 0; at < count; at += 1) {
      const due = perSecond === null ? null : began + (at * 1000) / perSecond;
      yield async (run, signal) => {
        if (due !== null && due > performance.now())
          // Whoever cancels does not wait for it.
          await pause(due - performance.now(), null, { signal }).catch(() => undefined);
        if (signal.aborted) return null;
        watch.began(due);
        const [event] = composePlan(plan, at + 1, this.#parts.now()).events;
        if (!event) return null;
        const { outcome } = await this.#deliver(bin, plan, event, { by, asked, run, signal });
        watch.ended(outcome);
        return outcome;
      };
    }
  }

  #deliver(
    bin: string,
    { anyCertificate, asked: target }: Plan,
    { origin, method, target: path, headers, body, manner }: TestEvent,
    more: { by: string; asked: TestSend | NewBurst; run?: string; signal?: AbortSignal },
  ): Promise<{ id: string; outcome: DeliveryOutcome }> {
    const { by, run, signal } = more;
    const { timeoutMs } = more.asked;
    const deadlines = timeoutMs === undefined ? {} : { headersMs: timeoutMs, totalMs: timeoutMs };
    const request = {
      origin,
      method,
      target: path,
      headers,
      body,
      host: 'target',
      anyCertificate,
      manner,
    } as const;
    const order = { bin, seq: null, kind: 'test', by, run, asked: target, ownBody: true } as const;
    return this.#parts.deliverer.deliver({ ...order, request, deadlines, signal });
  }

  async #plan(bin: string, asked: TestSend): Promise<{ id: string; plan: Plan }> {
    const { store, hookBase, ownBase } = this.#parts;
    const found = (await store.bins.get(bin)) ?? noSuchBin(bin);
    const side: BinSide = {
      names: [found.id, ...found.aliases],
      checks: store.bins.settings(found.id)?.checks.list ?? [],
      own: { target: new URL(`${ownBase()}${found.id}`), called: new URL(`${hookBase()}${found.id}`) },
    };
    return { id: found.id, plan: readAsked(asked, side) };
  }

  #isRunning(id: string): boolean {
    const { bin = '' } = this.#bursts.get(id) ?? {};
    return this.#parts.runs.get(bin, id)?.state === 'running';
  }

  #forget(): void {
    for (const id of this.#bursts.keys()) {
      if (this.#bursts.size <= keptBursts) return;
      if (!this.#isRunning(id)) this.#bursts.delete(id);
    }
  }
}

function checkBurst(
  { wanted }: Plan,
  { count, perSecond = null, parallel = 10 }: NewBurst,
  first: Composed,
): void {
  const odd = wanted.variants.find((one) => oneByOne.includes(one));
  if (odd !== undefined) refuse('variant', `"${odd}" is sent one by one, not in a burst`);
  if (perSecond !== null && (count / perSecond) * 1000 > maxBurstMs)
    refuse('perSecond', 'at this rate the burst would take longer than an hour');
  const size = first.events[0]?.body?.length ?? 0;
  if (size * parallel > maxHeldBytes)
    refuse('parallel', 'so many of these bodies at once are more than 64 MB');
  checkSize(first, count);
}

function checkSize({ events }: Composed, count: number): void {
  const size = events.reduce((sum, { body }) => sum + (body?.length ?? 0), 0);
  if (size * count > maxKeptBytes)
    refuse('count', 'so many of these bodies are more than 256 MB, and each is kept');
}

function refuse(field: string, message: string): never {
  throw new HookglassError('bad_send', `${field}: ${message}`, { field });
}
