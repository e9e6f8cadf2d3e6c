/** A view whose code is fetched when it is first shown: it costs the first paint nothing. */
import { signal } from '@preact/signals';
import type { ComponentType } from 'preact';
import { type ApiFailure, toFailure } from '../api.ts';
import { t } from '../locales/locale.ts';
import { Problem } from './problem.tsx';

/** Wraps the way to a component. `preload` fetches it before anybody asks. */
export function lazily<Props extends object>(load: () => Promise<ComponentType<Props>>) {
  const loaded = signal<{ View: ComponentType<Props> } | null>(null);
  const failed = signal<ApiFailure | null>(null);
  const state: { loading: Promise<void> | null } = { loading: null };
  const fetchIt = async () => {
    try {
      loaded.value = { View: await load() };
      failed.value = null;
    } catch (cause) {
      failed.value = toFailure(cause);
      state.loading = null;
    }
  };
  const preload = (): void => {
    state.loading ??= fetchIt();
  };
  function Lazy(props: Props) {
    if (loaded.value) return <loaded.value.View {...props} />;
    if (failed.value) return <Problem title={t.value.body.noCode} failure={failed.value} onRetry={preload} />;
    preload();
    return null;
  }
  return { Lazy, preload };
}
