/**
 * The page's words in its reader's language: `t.value.room.key`. English comes with the page, the others are loaded
 * when they are chosen. A language is one file here that satisfies Messages; nothing else lists it.
 */
import { batch, signal } from '@preact/signals';
import { recall, remember } from '../remembered.ts';
import { en } from './en.ts';

/** What every language says. */
export type Messages = typeof en;

const others = import.meta.glob<{ default: Messages }>(['./*.ts', '!./en.ts', '!./locale.ts']);
const fileOf = (tag: string) => `./${tag}.ts`;

/** The tags of all languages of this build, English first. */
export const locales: readonly string[] = [
  'en',
  ...Object.keys(others).map((file) => file.slice(2, -'.ts'.length)),
];

/** The words now. */
export const t = signal<Messages>(en);

/** The language now: a tag for Intl. */
export const locale = signal('en');

/** The language's own name for itself. */
export const localeName = (tag: string): string =>
  new Intl.DisplayNames([tag], { type: 'language' }).of(tag) ?? tag;

/** Shows the page in a language of this build; one that cannot be loaded leaves the page as it is. */
export async function setLocale(tag: string): Promise<void> {
  const load = others[fileOf(tag)];
  const messages = load ? (await load()).default : en;
  batch(() => {
    t.value = messages;
    locale.value = load ? tag : 'en';
  });
  document.documentElement.lang = locale.value;
}

/** Shows the page in a language and remembers it. */
export async function chooseLocale(tag: string): Promise<void> {
  await setLocale(tag);
  remember('locale', locale.value);
}

/** The best language of this build for what a browser asks for, most wanted first. Pure. */
export function bestLocale(wanted: readonly string[], known: readonly string[]): string {
  for (const tag of wanted) {
    // Norwegian without a variety is bokmål for nine of ten, and what the others read too.
    const language =
      tag
        .toLowerCase()
        .split('-')[0]
        ?.replace(/^n[on]$/, 'nb') ?? '';
    if (known.includes(language)) return language;
  }
  return 'en';
}

/** The remembered language, else the browser's; to be awaited before the first paint. */
export const startLocale = (): Promise<void> =>
  setLocale(bestLocale([recall('locale') ?? '', ...navigator.languages], locales)).catch(() => undefined);
