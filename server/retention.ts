/** Decides when to prune: in small steps between captures, so that none of them waits. */
import type { Retention, Store } from './store/store.ts';

const everyMs = 2_000;
const jumpMs = 3_600_000;
const patienceMs = 600_000;

/** Keeps a store within its limits until `stop`. */
export function startRetention(
  store: Store,
  policy: Retention,
  now: () => number,
): { stop(): Promise<void> } {
  const stopped = new AbortController();
  let running: Promise<void> = Promise.resolve();
  const clock = steadyClock(now);
  const pass = async (): Promise<void> => {
    const time = clock();
    const limits = time === null ? { ...policy, keepAgeMs: null } : policy;
    // A store in trouble is asked again at the next tick; what it says then is what counts.
    while (!stopped.signal.aborted && !(await store.retain(limits, time ?? now())).done);
  };
  let busy = false;
  const timer = setInterval(() => {
    if (busy) return;
    busy = true;
    running = pass()
      .catch(() => undefined)
      .finally(() => (busy = false));
  }, everyMs).unref();
  return {
    async stop() {
      stopped.abort();
      clearInterval(timer);
      await running;
    },
  };
}

/**
 * The time, or null for a while after it jumped ahead: a clock that was set wrong must not make everything old at
 * once. After ten minutes it is believed; a machine that slept loses no more than that.
 */
function steadyClock(now: () => number): () => number | null {
  let offset = now() - performance.now();
  let jumpedAt: number | null = null;
  return () => {
    const monotonic = performance.now();
    const moved = now() - monotonic - offset;
    offset += moved;
    if (moved > jumpMs) jumpedAt = monotonic;
    if (jumpedAt !== null && monotonic - jumpedAt < patienceMs) return null;
    jumpedAt = null;
    return now();
  };
}
