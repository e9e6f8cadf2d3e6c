/** A target that answers in place of the bin: the sender waits for it, and gets what it says. */
import type { ForwardTarget, HeaderPair } from '../contract.ts';
import { parseFilter } from '../filter.ts';
import type { BinSettings, DeliveryOutcome, ScriptedCapture, Store } from '../store/store.ts';
import { type Deliverer, ready } from './deliver.ts';
import { refusal, toForward } from './forwarding.ts';
import { framed } from './framing.ts';

/** What the sender gets; `reason`: the target gave no answer that could be passed on. */
export type Proxied =
  | { status: number; headers: readonly HeaderPair[]; body: Uint8Array }
  | { status: 502 | 504; reason: string };

/** Framing, our own, and what a browser keeps for the whole origin: the page lives on it, and a target must not touch it. */
const notPassedOn = new Set([
  'content-length',
  'hookglass-seq',
  'set-cookie',
  'set-cookie2',
  'clear-site-data',
  'service-worker-allowed',
  'strict-transport-security',
  'alt-svc',
  'nel',
  'report-to',
  'access-control-allow-credentials',
]);

/** What is passed on of the headers of an answer. */
export const passedOn = (headers: readonly HeaderPair[]): HeaderPair[] => {
  const message = {
    origin: new URL('http://x'),
    method: 'GET',
    target: '/',
    body: null,
    host: 'original' as const,
  };
  const kept = framed({ ...message, headers }).filter(([name]) => !notPassedOn.has(name.toLowerCase()));
  // What the framing of a request adds: Host in front, Connection at the end.
  return kept.filter(([name]) => !/^(?:host|connection)$/i.test(name));
};

/** The targets that senders wait for. */
export class Proxies {
  readonly #store: Store;
  readonly #deliverer: Deliverer;
  readonly #now: () => number;

  constructor(store: Store, deliverer: Deliverer, now: () => number) {
    this.#store = store;
    this.#deliverer = deliverer;
    this.#now = now;
  }

  /** True when some requests of a bin are answered by a target. */
  isAsked = ({ forwarding }: BinSettings): boolean => forwarding.some(isSync);

  /** What the first target that wants the request answers; null: none does. Rejects when the store fails. */
  async answer(bin: string, seq: number): Promise<Proxied | null> {
    const targets = this.#store.bins.settings(bin)?.forwarding.filter(isSync) ?? [];
    for (const target of targets) if (await this.#wants(target, bin, seq)) return this.#ask(target, bin, seq);
    return null;
  }

  /** What the sender was answered in the end. A store in trouble keeps that it is not known. */
  async answered(bin: string, seq: number, status: number, scripted?: ScriptedCapture): Promise<void> {
    await this.#store.forwards.answered(bin, seq, status, scripted).catch(() => undefined);
  }

  async #wants({ filter }: ForwardTarget, bin: string, seq: number): Promise<boolean> {
    if (filter.trim() === '') return true;
    const query = { after: seq - 1, before: seq + 1, limit: 1, filter: parseFilter(filter) };
    return (await this.#store.page(bin, query))?.items.length === 1;
  }

  async #ask(target: ForwardTarget, bin: string, seq: number): Promise<Proxied | null> {
    const { name: by, id: targetId, timeoutMs } = target;
    const stored = await this.#store.get(bin, seq);
    if (!stored) return null;
    const { request, refused } = await toForward(this.#store, stored, target, this.#now());
    const order = {
      bin,
      seq,
      kind: 'forward',
      by,
      targetId,
      answers: true,
      asked: null,
      request,
      ownBody: false,
    } as const;
    const delivery = this.#deliverer.attempt(order);
    const [begun] = await this.#deliverer.journal.write({ type: 'begin', delivery });
    if (!begun) return null;
    const deadlines = { headersMs: timeoutMs, totalMs: timeoutMs };
    const { outcome, whole } = refused
      ? { outcome: refusal(refused), whole: new Uint8Array() }
      : await this.#deliverer.sendWhole(ready(request), deadlines);
    // The sender is not kept waiting for the record of it.
    void this.#deliverer.end(delivery.id, outcome).catch(() => undefined);
    return proxied(by, outcome, whole);
  }
}

const isSync = ({ enabled, mode }: ForwardTarget): boolean => enabled && mode === 'sync';

/** What the sender gets of an attempt. */
export function proxied(
  by: string,
  {
    status,
    error,
    response,
  }: Pick<DeliveryOutcome, 'status' | 'error'> & {
    response: { headers: readonly HeaderPair[] } | null;
  },
  body: Uint8Array,
): Proxied {
  if (error !== null || status === null || !response)
    return {
      status: error?.code === 'timeout' ? 504 : 502,
      reason: `This was kept, but its target "${by}" gave no answer: ${error?.message ?? 'nothing came back'}`,
    };
  if (status < 200)
    return {
      status: 502,
      reason: `This was kept, but its target "${by}" wants to speak another protocol (${status})`,
    };
  return { status, headers: passedOn(response.headers), body };
}
