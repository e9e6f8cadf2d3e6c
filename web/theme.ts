/** Light or dark: the system's choice, followed until another one is remembered. */
import { computed, effect, signal } from '@preact/signals';
import { recall, remember } from './remembered.ts';

/** What can be chosen. */
export const themeChoices = ['system', 'light', 'dark'] as const;
/** What was chosen. */
export type ThemeChoice = (typeof themeChoices)[number];

const systemIsDark = matchMedia('(prefers-color-scheme: dark)');
const system = signal(systemIsDark.matches);

/** What was chosen; `system` until somebody does. */
export const themeChoice = signal<ThemeChoice>(
  themeChoices.find((choice) => choice === recall('theme')) ?? 'system',
);

/** The theme now; `public/theme.js` set it before the first paint. */
export const theme = computed<'light' | 'dark'>(() => {
  if (themeChoice.value !== 'system') return themeChoice.value;
  return system.value ? 'dark' : 'light';
});

/** Keeps the page in its theme, also when the system changes. */
export function followTheme(): void {
  systemIsDark.addEventListener('change', ({ matches }) => (system.value = matches));
  effect(() => {
    document.documentElement.dataset['theme'] = theme.value;
  });
}

/** Chooses and remembers. */
export function chooseTheme(choice: ThemeChoice): void {
  themeChoice.value = choice;
  remember('theme', choice);
}

/** Switches to the other of the two. */
export const toggleTheme = (): void => chooseTheme(theme.value === 'dark' ? 'light' : 'dark');
