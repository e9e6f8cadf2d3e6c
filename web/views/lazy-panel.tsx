/** Panels whose code comes when they are first opened. */
import { signal } from '@preact/signals';
import type { ComponentType } from 'preact';
import { useEffect } from 'preact/hooks';
import { type ApiFailure, toFailure } from '../api.ts';
import { t } from '../locales/locale.ts';
import type { PanelProps } from '../panels/panel.ts';
import { Problem } from './problem.tsx';

type View = ComponentType<PanelProps>;

/** A panel's view that loads itself; what fails can be tried again. */
export function lazyPanel(load: () => Promise<{ default: View }>): View {
  const loaded = signal<View | null>(null);
  const failure = signal<ApiFailure | null>(null);
  const start = async () => {
    if (loaded.value) return;
    failure.value = null;
    try {
      loaded.value = (await load()).default;
    } catch (cause) {
      failure.value = toFailure(cause);
    }
  };
  return function LazyPanel(props: PanelProps) {
    useEffect(() => void start(), []);
    if (loaded.value) {
      const Loaded = loaded.value;
      return <Loaded {...props} />;
    }
    if (failure.value)
      return (
        <Problem title={t.value.detail.panelFailed} failure={failure.value} onRetry={() => void start()} />
      );
    return <div class="wait" aria-busy="true" aria-label={t.value.detail.loadingPanel} />;
  };
}
