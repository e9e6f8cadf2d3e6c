/** Replays of many that were begun here: how far they are, told by the live stream. */
import { calls } from './calls.ts';
import type { DeliveryRun } from '../../server/contract.ts';
import type { Inspector } from '../inspector.ts';
import { runs } from './replaying.ts';

/** So long after an attempt ended the server is asked how far the run is: it counts what was deleted meanwhile too. */
const afterMs = 300;

/** Shows a run until it is dismissed. */
export function followRun(model: Inspector, begun: DeliveryRun): void {
  const { id, bin } = begun;
  let timer: number | undefined;
  const show = (run: DeliveryRun) => {
    runs.value = runs.peek().map((one) => (one.run.id === id ? { ...one, run } : one));
    if (run.state !== 'running') stop();
  };
  const ask = () => {
    timer = undefined;
    // Without an answer the next attempt that ends asks again.
    calls.run(bin, id).then(show, () => undefined);
  };
  const askSoon = () => {
    timer ??= window.setTimeout(ask, afterMs);
  };
  const unlisten = model.deliveries.listen((news) => {
    if (news.some((one) => one.run === id && one.endedAt !== null)) askSoon();
  });
  const stop = () => {
    unlisten();
    clearTimeout(timer);
  };
  const dismiss = () => {
    stop();
    runs.value = runs.peek().filter(({ run }) => run.id !== id);
  };
  const cancel = async () => show(await calls.cancelRun(bin, id));
  runs.value = [...runs.peek(), { run: begun, cancel, dismiss }];
  askSoon();
}
