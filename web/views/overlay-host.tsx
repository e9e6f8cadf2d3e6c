/** Draws what lies over the screen. */
import { overlay } from '../overlay.ts';
import { lazily } from './lazy.tsx';

const closeIt = (): void => {
  overlay.value = null;
};

const views = {
  palette: lazily(async () => (await import('./palette.tsx')).default, closeIt).Lazy,
  shortcuts: lazily(async () => (await import('./shortcuts.tsx')).default, closeIt).Lazy,
};

/** The open overlay, if any. */
export function OverlayHost() {
  const open = overlay.value;
  if (!open) return null;
  const Shown = views[open.view];
  // A dialog hears of its closing later: by then another one may be open.
  const close = () => {
    if (overlay.peek() === open) closeIt();
  };
  return <Shown key={open} onClose={close} />;
}
