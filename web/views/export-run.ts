/** One export after the other: begun, counted, cancelled, saved. */
import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import type { ExportFormat } from '../../server/contract.ts';
import { type ApiFailure, api, toFailure } from '../api.ts';
import { pickDisk, saveAnswer } from '../download.ts';
import type { ExportScope } from '../export.ts';

/** Where an export is. */
export type ExportState =
  | { is: 'idle' | 'cancelled' }
  | { is: 'running'; bytes: number }
  | { is: 'saved'; name: string; bytes: number }
  | { is: 'failed'; failure: ApiFailure };

// What is smaller fits into memory, and needs no question where to.
const largeBytes = 200_000_000;
const announceMs = 100;

/** Runs exports of a scope; the one that runs when the dialog goes away is ended. */
export function useExport(scope: ExportScope) {
  const state = useSignal<ExportState>({ is: 'idle' });
  const running = useRef<AbortController | null>(null);
  const isLarge = useRef(false);
  useEffect(() => {
    if (scope.what !== 'request')
      api.bin(scope.bin).then(
        ({ bytes }) => (isLarge.current = bytes > largeBytes),
        // The export itself will say what is wrong.
        () => undefined,
      );
    return () => running.current?.abort();
  }, []);

  const start = async ({ id, extension }: ExportFormat, more: { to?: string }) => {
    const mine = new AbortController();
    running.current = mine;
    state.value = { is: 'running', bytes: 0 };
    try {
      const disk = isLarge.current ? await pickDisk(`${scope.bin}.${extension}`) : null;
      const which = scope.what === 'request' ? { seq: scope.seq } : { q: scope.q };
      const response = await api.exported(id, { bin: scope.bin, ...which, ...more }, mine.signal);
      const onBytes = atMostEvery(announceMs, (bytes) => (state.value = { is: 'running', bytes }));
      state.value = { is: 'saved', ...(await saveAnswer(response, { onBytes, disk })) };
    } catch (cause) {
      const isCancelled = cause instanceof DOMException && cause.name === 'AbortError';
      state.value = isCancelled ? { is: 'cancelled' } : { is: 'failed', failure: toFailure(cause) };
    }
  };
  return { state, start, cancel: () => running.current?.abort() };
}

/** Lets a number through when the last one is long enough ago. */
function atMostEvery(ms: number, show: (value: number) => void): (value: number) => void {
  let shownAt = 0;
  return (value) => {
    if (performance.now() - shownAt < ms) return;
    shownAt = performance.now();
    show(value);
  };
}
