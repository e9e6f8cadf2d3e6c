/** Counts and the keys that exist. */
import type { Bin } from '../../server/contract.ts';
import { formatBytes, formatCount } from '../format.ts';

const hints: readonly { keys: readonly string[]; what: string }[] = [
  { keys: ['J', 'K'], what: 'move' },
  { keys: ['/'], what: 'filter' },
  { keys: ['C'], what: 'copy URL' },
  { keys: ['X'], what: 'delete' },
  { keys: ['U'], what: 'unread' },
  { keys: ['P'], what: 'pause' },
];

/** The bar at the bottom. */
export function Footer({ bin }: { bin: Bin }) {
  return (
    <footer class="foot">
      <span class="num">
        {formatCount(bin.requests)} {bin.requests === 1 ? 'request' : 'requests'} · {formatBytes(bin.bytes)}
      </span>
      <span class="hints">
        {hints.map(({ keys, what }) => (
          <span key={what}>
            {keys.map((key) => (
              <kbd key={key}>{key}</kbd>
            ))}
            {what}
          </span>
        ))}
      </span>
    </footer>
  );
}
