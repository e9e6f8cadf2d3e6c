/** The dialog that sends test events, once above all screens. */
import { sendingTo } from '../send/opening.ts';
import { lazily } from './lazy.tsx';

const close = (): void => {
  sendingTo.value = null;
};

const { Lazy: SendDialog } = lazily(async () => {
  const [{ default: found }, { loadAll }] = await Promise.all([
    import('../send/send-dialog.tsx'),
    import('../send/words.ts'),
  ]);
  await loadAll();
  return found;
}, close);

/** The dialog, when somebody wants it. */
export function SendHost() {
  const scope = sendingTo.value;
  if (!scope) return null;
  // A dialog hears of its closing later: by then another one may be open.
  const closeIt = () => {
    if (sendingTo.peek() === scope) close();
  };
  return <SendDialog key={scope} scope={scope} onClose={closeIt} />;
}
