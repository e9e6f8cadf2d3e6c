/** Keys as commands, never where somebody types. What listens can be asked for: the palette and the `?` list read it. */
import { useEffect, useRef } from 'preact/hooks';

/**
 * What a key does, by the name of the key: `j`, `Escape`, `Mod+k` (Ctrl, or Command on a Mac), `g r` (one after the
 * other).
 */
export type Keys = Readonly<Record<string, () => void>>;

const listening = new Set<{ readonly current: Keys }>();

/** What a key does now; undefined when nothing listens for it. */
export const handlerOf = (key: string): (() => void) | undefined =>
  [...listening].map(({ current }) => current[key]).find(Boolean);

/** True where keys are text, or belong to a dialog or a menu. */
export const typesText = (target: EventTarget | null): boolean =>
  target instanceof Element &&
  target.closest('input, select, textarea, [contenteditable], [role="menu"]') !== null;

// A click beside the fields of a modal dialog gives the focus to the page below it.
const inDialog = (): boolean => document.querySelector('dialog:modal') !== null;

// Enter and the arrows belong to whatever control has the focus.
const ownsKey = (target: EventTarget | null, key: string): boolean =>
  target instanceof Element &&
  /^(Enter|Arrow|Home|End|Delete)/.test(key) &&
  target.closest('button, a, [role="tab"], [role="separator"], [role="radio"], .scrolls') !== null;

function keyOf({ key, ctrlKey, metaKey }: KeyboardEvent): string {
  const name = key.length === 1 ? key.toLowerCase() : key;
  return ctrlKey || metaKey ? `Mod+${name}` : name;
}

const chordMs = 1_500;
const pressed = { key: '', at: 0, before: '' };

/** Remembers the key that another one may follow; before anybody acts on it, and once for all that listen. */
function rememberKey(event: KeyboardEvent): void {
  const isPlain = event.key.length === 1 && !event.altKey && !typesText(event.target) && !inDialog();
  pressed.before = event.timeStamp - pressed.at < chordMs ? pressed.key : '';
  pressed.key = isPlain ? keyOf(event) : '';
  pressed.at = event.timeStamp;
}
/** The name to act on: two keys in a row are one where somebody listens for the two. */
function nameOf(event: KeyboardEvent): string {
  const key = keyOf(event);
  const both = `${pressed.before} ${key}`;
  return pressed.before && handlerOf(both) ? both : key;
}

/** Listens for keys while the component is there. */
export function useKeys(keys: Keys): void {
  const latest = useRef(keys);
  latest.current = keys;
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.altKey || event.defaultPrevented) return;
      const key = nameOf(event);
      const run = latest.current[key];
      if (!run || inDialog() || ownsKey(event.target, event.key)) return;
      // Nobody types Ctrl+K into a field.
      if (typesText(event.target) && !key.startsWith('Mod+')) return;
      event.preventDefault();
      run();
    };
    listening.add(latest);
    document.addEventListener('keydown', rememberKey, true);
    document.addEventListener('keydown', onKey);
    return () => {
      listening.delete(latest);
      document.removeEventListener('keydown', onKey);
    };
  }, []);
}
