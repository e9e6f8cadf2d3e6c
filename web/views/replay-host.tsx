/** The replay dialog and the progress of replays of many, once above all screens. */
import { replaying, runs } from '../deliveries/replaying.ts';
import { lazily } from './lazy.tsx';

const close = (): void => {
  replaying.value = null;
};
const forget = (): void => {
  runs.value = [];
};

// Not even the way to the words is part of the first paint.
const words = () => import('../deliveries/words.ts');
const { Lazy: ReplayDialog } = lazily(
  async () => (await words()).withWords(import('../deliveries/replay-dialog.tsx')),
  close,
);
const { Lazy: RunBars } = lazily(
  async () => (await words()).withWords(import('../deliveries/run-bars.tsx')),
  forget,
);

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
