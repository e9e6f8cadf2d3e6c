/** What came of events that were sent elsewhere: each attempt with what went out and what came back. */
import '../styles/forwards.css';
import { useSignal } from '@preact/signals';
import type { TestSent } from '../../server/contract.ts';
import { Attempt } from '../deliveries/attempt.tsx';
import { w } from './words.ts';

/** The attempts; the last one is open. */
export function SentView({ sent: { items, notes } }: { sent: TestSent }) {
  const words = w.value.sent;
  const open = useSignal<ReadonlySet<string>>(new Set(items.slice(-1).map(({ id }) => id)));
  const longestMs = Math.max(1, ...items.map(({ timing }) => timing.totalMs ?? 0));
  const toggle = (id: string) => {
    const next = new Set(open.value);
    if (!next.delete(id)) next.add(id);
    open.value = next;
  };
  const host = items[0] ? new URL(items[0].target).host : '';
  return (
    <section class="sent" aria-label={words.elsewhere(items.length, host)}>
      <p class="sent-said">
        <b>{words.elsewhere(items.length, host)}</b>
      </p>
      {notes.map((note) => (
        <p class="hint" key={note}>
          {note}
        </p>
      ))}
      <ol class="att">
        {items.map((one, at) => (
          <Attempt
            key={one.id}
            summary={one}
            number={at + 1}
            before={null}
            longestMs={longestMs}
            showsTarget={false}
            isOpen={open.value.has(one.id)}
            onToggle={() => toggle(one.id)}
            onBody={() => undefined}
          />
        ))}
      </ol>
    </section>
  );
}
