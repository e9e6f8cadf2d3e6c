/** Finds the partner of a request, loads it and compares the two. */
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { CapturedRequest } from '../../server/contract.ts';
import { type ApiFailure, toFailure } from '../api.ts';
import type { PanelProps } from '../panels/panel.ts';
import type { Comparison, Side } from './change.ts';
import { compareApart } from './compare-apart.ts';
import { likelyPartner, loadSide } from './partner.ts';

/** Where a comparison stands. `alone`: there is no other request. `gone`: the one asked for was deleted. */
export type ComparisonState =
  | { state: 'loading'; partner: CapturedRequest | null }
  | { state: 'alone' }
  | { state: 'gone'; seq: number }
  | { state: 'failed'; failure: ApiFailure }
  | { state: 'ready'; before: Side; after: Side; comparison: Comparison };

/** Follows the comparison of the open request. `again` starts it anew. */
export function useComparison({ request, body, attempts, compareWith }: PanelProps) {
  const found = useSignal<ComparisonState>({ state: 'loading', partner: null });
  const tries = useSignal(0);
  const bytes = body.state === 'ready' ? body.bytes : null;
  const failure = body.state === 'failed' ? body.failure : null;
  // The attempts come a moment later than the request: which one is likely may change with them.
  const likely = compareWith ?? attempts.items.find(({ seq }) => seq < request.seq)?.seq ?? null;
  useEffect(() => {
    if (failure) found.value = { state: 'failed', failure };
    if (!bytes) return undefined;
    const control = new AbortController();
    const run = async (): Promise<ComparisonState> => {
      const { signal } = control;
      const wanted = likely === request.seq ? null : likely;
      const seq = wanted ?? (await likelyPartner(request, attempts.items, signal));
      if (seq === null) return { state: 'alone' };
      try {
        const before = await loadSide(request.bin, seq, signal);
        if (!signal.aborted) found.value = { state: 'loading', partner: before.request };
        const after = { request, bytes };
        return { state: 'ready', before, after, comparison: await compareApart(before, after, signal) };
      } catch (cause) {
        if (toFailure(cause).status === 404) return { state: 'gone', seq };
        throw cause;
      }
    };
    const show = async () => {
      found.value = { state: 'loading', partner: null };
      try {
        const state = await run();
        if (!control.signal.aborted) found.value = state;
      } catch (cause) {
        if (!control.signal.aborted) found.value = { state: 'failed', failure: toFailure(cause) };
      }
    };
    void show();
    return () => control.abort();
  }, [request.id, bytes, failure, likely, tries.value]);
  return {
    comparison: found.value,
    again: () => {
      if (body.state === 'failed') body.retry();
      tries.value += 1;
    },
  };
}
