/** Where the time went, as bars one after the other. */
import type { SentResponse, Timing } from '../../server/contract.ts';
import { formatMs, statusClass } from '../format.ts';
import { late } from '../late/words.ts';
import { t } from '../locales/locale.ts';

const narrowest = 0.8;

/** Receive, commit, a delay that was asked for, reply; a part that was not measured is left out. */
export function TimingTrace({ timing, response }: { timing: Timing; response: SentResponse }) {
  const words = late.value.timing;
  const outcome = statusClass(response.fault ? 0 : response.status);
  const { replyMs } = timing;
  // The reply is measured from the commit to the last byte: the delay is in it.
  const delayMs = Math.min(response.delayMs, replyMs ?? 0);
  const parts = [
    { name: words.receive, ms: timing.bodyMs, look: '' },
    { name: words.commit, ms: timing.commitMs, look: '' },
    { name: t.value.response.delay, ms: delayMs > 0 ? delayMs : null, look: 'warn' },
    {
      name: words.reply,
      ms: replyMs === null ? null : replyMs - delayMs,
      look: outcome === 'inf' ? 'acc' : outcome,
    },
  ].filter((part): part is { name: string; ms: number; look: string } => part.ms !== null);
  const total = parts.reduce((sum, { ms }) => sum + ms, 0);
  const percent = (ms: number) => (total ? (ms / total) * 100 : 0);
  let before = 0;
  return (
    <section class="sec">
      <h2>
        {words.title}
        <span class="more muted num">{formatMs(total)}</span>
      </h2>
      <div class="trace">
        {parts.map(({ name, ms, look }) => {
          const left = Math.min(percent(before), 100 - narrowest);
          before += ms;
          return (
            <div class="tr" key={name}>
              <span>{name}</span>
              <span class="tk">
                <i class={look} style={{ left: `${left}%`, width: `${Math.max(narrowest, percent(ms))}%` }} />
              </span>
              <span class="d">{formatMs(ms)}</span>
            </div>
          );
        })}
      </div>
    </section>
  );
}
