/** All bins as a table. */
import { useSignal } from '@preact/signals';
import type { Bin } from '../../server/contract.ts';
import { now } from '../clock.ts';
import { copyText } from '../clipboard.ts';
import { formatAgo, formatCount } from '../format.ts';
import { Icon } from './icon.tsx';
import { Menu } from './menu.tsx';

interface BinTableProps {
  bins: readonly Bin[];
  onDelete: (id: string) => void;
}

/** The table. */
export function BinTable({ bins, onDelete }: BinTableProps) {
  return (
    <>
      <div class="h2r">
        <h2>All bins</h2>
        <span class="muted num">{bins.length}</span>
      </div>
      <table class="bins">
        <thead>
          <tr>
            <th class="bin-name">Bin</th>
            <th class="r">Requests</th>
            <th class="r">Last request</th>
            <th class="bin-open hm">
              <span class="sr">Open</span>
            </th>
            <th class="bin-menu">
              <span class="sr">Actions</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {bins.map((bin) => (
            <BinRow bin={bin} key={bin.id} onDelete={() => onDelete(bin.id)} />
          ))}
        </tbody>
      </table>
    </>
  );
}

function BinRow({ bin, onDelete }: { bin: Bin; onDelete: () => void }) {
  const anchor = useSignal<HTMLElement | null>(null);
  return (
    <tr>
      <td>
        <a class="bin-link" href={`/bins/${bin.id}`}>
          <span class="nm trunc">{bin.name}</span>
          <span class="ur trunc">/in/{bin.id}</span>
        </a>
      </td>
      <td class="r">
        {formatCount(bin.requests)}
        <span class="only-m muted">&nbsp;{bin.requests === 1 ? 'request' : 'requests'}</span>
      </td>
      <td class={`r ${bin.lastRequestAt ? '' : 'muted'}`}>
        {bin.lastRequestAt ? formatAgo(bin.lastRequestAt, now.value) : 'never'}
      </td>
      <td class="hm">
        <a class="btn sm" href={`/bins/${bin.id}`} aria-label={`Open ${bin.name}`}>
          Open
        </a>
      </td>
      <td>
        <button
          type="button"
          class="icb sm"
          aria-label={`Actions for ${bin.name}`}
          aria-haspopup="menu"
          aria-expanded={anchor.value !== null}
          onClick={(event) => (anchor.value = anchor.value ? null : event.currentTarget)}
        >
          <Icon name="more" />
        </button>
        {anchor.value && (
          <Menu
            anchor={anchor.value}
            onClose={() => (anchor.value = null)}
            items={[
              { icon: 'copy', label: 'Copy URL', run: () => void copyText(bin.url, 'URL') },
              { icon: 'trash', label: 'Delete bin', run: onDelete },
            ]}
          />
        )}
      </td>
    </tr>
  );
}
