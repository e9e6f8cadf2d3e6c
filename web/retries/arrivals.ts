/** The attempts of an event with what only their whole requests tell: bytes, times, what was asked of the sender. */
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { RequestSummary } from '../../server/contract.ts';
import { api } from '../api.ts';
import type { Arrival } from '../retry-story.ts';
import { arrivalOf, bare } from './arrival.ts';

/** So many are looked at whole, the newest ones. */
const mostWhole = 40;
const atOnce = 6;

/** The attempts, at first as their rows tell, soon with everything. What cannot be read stays as the rows tell. */
export function useArrivals(items: readonly RequestSummary[]): {
  arrivals: readonly Arrival[];
  isWhole: boolean;
} {
  const known = useSignal<ReadonlyMap<string, Arrival>>(new Map());
  const isDone = useSignal(false);
  useEffect(() => {
    const control = new AbortController();
    const load = async () => {
      const found = new Map(known.peek());
      const left = items.slice(0, mostWhole).filter(({ id }) => !found.has(id));
      const work = async () => {
        for (let one = left.shift(); one; one = left.shift()) {
          const request = await api.request(one.bin, one.seq, control.signal).catch(() => null);
          if (request) found.set(one.id, arrivalOf(request));
        }
      };
      await Promise.all(Array.from({ length: atOnce }, work));
      if (control.signal.aborted) return;
      known.value = found;
      isDone.value = true;
    };
    void load();
    return () => control.abort();
  }, [items]);
  return { arrivals: items.map((one) => known.value.get(one.id) ?? bare(one)), isWhole: isDone.value };
}
