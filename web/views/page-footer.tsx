/** The bar at the bottom: what is kept, the language, the keys that work. */
import { useEffect } from 'preact/hooks';
import type { Bin } from '../../server/contract.ts';
import { type CommandId, commands, keyCaps } from '../commands.ts';
import { formatBytes, formatCount } from '../format.ts';
import { t } from '../locales/locale.ts';
import { loadSystem, system } from '../system.ts';
import { LanguagePicker } from './language-picker.tsx';

const hints: readonly { name: keyof typeof t.value.keys.hints; of: readonly CommandId[] }[] = [
  { name: 'move', of: ['next', 'previous'] },
  { name: 'filter', of: ['filter'] },
  { name: 'copy-url', of: ['copy-url'] },
  { name: 'replay', of: ['replay'] },
  { name: 'delete', of: ['delete'] },
  { name: 'unread', of: ['unread'] },
  { name: 'pause', of: ['pause'] },
  { name: 'shortcuts', of: ['shortcuts'] },
];

/** The bar of an open bin. */
export function Footer({ bin: { requests, bytes } }: { bin: Bin }) {
  useEffect(() => void loadSystem(), []);
  const words = t.value.shell;
  const info = system.value;
  return (
    <footer class="foot">
      <span class="num">
        {t.value.common.requests(requests, formatCount(requests))} · {formatBytes(bytes)}
      </span>
      {info?.keepRequests && (
        <span class="num keeps">{words.keepsNewest(formatCount(info.keepRequests))}</span>
      )}
      {info?.keepBytes && <span class="num keeps">{words.keepsBytes(formatBytes(info.keepBytes))}</span>}
      <LanguagePicker />
      <span class="hints">
        {hints.map(({ name, of }) => (
          <span key={name}>
            {of.map((id) => (
              <kbd key={id}>{firstCap(id)}</kbd>
            ))}
            {t.value.keys.hints[name]}
          </span>
        ))}
      </span>
    </footer>
  );
}

/** The bar of the other screens. */
export function PlainFooter() {
  return (
    <footer class="foot">
      <LanguagePicker />
      <span class="hints">
        <span>
          <kbd>{firstCap('shortcuts')}</kbd>
          {t.value.keys.hints.shortcuts}
        </span>
      </span>
    </footer>
  );
}

const firstCap = (wanted: CommandId): string =>
  keyCaps(commands.find(({ id }) => id === wanted)?.keys[0] ?? '').join('');
