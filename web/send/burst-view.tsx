/** A burst on the screen: how far it is, what came back, how fast; and the sentence at its end. */
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { Burst } from '../../server/contract.ts';
import { failureText, toFailure } from '../api.ts';
import { w as deliveries } from '../deliveries/words.ts';
import { formatCount, formatMs, formatSpan, formatStatus, statusClass } from '../format.ts';
import { announcement, showProblem } from '../toasts.ts';
import { BurstChart } from './burst-chart.tsx';
import { type ShownBurst, cancelBurst, followBurst, forgetBurst } from './bursts.ts';
import { w } from './words.ts';

const isStatus = (outcome: string): boolean => /^\d{3}$/.test(outcome);

const toldFailure = ({ outcome, text }: { outcome: string; text: string }): string =>
  isStatus(outcome) ? outcome : text;

/** What came back, in words and in a colour. */
function outcomeOf(outcome: string): { text: string; look: string; isOk: boolean } {
  const { errors } = deliveries.value.outcome;
  if (isStatus(outcome)) {
    const status = Number(outcome);
    return { text: formatStatus(status), look: statusClass(status), isOk: status >= 200 && status < 300 };
  }
  const text = Object.hasOwn(errors, outcome)
    ? errors[outcome as keyof typeof errors]
    : w.value.burst.noAnswer;
  return { text, look: 'bad', isOk: false };
}

/** "1,000 sent in 10 s, 3 failed with 503, p99 35 ms". */
export function burstSentence({ run, outcomes, latency }: Burst): string {
  const words = w.value.burst;
  const bad = outcomes.map((one) => ({ ...one, ...outcomeOf(one.outcome) })).filter(({ isOk }) => !isOk);
  const failed = bad.reduce((sum, { count }) => sum + count, 0);
  const [only] = bad;
  const failedWords =
    failed === 0 || !only
      ? words.noneFailed
      : bad.length === 1 && isStatus(only.outcome)
        ? words.failedWith(formatCount(failed), only.outcome)
        : words.failed(formatCount(failed), bad.map(toldFailure).join(', '));
  const lasted = Date.parse(run.endedAt ?? run.startedAt) - Date.parse(run.startedAt);
  return words.ended(
    formatCount(run.sent),
    lasted < 1_000 ? formatMs(lasted) : formatSpan(lasted),
    failedWords,
    latency ? formatMs(latency.p99) : '',
  );
}

/** The view of one bin's burst. */
export function BurstView({ bin, shown: { burst, lost } }: { bin: string; shown: ShownBurst }) {
  const words = w.value.burst;
  const isStopping = useSignal(false);
  const { run, outcomes, rate, behindMs, latency } = burst;
  const isRunning = run.state === 'running' && !lost;
  useEffect(() => followBurst(bin), [bin, run.id]);
  const sentence = lost
    ? words.lost
    : run.state === 'running'
      ? words.running(formatCount(run.sent), formatCount(run.total))
      : run.state === 'failed'
        ? words.broke(run.error ?? '')
        : `${run.state === 'cancelled' ? `${words.cancelled}. ` : ''}${burstSentence(burst)}`;
  useEffect(() => {
    if (!isRunning) announcement.value = sentence;
  }, [isRunning]);
  const stop = async () => {
    isStopping.value = true;
    try {
      await cancelBurst(bin, run.id);
    } catch (cause) {
      showProblem(failureText(toFailure(cause)));
    } finally {
      isStopping.value = false;
    }
  };
  return (
    <section class="burst" aria-label={words.title}>
      <p class="burst-said num">
        <b>{sentence}</b>
        {isRunning && <span class="muted"> {words.rateNow(formatCount(Math.round(rate * 10) / 10))}</span>}
      </p>
      <progress max={Math.max(1, run.total)} value={run.sent} aria-label={words.progress} />
      {isRunning && behindMs >= 100 && <p class="hint warn">{words.behind(formatMs(behindMs))}</p>}
      <BurstChart burst={burst} />
      <div class="burst-facts">
        <ul aria-label={words.outcomes}>
          {outcomes.map(({ outcome, count }) => {
            const { text, look } = outcomeOf(outcome);
            return (
              <li key={outcome}>
                <span class={`st ${look}`}>{text}</span> <span class="num">{formatCount(count)}</span>
              </li>
            );
          })}
        </ul>
        {latency && (
          <p class="num muted">
            {words.latencies(formatMs(latency.p50), formatMs(latency.p95), formatMs(latency.p99))}
          </p>
        )}
      </div>
      <div class="row-of">
        {isRunning ? (
          <button type="button" class="btn" aria-disabled={isStopping.value} onClick={() => void stop()}>
            {isStopping.value ? words.stopping : words.stop}
          </button>
        ) : (
          <button type="button" class="btn" onClick={() => forgetBurst(bin)}>
            {words.another}
          </button>
        )}
      </div>
    </section>
  );
}
