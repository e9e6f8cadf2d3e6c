/** The page: which screen is on, and what lies above all screens. */
import { signal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { rememberToken, tokenNeeded } from './api.ts';
import { screenOf } from './bin-screen.ts';
import { useCommands } from './commands.ts';
import { drawer } from './drawer.ts';
import { locale, t } from './locales/locale.ts';
import { openOverlay, overlay } from './overlay.ts';
import { route } from './route.ts';
import { toggleTheme } from './theme.ts';
import { undoLast } from './toasts.ts';
import { BinsPage } from './views/bins-page.tsx';
import { Boundary } from './views/boundary.tsx';
import { DrawerHost } from './views/drawer-host.tsx';
import { ExportDialog } from './views/export-dialog.tsx';
import { InspectorPage } from './views/inspector-page.tsx';
import { LiveRegion } from './views/live-region.tsx';
import { NotFound } from './views/not-found.tsx';
import { OverlayHost } from './views/overlay-host.tsx';
import { PlainFooter } from './views/page-footer.tsx';
import { ReplayHost } from './views/replay-host.tsx';
import { SendHost } from './views/send-host.tsx';
import { Toasts } from './views/toast-stack.tsx';
import { TokenForm } from './views/token-form.tsx';

/** Counts the tokens given: a new one starts the screens afresh. */
const sessions = signal(0);

/** Everything. */
export function App() {
  useCommands({
    theme: toggleTheme,
    undo: undoLast,
    palette: () => openOverlay('palette'),
    shortcuts: () => openOverlay('shortcuts'),
  });
  useEffect(() => {
    document.documentElement.lang = locale.value;
  }, [locale.value]);
  useEffect(() => {
    if (route.value.page === 'unknown') document.title = t.value.shell.notFoundTitle;
  }, [route.value, t.value]);
  const signIn = (token: string) => {
    rememberToken(token);
    sessions.value += 1;
  };
  const screen = `${route.value.page} ${sessions.value}`;
  return (
    <>
      {tokenNeeded.value ? (
        <TokenForm refused={sessions.value > 0} onToken={signIn} />
      ) : (
        <Boundary of={screen} key={sessions.value}>
          <Screen />
        </Boundary>
      )}
      <Boundary of={overlay.value?.view ?? ''}>
        <OverlayHost />
      </Boundary>
      <Boundary of={drawer.value?.tab ?? ''}>
        <DrawerHost />
      </Boundary>
      <ExportDialog />
      <ReplayHost />
      <SendHost />
      <Toasts />
      <LiveRegion />
    </>
  );
}

function Screen() {
  const { value } = route;
  if (value.page === 'inspector') return <InspectorPage key={screenOf(value.bin)} route={value} />;
  return (
    <>
      {value.page === 'bins' ? <BinsPage /> : <NotFound path={value.path} />}
      <PlainFooter />
    </>
  );
}
