/** Many deliveries that belong together: how far they are, and the way to stop them. In memory; the deliveries stay. */
import { uuidv7 } from 'uuidv7';
import type { DeliveryRun } from '../contract.ts';
import type { DeliveryOutcome } from '../store/store.ts';

const keptRuns = 100;

/** One thing to send; null: it is gone. Rejects when there is no use in going on. */
export type Job = (run: string, signal: AbortSignal) => Promise<DeliveryOutcome | null>;

/** What a run does. */
export interface RunPlan {
  bin: string;
  total: number;
  parallel: number;
  jobs: AsyncIterable<Job>;
}

interface Running {
  shown: DeliveryRun;
  stop: AbortController;
  done: Promise<void>;
}

/** The runs since the process began. */
export class Runs {
  readonly #runs = new Map<string, Running>();

  /** Goes on in the background. */
  start(plan: RunPlan): DeliveryRun {
    const shown: DeliveryRun = {
      id: uuidv7(),
      bin: plan.bin,
      state: 'running',
      error: null,
      total: plan.total,
      sent: 0,
      delivered: 0,
      failed: 0,
      startedAt: new Date().toISOString(),
      endedAt: null,
    };
    const stop = new AbortController();
    this.#runs.set(shown.id, { shown, stop, done: work(plan, shown, stop) });
    this.#forget();
    return { ...shown };
  }

  get(bin: string, id: string): DeliveryRun | null {
    const { shown } = this.#runs.get(id) ?? {};
    return shown?.bin === bin ? { ...shown } : null;
  }

  /** Of one bin, the newest first. */
  list(bin: string): DeliveryRun[] {
    const all = [...this.#runs.values()].map(({ shown }) => shown);
    return all
      .filter((one) => one.bin === bin)
      .map((one) => ({ ...one }))
      .toReversed();
  }

  /** Nothing more begins, what is being sent is cut. Resolves when all of it has ended. */
  async cancel(bin: string, id: string): Promise<DeliveryRun | null> {
    const running = this.#runs.get(id);
    if (running?.shown.bin !== bin) return null;
    running.stop.abort();
    await running.done;
    return { ...running.shown };
  }

  async close(): Promise<void> {
    const all = [...this.#runs.values()];
    for (const { stop } of all) stop.abort();
    await Promise.all(all.map(({ done }) => done));
  }

  #forget(): void {
    for (const [id, { shown }] of this.#runs) {
      if (this.#runs.size <= keptRuns) return;
      if (shown.state !== 'running') this.#runs.delete(id);
    }
  }
}

async function work({ parallel, jobs }: RunPlan, shown: DeliveryRun, stop: AbortController): Promise<void> {
  const { signal } = stop;
  const queue = jobs[Symbol.asyncIterator]();
  // One reads at a time: each asks for its next job when it is done with the last.
  const worker = async (): Promise<void> => {
    for (;;) {
      if (signal.aborted) return;
      const next = await queue.next();
      if (next.done || signal.aborted) return;
      const outcome = await next.value(shown.id, signal);
      if (!outcome) continue;
      shown.sent += 1;
      if (outcome.state === 'delivered') shown.delivered += 1;
      else shown.failed += 1;
    }
  };
  try {
    await Promise.all(Array.from({ length: parallel }, worker));
    shown.state = signal.aborted ? 'cancelled' : 'done';
  } catch (cause) {
    shown.state = signal.aborted ? 'cancelled' : 'failed';
    shown.error = cause instanceof Error ? cause.message : String(cause);
    stop.abort();
  } finally {
    shown.endedAt = new Date().toISOString();
    await queue.return?.(undefined);
  }
}
