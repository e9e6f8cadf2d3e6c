/** Failures that no code was waiting for: said once, never swallowed. */
import { toFailure } from './api.ts';
import { t } from './locales/locale.ts';
import { showProblem } from './toasts.ts';

const isAbort = (cause: unknown): boolean => cause instanceof DOMException && cause.name === 'AbortError';

/** Shows them as they happen; the console has them too. */
export function showUncaught(): void {
  const show = (cause: unknown) => {
    // Without a cause it is the browser's own complaint about layout, with "abort" what the page itself stopped.
    if (cause === undefined || cause === null || isAbort(cause)) return;
    showProblem(t.value.shell.unexpected(toFailure(cause).message));
  };
  addEventListener('unhandledrejection', ({ reason }) => show(reason));
  addEventListener('error', ({ error }) => show(error));
}
