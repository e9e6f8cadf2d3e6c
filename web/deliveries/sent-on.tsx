/** The last attempt to send a request on, for its overview. */
import '../styles/forwards.css';
import type { DeliverySummary } from '../../server/contract.ts';
import { formatClock, formatMs } from '../format.ts';
import { Icon } from '../views/icon.tsx';
import { deliveryLook, deliveryOutcome } from './outcome.ts';
import { w } from './words.ts';

/** What it is drawn from. */
export interface SentOnProps {
  /** Newest first, not empty. */
  items: readonly DeliverySummary[];
  onOpen: () => void;
}

/** One line. */
export default function SentOn({ items, onOpen }: SentOnProps) {
  const words = w.value.overview;
  const [last] = items;
  if (!last) return null;
  const { startedAt, createdAt, timing } = last;
  return (
    <section class="sec">
      <h2>
        {words.title}
        <span class="more">
          <button type="button" class="btn sm ghost" onClick={onOpen}>
            {words.all(items.length)}
            <Icon name="right" size="xs" />
          </button>
        </span>
      </h2>
      <p class="sent-on">
        <span class={`st ${deliveryLook(last)}`}>{deliveryOutcome(last)}</span>
        <span class="mono trunc grow">{last.target}</span>
        {timing.totalMs !== null && <span class="muted num">{formatMs(timing.totalMs)}</span>}
        <span class="muted num">{formatClock(startedAt ?? createdAt).slice(0, 8)}</span>
      </p>
    </section>
  );
}
