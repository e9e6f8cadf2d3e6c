/** Single keys as commands, never where somebody types. */
import { useEffect, useRef } from 'preact/hooks';

/** What a key does. */
export type Keys = Readonly<Record<string, () => void>>;

/** True where keys are text, or belong to a dialog or a menu. */
export const typesText = (target: EventTarget | null): boolean =>
  target instanceof Element &&
  target.closest('input, select, textarea, dialog, [contenteditable], [role="menu"]') !== null;

// Enter and the arrows belong to whatever control has the focus.
const ownsKey = (target: EventTarget | null, key: string): boolean =>
  target instanceof Element &&
  /^(Enter|Arrow|Home|End|Delete)/.test(key) &&
  target.closest('button, a, [role="tab"], [role="separator"], [role="radio"], .scrolls') !== null;

/** Listens for keys while the component is there. */
export function useKeys(keys: Keys): void {
  const latest = useRef(keys);
  latest.current = keys;
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
      if (typesText(event.target) || ownsKey(event.target, event.key)) return;
      const run = latest.current[event.key.length === 1 ? event.key.toLowerCase() : event.key];
      if (!run) return;
      event.preventDefault();
      run();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, []);
}
