/**
 * Checks stored requests anew when the verification of their bin changed, and those that were kept unchecked: newest
 * first, in small slices, in a thread; what is to do is in the store, so a restart goes on where it ended.
 */
import { setImmediate as nextTurn, setTimeout as pause } from 'node:timers/promises';
import type { Checks, Rechecked, RecheckStep, StoredRequest } from '../store/store.ts';
import { type CheckParts, keptOf, maxCheckedBytes, whole } from './arrival.ts';
import { signedRequest } from './signed-request.ts';
import { type Outcome, type ToCheck, unchecked } from './verdicts.ts';

const everyMs = 100;
// Captures have their turn at the writer between slices.
const pauseMs = 5;
const sliceRows = 64;
const sliceBytes = 4 * 2 ** 20;
const limitMs = 10_000;

/** Runs until `stop`. */
export function startRechecks(parts: CheckParts): { stop(): Promise<void> } {
  const stopped = new AbortController();
  const { signal } = stopped;
  let running: Promise<void> | null = null;
  const pass = async (): Promise<void> => {
    for (const bin of parts.store.rechecks.pending())
      while (!signal.aborted && (await recheckSlice(parts, bin, signal))) await pause(pauseMs);
  };
  const timer = setInterval(() => {
    if (running || parts.store.rechecks.pending().length === 0) return;
    // A store in trouble is asked again at the next tick.
    running = pass()
      .catch(() => undefined)
      .finally(() => (running = null));
  }, everyMs).unref();
  return {
    async stop() {
      stopped.abort();
      clearInterval(timer);
      await running;
    },
  };
}

/** One slice; false when there is nothing left to do. */
async function recheckSlice(parts: CheckParts, bin: string, signal: AbortSignal): Promise<boolean> {
  const { store } = parts;
  const step = await store.rechecks.step(bin, sliceRows);
  if (!step) return false;
  const { down, found } = await read(parts, bin, step);
  const results = await judged(parts, step.checks, found);
  if (signal.aborted) return false;
  await store.rechecks.save(bin, step, down, results);
  return true;
}

/** A stored request with what is to be checked of it; null: nothing can be. */
interface Found {
  seq: number;
  asked: ToCheck | null;
}

/** The requests of a slice, as many as fit into its bytes, and how far down they reach. */
async function read(
  parts: CheckParts,
  bin: string,
  step: RecheckStep,
): Promise<{ down: number; found: Found[] }> {
  const found: Found[] = [];
  let bytes = 0;
  for (const seq of step.seqs) {
    const request = await parts.store.get(bin, seq);
    // Deleted meanwhile.
    if (!request) continue;
    const isOver = bytes > 0 && bytes + request.body.stored > sliceBytes;
    if (isOver) return { down: seq + 1, found };
    const asked = await readToCheck(parts, request);
    bytes += request.body.stored;
    found.push({ seq, asked });
    await nextTurn();
  }
  const last = step.seqs.at(-1);
  return { down: step.seqs.length < sliceRows || last === undefined ? step.from : last, found };
}

/** A stored request as it is checked; null when its body is too large or gone, or the parser refused it. */
export async function readToCheck(
  { store, publicUrl }: Pick<CheckParts, 'store' | 'publicUrl'>,
  request: StoredRequest,
): Promise<ToCheck | null> {
  if (request.state === 'refused' || request.body.stored > maxCheckedBytes) return null;
  const body = await store.body(request.bin, request.seq);
  if (!body) return null;
  const pieces: Uint8Array[] = [];
  for await (const piece of body.pieces) {
    pieces.push(piece);
    await nextTurn();
  }
  return {
    request: signedRequest(request, whole(pieces), publicUrl),
    nowMs: Date.parse(request.receivedAt),
    whole: request.state === 'complete',
  };
}

async function judged(
  { thread }: CheckParts,
  { list }: Checks,
  found: readonly Found[],
): Promise<Rechecked[]> {
  const ask = (requests: readonly ToCheck[]): Promise<Outcome[]> =>
    list.length === 0
      ? Promise.resolve(requests.map(() => ({ verdicts: [], refuse: null })))
      : thread.ask('judge', { list, requests }, limitMs);
  const asked = found.map((one) => one.asked).filter((one) => one !== null);
  const outcomes = await ask(asked).catch(() => oneByOne(asked, ask, list[0]?.provider ?? ''));
  const outcomeOf = new Map(asked.map((one, at) => [one, outcomes[at]]));
  return found.map(({ seq, asked: one }) => resultOf(seq, one && outcomeOf.get(one)));
}

/** One of them is too much: it must not keep the others from being checked. */
async function oneByOne(
  asked: readonly ToCheck[],
  ask: (requests: readonly ToCheck[]) => Promise<Outcome[]>,
  provider: string,
): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const one of asked) {
    const [outcome] = await ask([one]).catch(() => []);
    outcomes.push(outcome ?? { verdicts: [unchecked(provider)], refuse: null });
  }
  return outcomes;
}

const resultOf = (seq: number, outcome: Outcome | null | undefined): Rechecked => ({
  seq,
  ...keptOf(outcome?.verdicts ?? []),
});
