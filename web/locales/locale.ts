/**
 * The page's words in its reader's language: `t.value.room.key`. Only the language that is shown is loaded. A language
 * is one file here that satisfies Messages; nothing else lists it.
 */
import { batch, signal } from '@preact/signals';
import { recall, remember } from '../remembered.ts';
import type { Messages } from './en.ts';

const files = import.meta.glob<{ default: Messages }>(['./*.ts', '!./locale.ts']);
const fileOf = (tag: string) => `./${tag}.ts`;
const english = 'en';

/** The tags of all languages of this build, English first. */
export const locales: readonly string[] = [
  english,
  ...Object.keys(files)
    .map((file) => file.slice(2, -'.ts'.length))
    .filter((tag) => tag !== english),
];

/** The words now. Nothing is drawn before `startLocale` has loaded some: until then there are none. */
export const t = signal<Messages>({} as Messages);

/** The language now: a tag for Intl. */
export const locale = signal(english);

/** The language's own name for itself. */
export const localeName = (tag: string): string =>
  new Intl.DisplayNames([tag], { type: 'language' }).of(tag) ?? tag;

/** Shows the page in a language of this build. Rejects, and changes nothing, when it cannot be loaded. */
export async function setLocale(tag: string): Promise<void> {
  const load = files[fileOf(tag)];
  if (!load) throw new RangeError(`no language ${tag}`);
  const { default: messages } = await load();
  batch(() => {
    t.value = messages;
    locale.value = tag;
  });
}

/** Shows the page in a language and remembers it. */
export async function chooseLocale(tag: string): Promise<void> {
  await setLocale(tag);
  remember('locale', tag);
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
  return english;
}

/** The remembered language, else the browser's; to be awaited before the first paint. Rejects when there is none. */
export const startLocale = (): Promise<void> =>
  setLocale(bestLocale([recall('locale') ?? '', ...navigator.languages], locales));
