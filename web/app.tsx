/** The page: which screen is on, and what lies above all screens. */
import { signal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { rememberToken, tokenNeeded } from './api.ts';
import { useKeys } from './keyboard.ts';
import { openExportHere } from './export.ts';
import { route } from './route.ts';
import { toggleTheme } from './theme.ts';
import { announcement, undoLast } from './toasts.ts';
import { BinsPage } from './views/bins-page.tsx';
import { ExportDialog } from './views/export-dialog.tsx';
import { InspectorPage } from './views/inspector-page.tsx';
import { NotFound } from './views/not-found.tsx';
import { Toasts } from './views/toast-stack.tsx';
import { TokenForm } from './views/token-form.tsx';

/** Counts the tokens given: a new one starts the screens afresh. */
const sessions = signal(0);

/** Everything. */
export function App() {
  useKeys({ t: toggleTheme, z: undoLast, e: openExportHere });
  useEffect(() => {
    const { value } = route;
    if (value.page === 'unknown') document.title = 'Not found · Hookglass';
  }, [route.value]);
  const signIn = (token: string) => {
    rememberToken(token);
    sessions.value += 1;
  };
  return (
    <>
      {tokenNeeded.value ? (
        <TokenForm refused={sessions.value > 0} onToken={signIn} />
      ) : (
        <Screen key={sessions.value} />
      )}
      <ExportDialog />
      <Toasts />
      <div class="sr" role="status" aria-live="polite">
        {announcement.value}
      </div>
    </>
  );
}

function Screen() {
  const { value } = route;
  if (value.page === 'bins') return <BinsPage />;
  if (value.page === 'inspector') return <InspectorPage key={value.bin} route={value} />;
  return <NotFound path={value.path} />;
}
