/** The bar at the top: brand, bin, live pill, theme. */
import type { ComponentChildren } from 'preact';
import { now } from '../clock.ts';
import type { Connection } from '../live.ts';
import { theme, toggleTheme } from '../theme.ts';
import { Icon, Logo } from './icon.tsx';

/** The bar at the top. */
export function TopBar({ children }: { children?: ComponentChildren }) {
  return (
    <header class="top">
      <a class="brand" href="/" aria-label="Hookglass, all bins">
        <Logo />
        <span>Hookglass</span>
      </a>
      {children}
      <span class="grow" />
      <button
        type="button"
        class="icb"
        aria-label="Switch theme"
        title="Switch theme (t)"
        onClick={toggleTheme}
      >
        <Icon name={theme.value === 'dark' ? 'sun' : 'moon'} />
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
  if (connection.tries === 0 && connection.state === 'connecting')
    return { look: 'connecting', text: 'Connecting', title: 'Connecting to the live stream.' };
  if (connection.state === 'live')
    return paused
      ? { look: 'paused', text: 'Paused', title: 'The list is paused. Click to resume.' }
      : { look: 'live', text: 'Live', title: 'Live. New requests appear as they arrive.' };
  const look = connection.tries >= offlineAfter ? 'offline' : 'reconnecting';
  const title = 'Connection lost. Click to retry now.';
  if (connection.state === 'connecting') return { look, text: 'Reconnecting…', title };
  const seconds = Math.max(1, Math.ceil((connection.retryAt - now.value) / 1_000));
  return {
    look,
    text: look === 'offline' ? `Offline, retry in ${seconds} s` : `Reconnecting in ${seconds} s`,
    title,
  };
}
