/** Says that the live stream is lost, and that nothing is lost with it. */
import { now } from '../clock.ts';
import { formatAgo } from '../format.ts';
import { t } from '../locales/locale.ts';
import type { Connection } from '../live.ts';
import { Icon } from './icon.tsx';

/** Nothing while live; a sentence and a button while not. */
export function ConnectionBanner({ connection, onRetry }: { connection: Connection; onRetry: () => void }) {
  if (connection.state === 'live' || connection.tries === 0) return null;
  const lost = formatAgo(new Date(connection.lostAt).toISOString(), now.value);
  return (
    <div class={`banner ${connection.tries >= 5 ? 'bad' : ''}`} role="status">
      <Icon name="warn" />
      <span class="grow">{t.value.list.lost(lost)}</span>
      <button type="button" class="btn sm" onClick={onRetry}>
        {t.value.list.retryNow}
      </button>
    </div>
  );
}
