/** The keys of the selection that plain single keys cannot say: with Shift, with Ctrl, and Escape before all others. */
import { useEffect, useRef } from 'preact/hooks';
import { typesText } from '../keyboard.ts';
import type { ListCommands } from '../list-commands.ts';

const down = ['J', 'ArrowDown'];
const up = ['K', 'ArrowUp'];

interface SelectionKeysOptions {
  commands: ListCommands;
  active: boolean;
  list: { current: HTMLElement | null };
}

/** Listens while the list is there. */
export function useSelectionKeys(options: SelectionKeysOptions): void {
  const latest = useRef(options);
  latest.current = options;
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (typesText(event.target) || event.altKey) return;
      const run = commandOf(event, latest.current);
      if (!run) return;
      // The plain meaning of the key must not follow.
      event.preventDefault();
      event.stopPropagation();
      run();
    };
    document.addEventListener('keydown', onKey, true);
    return () => document.removeEventListener('keydown', onKey, true);
  }, []);
}

function commandOf(event: KeyboardEvent, { commands, active, list }: SelectionKeysOptions) {
  const { key, shiftKey } = event;
  const command = event.ctrlKey || event.metaKey;
  if (key === 'Escape' && active) return commands.selectNone;
  if (command) {
    // Elsewhere it selects text, as it should.
    return key.toLowerCase() === 'a' && list.current?.contains(document.activeElement)
      ? commands.selectAll
      : null;
  }
  const arrows = key.startsWith('Arrow') && !list.current?.contains(document.activeElement);
  if (!shiftKey || (arrows && document.activeElement !== document.body)) return null;
  if (down.includes(key)) return () => commands.extend(1);
  if (up.includes(key)) return () => commands.extend(-1);
  return null;
}
