/** The replay dialog and the progress of replays of many, once above all screens. */
import { replaying, runs } from '../deliveries/replaying.ts';
import { withWords } from '../deliveries/words.ts';
import { lazily } from './lazy.tsx';

const close = (): void => {
  replaying.value = null;
};
const forget = (): void => {
  runs.value = [];
};

const { Lazy: ReplayDialog } = lazily(() => withWords(import('../deliveries/replay-dialog.tsx')), close);
const { Lazy: RunBars } = lazily(() => withWords(import('../deliveries/run-bars.tsx')), forget);

/** What is open of them. */
export function ReplayHost() {
  const scope = replaying.value;
  return (
    <>
      {scope && <ReplayDialog scope={scope} onClose={close} />}
      {runs.value.length > 0 && <RunBars />}
    </>
  );
}
