/** Compares two requests: at once when they are small, in a worker when they are not. */
import { trustedWorkerUrl } from '../workers/trusted-url.ts';
// oxlint-disable-next-line import/default -- Vite gives the file's address
import workerUrl from '../workers/diff-worker.ts?worker&url';
import type { Comparison, Side } from './change.ts';
import { compareRequests } from './compare.ts';

/** Up to here a worker would take longer to start. */
const smallBytes = 100_000;

/** The comparison. Rejects when `signal` says that it is no longer wanted, or when the worker fails. */
export async function compareApart(before: Side, after: Side, signal: AbortSignal): Promise<Comparison> {
  if (before.bytes.length + after.bytes.length <= smallBytes) return compareRequests(before, after);
  const worker = new Worker(trustedWorkerUrl(workerUrl), { type: 'module' });
  try {
    return await new Promise((resolve, reject) => {
      const stop = () => reject(new Error('no longer wanted'));
      signal.addEventListener('abort', stop);
      worker.addEventListener('message', ({ data }: MessageEvent<Comparison>) => resolve(data));
      worker.addEventListener('error', ({ message }) => reject(new Error(message || 'the worker failed')));
      // Copies: the page keeps the bytes for its other views.
      worker.postMessage({ before, after });
    });
  } finally {
    worker.terminate();
  }
}
