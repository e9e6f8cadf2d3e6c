/** Draws what lies over the screen; its code is loaded when it is first wanted. */
import { useSignal, useSignalEffect } from '@preact/signals';
import type { ComponentType } from 'preact';
import { t } from '../locales/locale.ts';
import { overlay } from '../overlay.ts';
import { showProblem } from '../toasts.ts';

type View = ComponentType<{ onClose: () => void }>;
type Name = NonNullable<typeof overlay.value>;

const loaders: Record<Name, () => Promise<{ default: View }>> = {
  palette: () => import('./palette.tsx'),
  shortcuts: () => import('./shortcuts.tsx'),
};

const close = (): void => {
  overlay.value = null;
};

/** The open overlay, if any. */
export function OverlayHost() {
  const views = useSignal<Partial<Record<Name, View>>>({});
  useSignalEffect(() => {
    const name = overlay.value;
    if (!name || views.peek()[name]) return;
    loaders[name]().then(
      ({ default: view }) => {
        views.value = { ...views.peek(), [name]: view };
      },
      () => {
        close();
        showProblem(t.value.shell.notLoaded);
      },
    );
  });
  const Shown = overlay.value && views.value[overlay.value];
  return Shown ? <Shown onClose={close} /> : null;
}
