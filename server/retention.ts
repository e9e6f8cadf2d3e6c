/** Decides when to prune: in small steps between captures, so that none of them waits. */
import type { Retention, Store } from './store/store.ts';

const everyMs = 2_000;

/** Keeps a store within its limits until `stop`. */
export function startRetention(
  store: Store,
  policy: Retention,
  now: () => number,
): { stop(): Promise<void> } {
  const stopped = new AbortController();
  let running: Promise<void> = Promise.resolve();
  const pass = async (): Promise<void> => {
    // A store in trouble is asked again at the next tick; what it says then is what counts.
    while (!stopped.signal.aborted && !(await store.retain(policy, now())).done);
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
