/** What lies over the screen: at most one thing. */
import { signal } from '@preact/signals';

/** The palette, the list of shortcuts, or nothing. */
export const overlay = signal<'palette' | 'shortcuts' | null>(null);
