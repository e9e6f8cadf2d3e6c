import { render } from 'preact';
import { takeTokenFromAddress } from './api.ts';
import { App } from './app.tsx';
import { startClock } from './clock.ts';
import { keepFocus } from './focus.ts';
import { startLocale } from './locales/locale.ts';
import { followLinks } from './route.ts';
import { followTheme } from './theme.ts';
import { commitAll } from './toasts.ts';
import { showUncaught } from './uncaught.ts';
import './styles/app.css';

showUncaught();
takeTokenFromAddress();
followTheme();
followLinks();
keepFocus();
startClock();
addEventListener('pagehide', commitAll);
const root = document.getElementById('app');
startLocale().then(
  () => root && render(<App />, root),
  // Without words of its own the page can only borrow those of the error.
  (cause: unknown) => root?.replaceChildren(String(cause)),
);
