/** Whether something listens at a target now. */
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { ForwardTarget, TargetProbe } from '../../../server/contract.ts';
import { calls } from '../../deliveries/calls.ts';
import { httpUrl } from '../../deliveries/risk.ts';
import { w } from '../../deliveries/words.ts';
import { formatMs } from '../../format.ts';
import { Icon } from '../../views/icon.tsx';

/** `url`: the target that was typed to its end; nothing is asked while somebody types. */
export function Reach({ url, anyCertificate }: Pick<ForwardTarget, 'url' | 'anyCertificate'>) {
  const found = useSignal<TargetProbe | null>(null);
  useEffect(() => {
    found.value = null;
    const target = httpUrl(url);
    if (!target) return undefined;
    const control = new AbortController();
    calls.probe(target.href, anyCertificate, control.signal).then(
      (probe) => (found.value = probe),
      // It is a hint; what forwards to it says more.
      () => undefined,
    );
    return () => control.abort();
  }, [url, anyCertificate]);
  const { value } = found;
  if (!value) return null;
  const words = w.value;
  return (
    <span class={`reach ${value.reachable ? 'ok' : 'bad'}`} role="status">
      <Icon name={value.reachable ? 'check' : 'warn'} size="s" />
      {value.reachable
        ? words.forwarding.listens(formatMs(value.connectMs ?? 0))
        : words.forwarding.silent(
            value.error ? words.outcome.errors[value.error.code] : words.outcome.noAnswer,
          )}
    </span>
  );
}
