/** Whether a target was there when something was last sent to it. */
import type { DeliverySummary } from '../../../server/contract.ts';
import { now } from '../../clock.ts';
import { deliveryLook, deliveryOutcome } from '../../deliveries/outcome.ts';
import { w } from '../../deliveries/words.ts';
import { formatAgo, formatMs } from '../../format.ts';
import { Icon } from '../../views/icon.tsx';

/** A line; nothing before the first attempt. */
export function LastAttempt({ attempts }: { attempts: readonly DeliverySummary[] }) {
  const last = attempts.at(-1);
  if (!last?.endedAt) return null;
  const look = deliveryLook(last);
  const isGood = look === 'ok' || look === 'inf';
  const { totalMs } = last.timing;
  const words = w.value.forwarding;
  const ago = formatAgo(last.endedAt, now.value);
  return (
    <span class={`reach ${isGood ? 'ok' : 'bad'}`}>
      <Icon name={isGood ? 'check' : 'warn'} size="s" />
      {isGood && totalMs !== null
        ? words.reached(formatMs(totalMs), ago)
        : words.notReached(deliveryOutcome(last), ago)}
    </span>
  );
}
