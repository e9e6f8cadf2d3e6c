/** How worker threads end: by themselves where they can. */
import type { Worker } from 'node:worker_threads';

const graceMs = 1_000;

/** What a thread is told when nobody needs it any more: it closes its port, and with that ends. */
export const endMessage = 'end';

/**
 * Lets a thread do what it was told before, then end; after a second it is ended by force. To terminate one that has only
 * just been started has crashed Node 24: V8 missed code pages that it was still writing.
 */
export function letEnd(worker: Worker): Promise<void> {
  if (worker.threadId < 0) return Promise.resolve();
  return new Promise((resolve) => {
    const timer = setTimeout(() => void worker.terminate(), graceMs);
    worker.once('exit', () => {
      clearTimeout(timer);
      resolve();
    });
    worker.postMessage(endMessage);
  });
}
