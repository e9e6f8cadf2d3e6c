/** All shortcuts that work here and now. Loaded when it is first opened. */
import { useMemo } from 'preact/hooks';
import { type Command, type CommandGroup, commands, keyCaps, liveKeys } from '../commands.ts';
import { t } from '../locales/locale.ts';
import { Dialog, DialogHead } from './dialog.tsx';
import '../styles/shortcuts.css';

const groups: readonly CommandGroup[] = ['move', 'find', 'request', 'bin', 'page'];

interface Listed {
  command: Command;
  keys: readonly string[];
}

/** The dialog. */
export default function Shortcuts({ onClose }: { onClose: () => void }) {
  const words = t.value.keys;
  const listed = useMemo(
    () =>
      commands
        .map((command): Listed => ({ command, keys: liveKeys(command) }))
        .filter(({ keys }) => keys.length > 0),
    [],
  );
  return (
    <Dialog class="shortcuts" label={words.title} onClose={onClose}>
      <DialogHead title={words.title} close={words.close} />
      {/* On a phone it scrolls: by keyboard too. */}
      <div class="shortcut-groups" tabIndex={0} role="group" aria-label={words.title}>
        {groups.map((group) => (
          <Section
            key={group}
            group={group}
            listed={listed.filter(({ command }) => command.group === group)}
          />
        ))}
      </div>
    </Dialog>
  );
}

function Section({ group, listed }: { group: CommandGroup; listed: readonly Listed[] }) {
  if (listed.length === 0) return null;
  return (
    <section>
      <h3>{t.value.keys.groups[group]}</h3>
      <ul>
        {listed.map(({ command: { id }, keys }) => (
          <li key={id}>
            <span>{t.value.keys.commands[id]}</span>
            <span class="caps">
              <Caps keys={keys} />
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Two keys side by side, more as a range. */
function Caps({ keys }: { keys: readonly string[] }) {
  const [first = '', last = ''] = [keys[0], keys.at(-1)];
  if (keys.length <= 2) return keys.flatMap(keyCaps).map((cap) => <kbd key={cap}>{cap}</kbd>);
  return (
    <>
      <kbd>{first}</kbd>
      <span class="muted">{t.value.keys.to}</span>
      <kbd>{last}</kbd>
    </>
  );
}
