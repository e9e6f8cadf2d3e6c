/** A view whose code and words are fetched when it is first shown: it costs the first paint nothing. */
import { signal } from '@preact/signals';
import type { ComponentType } from 'preact';
import { useEffect } from 'preact/hooks';
import { type ApiFailure, toFailure } from '../api.ts';
import { loadLate } from '../late/words.ts';
import { t } from '../locales/locale.ts';
import { showProblem } from '../toasts.ts';
import { Problem } from './problem.tsx';

/** Says that the code of something could not be fetched. */
const sayNotLoaded = (): void => showProblem(t.value.shell.notLoaded);

/**
 * Wraps the way to a component. `preload` fetches it before anybody asks. What fails says so in its place; with
 * `onFailure` it says so in a toast, and the next time that it is shown it tries again.
 */
export function lazily<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
  onFailure?: () => void,
) {
  const loaded = signal<{ View: ComponentType<Props> } | null>(null);
  const failed = signal<ApiFailure | null>(null);
  const state: { loading: Promise<void> | null } = { loading: null };
  const fetchIt = async () => {
    try {
      const [View] = await Promise.all([load(), loadLate()]);
      loaded.value = { View };
      failed.value = null;
    } catch (cause) {
      state.loading = null;
      failed.value = toFailure(cause);
      if (onFailure) {
        sayNotLoaded();
        onFailure();
      }
    }
  };
  const preload = (): void => {
    state.loading ??= fetchIt();
  };
  function Lazy(props: Props) {
    useEffect(preload, []);
    if (loaded.value) return <loaded.value.View {...props} />;
    if (failed.value && !onFailure)
      return <Problem title={t.value.shell.noCode} failure={failed.value} onRetry={preload} />;
    return null;
  }
  return { Lazy, preload };
}

/** For what lies over the page and is not missed: the toast has said it all. */
export const nothingMore = (): void => undefined;
