/** What a target answered last, when that was no good: it may listen and fail all the same. */
import type { DeliverySummary } from '../../../server/contract.ts';
import { now } from '../../clock.ts';
import { deliveryLook, deliveryOutcome } from '../../deliveries/outcome.ts';
import { w } from '../../deliveries/words.ts';
import { formatAgo } from '../../format.ts';
import { Icon } from '../../views/icon.tsx';

/** A line; nothing while all is well. */
export function LastAttempt({ attempts }: { attempts: readonly DeliverySummary[] }) {
  const last = attempts.at(-1);
  if (!last?.endedAt) return null;
  if (['ok', 'inf'].includes(deliveryLook(last))) return null;
  const ago = formatAgo(last.endedAt, now.value);
  return (
    <span class="reach bad">
      <Icon name="warn" size="s" />
      {w.value.forwarding.notReached(deliveryOutcome(last), ago)}
    </span>
  );
}
