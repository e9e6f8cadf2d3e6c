/** What lies over the screen: at most one thing. */
import { signal } from '@preact/signals';

/** The palette or the list of shortcuts, opened once. */
export interface Overlay {
  view: 'palette' | 'shortcuts';
}

/** Null when nothing lies over the screen. */
export const overlay = signal<Overlay | null>(null);

/** Opens it anew, also while one like it is closing. */
export const openOverlay = (view: Overlay['view']): void => {
  overlay.value = { view };
};
