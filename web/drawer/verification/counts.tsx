/** What the verification says of the newest requests, live while they are checked anew. */
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { Bin, FieldValues } from '../../../server/contract.ts';
import { api } from '../../api.ts';
import { formatCount } from '../../format.ts';
import { w } from '../../signature/words.ts';
import { Icon } from '../../views/icon.tsx';

/** Nothing for a bin without requests. */
export function Counts({ bin: { id, rechecking, requests } }: { bin: Bin }) {
  const found = useSignal<FieldValues | null>(null);
  useEffect(() => {
    const control = new AbortController();
    const load = async () => {
      try {
        found.value = await api.values(id, { field: 'sig', prefix: '' }, control.signal);
      } catch {
        // It is told with the next change; the list beside it says the same.
      }
    };
    void load();
    return () => control.abort();
  }, [id, rechecking, requests]);
  const { drawer } = w.value;
  if (rechecking !== null)
    return (
      <div class="card tally" role="status">
        <Icon name="retry" />
        <b>{drawer.checking(rechecking, formatCount(rechecking))}</b>
      </div>
    );
  const { value } = found;
  if (!value || value.looked === 0) return null;
  const known: Readonly<Record<string, (count: string) => string>> = drawer.counts;
  const isGood = value.items.every((one) => one.value === 'valid');
  return (
    <div class="card tally" role="status">
      <span class={`sg ${isGood ? 'valid' : 'late'}`}>
        <Icon name={isGood ? 'shieldok' : 'shieldwarn'} />
      </span>
      <div>
        <b>{drawer.tried(value.looked, formatCount(value.looked))}</b>
        <p>{value.items.map((one) => known[one.value]?.(formatCount(one.count)) ?? one.value).join(', ')}</p>
      </div>
    </div>
  );
}
