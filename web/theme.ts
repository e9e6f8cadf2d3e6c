/** Light or dark: the system's choice at first, a remembered one after the first toggle. */
import { signal } from '@preact/signals';
import { remember } from './remembered.ts';

/** The theme now; `public/theme.js` set it before the first paint. */
export const theme = signal<'light' | 'dark'>(
  document.documentElement.dataset['theme'] === 'dark' ? 'dark' : 'light',
);

/** Switches and remembers. */
export function toggleTheme(): void {
  theme.value = theme.value === 'dark' ? 'light' : 'dark';
  document.documentElement.dataset['theme'] = theme.value;
  remember('theme', theme.value);
}
