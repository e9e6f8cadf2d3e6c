/** The other attempts of the open request's event. */
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { RequestSummary } from '../server/contract.ts';
import { type ApiFailure, api, toFailure } from './api.ts';

/** All attempts of an event, newest first; none when there is only one. */
export interface Attempts {
  items: readonly RequestSummary[];
  failure: ApiFailure | null;
}

const none: Attempts = { items: [], failure: null };

/** Follows the attempts of a request's event. `count`: how many there are by now; more than before loads anew. */
export function useAttempts(request: RequestSummary | null, count: number): Attempts {
  const found = useSignal<Attempts>(none);
  const { bin = '', seq = 0 } = request ?? {};
  useEffect(() => {
    if (count < 2) {
      found.value = none;
      return undefined;
    }
    const control = new AbortController();
    const load = async () => {
      try {
        const { items } = await api.attempts(bin, seq, control.signal);
        found.value = { items, failure: null };
      } catch (cause) {
        if (!control.signal.aborted) found.value = { items: [], failure: toFailure(cause) };
      }
    };
    void load();
    return () => control.abort();
  }, [bin, seq, count]);
  return found.value;
}
