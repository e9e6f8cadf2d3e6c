/** Draws what lies over the screen. */
import { overlay } from '../overlay.ts';
import { lazily } from './lazy.tsx';

const close = (): void => {
  overlay.value = null;
};

const views = {
  palette: lazily(async () => (await import('./palette.tsx')).default, close).Lazy,
  shortcuts: lazily(async () => (await import('./shortcuts.tsx')).default, close).Lazy,
};

/** The open overlay, if any. */
export function OverlayHost() {
  const Shown = overlay.value && views[overlay.value];
  return Shown && <Shown onClose={close} />;
}
