/** The bar at the top: brand, bin, live pill, palette, notifications, theme, shortcuts. */
import type { ComponentChildren } from 'preact';
import { now } from '../clock.ts';
import { keyCaps } from '../commands.ts';
import { formatCount } from '../format.ts';
import type { Connection } from '../live.ts';
import { t } from '../locales/locale.ts';
import { openOverlay } from '../overlay.ts';
import { route } from '../route.ts';
import { theme, toggleTheme } from '../theme.ts';
import { Icon, Logo } from './icon.tsx';
import { NotifyButton } from './notify-button.tsx';

/** The bar at the top. */
export function TopBar({ children, onSend }: { children?: ComponentChildren; onSend?: () => void }) {
  const { shell, keys, palette } = t.value;
  return (
    <header class="top">
      <a class="brand" href="/" aria-label={shell.home}>
        <Logo />
        <span>Hookglass</span>
      </a>
      {children}
      <span class="grow" />
      <button
        type="button"
        class="omni"
        title={palette.title}
        aria-haspopup="dialog"
        onClick={() => openOverlay('palette')}
      >
        <Icon name="search" size="s" />
        <span class="grow">{shell.search}</span>
        {keyCaps('Mod+k').map((cap) => (
          <kbd aria-hidden="true" key={cap}>
            {cap}
          </kbd>
        ))}
      </button>
      {onSend && (
        <button
          type="button"
          class="btn pri"
          aria-label={shell.send}
          title={`${shell.send} (s)`}
          aria-haspopup="dialog"
          onClick={onSend}
        >
          <Icon name="send" size="s" />
          <span class="no-m">{shell.send}</span>
        </button>
      )}
      {route.value.page === 'inspector' && <NotifyButton />}
      <button
        type="button"
        class="icb"
        aria-label={shell.switchTheme}
        title={`${shell.switchTheme} (t)`}
        onClick={toggleTheme}
      >
        <Icon name={theme.value === 'dark' ? 'sun' : 'moon'} />
      </button>
      <button
        type="button"
        class="icb no-m"
        aria-label={keys.title}
        title={`${keys.title} (?)`}
        aria-haspopup="dialog"
        onClick={() => openOverlay('shortcuts')}
      >
        <Icon name="keyboard" />
      </button>
    </header>
  );
}

const offlineAfter = 5;

interface LivePillProps {
  connection: Connection;
  paused: boolean;
  onRetry: () => void;
  onResume: () => void;
}

/** How the live stream is doing; a click retries or resumes. */
export function LivePill({ connection, paused, onRetry, onResume }: LivePillProps) {
  const { look, text, title } = pillWords(connection, paused);
  const act = look === 'paused' ? onResume : onRetry;
  const content = (
    <>
      <span class="led" />
      <span class="lt">{text}</span>
      <span class="sr">{title}</span>
    </>
  );
  if (look === 'live' || look === 'connecting')
    return (
      <span class="live" data-s={look} title={title}>
        {content}
      </span>
    );
  return (
    <button type="button" class="live" data-s={look} title={title} onClick={act}>
      {content}
    </button>
  );
}

function pillWords(connection: Connection, paused: boolean) {
  const words = t.value.live;
  if (connection.tries === 0 && connection.state === 'connecting')
    return { look: 'connecting', text: words.connecting, title: words.connectingHint };
  if (connection.state === 'live')
    return paused
      ? { look: 'paused', text: words.paused, title: words.pausedHint }
      : { look: 'live', text: words.live, title: words.liveHint };
  const look = connection.tries >= offlineAfter ? 'offline' : 'reconnecting';
  const title = words.lostHint;
  if (connection.state === 'connecting') return { look, text: words.reconnecting, title };
  const seconds = formatCount(Math.max(1, Math.ceil((connection.retryAt - now.value) / 1_000)));
  return {
    look,
    text: look === 'offline' ? words.offlineFor(seconds) : words.reconnectingIn(seconds),
    title,
  };
}
