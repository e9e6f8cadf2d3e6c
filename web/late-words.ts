/** Words that only a part of the page says: they come with that part, so that the first paint does not wait for them. */
import { type ReadonlySignal, signal } from '@preact/signals';
import { locale } from './locales/locale.ts';

/** Words by the tag of their language; nothing may say them before `load`. */
export interface LateWords<Words> {
  words: ReadonlySignal<Words>;
  /** Fetches those of the language that is shown; to be awaited each time that the part is shown. */
  load: () => Promise<void>;
}

/** `files`: the glob of `./locales/*.ts` beside the part. */
export function lateWords<Words extends object>(
  files: Readonly<Record<string, () => Promise<{ default: Words }>>>,
): LateWords<Words> {
  const words = signal<Words>({} as Words);
  const load = async (): Promise<void> => {
    const fetchIt = files[`./locales/${locale.peek()}.ts`];
    if (!fetchIt) throw new RangeError(`no language ${locale.peek()}`);
    words.value = (await fetchIt()).default;
  };
  return { words, load };
}
