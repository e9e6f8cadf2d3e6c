/** How far replays of many are: a bar each, with the way to stop it. */
import '../styles/replay.css';
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { failureText, toFailure } from '../api.ts';
import { formatCount } from '../format.ts';
import { announcement, showProblem } from '../toasts.ts';
import { Icon } from '../views/icon.tsx';
import { type ShownRun, runs } from './replaying.ts';
import { w } from './words.ts';

const staysMs = 6_000;

/** All of them, above the footer. */
export default function RunBars() {
  return (
    <section class="runs" aria-label={w.value.run.title}>
      {runs.value.map((one) => (
        <RunBar key={one.run.id} {...one} />
      ))}
    </section>
  );
}

function RunBar({ run, cancel, dismiss }: ShownRun) {
  const words = w.value.run;
  const isStopping = useSignal(false);
  const { state, sent, total, failed } = run;
  const isRunning = state === 'running';
  const text = {
    running: words.running(formatCount(sent), formatCount(total)),
    done: words.done(sent, formatCount(sent)),
    cancelled: words.cancelled(formatCount(sent), formatCount(total)),
    failed: words.failed(run.error ?? ''),
  }[state];
  useEffect(() => {
    if (isRunning) return undefined;
    announcement.value = text;
    if (state !== 'done' || failed > 0) return undefined;
    const timer = setTimeout(dismiss, staysMs);
    return () => clearTimeout(timer);
  }, [state]);
  const stop = async () => {
    isStopping.value = true;
    try {
      await cancel();
    } catch (cause) {
      isStopping.value = false;
      showProblem(failureText(toFailure(cause)));
    }
  };
  return (
    <div class="runbar" data-state={state}>
      <Icon name={state === 'failed' ? 'warn' : 'replay'} size="s" />
      <span class="grow num">
        {text}
        {failed > 0 && <b class="bad"> {words.failures(failed, formatCount(failed))}</b>}
      </span>
      <progress max={Math.max(1, total)} value={sent} aria-label={words.title} />
      {isRunning ? (
        <button type="button" class="btn sm" aria-disabled={isStopping.value} onClick={() => void stop()}>
          {isStopping.value ? words.stopping : words.stop}
        </button>
      ) : (
        <button
          type="button"
          class="icb sm"
          aria-label={words.dismiss}
          title={words.dismiss}
          onClick={dismiss}
        >
          <Icon name="x" size="s" />
        </button>
      )}
    </div>
  );
}
