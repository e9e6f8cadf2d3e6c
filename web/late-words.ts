/** Words that only a part of the page says: they come with that part, so that the first paint does not wait for them. */
import { effect, type ReadonlySignal, signal } from '@preact/signals';
import { locale } from './locales/locale.ts';

/** Words in the page's language; nothing may say them before `load` has ended. */
export interface LateWords<Words> {
  words: ReadonlySignal<Words>;
  /** Fetches them once; from then on they follow the page's language. Rejects when they cannot be had: try again. */
  load: () => Promise<void>;
}

/** `files`: the glob of `./locales/*.ts` beside the part. */
export function lateWords<Words extends object>(
  files: Readonly<Record<string, () => Promise<{ default: Words }>>>,
): LateWords<Words> {
  const words = signal<Words>({} as Words);
  const started: { loading: Promise<void> | null } = { loading: null };

  const fetchThose = async (tag: string): Promise<void> => {
    const fetchIt = files[`./locales/${tag}.ts`];
    if (!fetchIt) throw new RangeError(`no language ${tag}`);
    const { default: fetched } = await fetchIt();
    if (locale.peek() === tag) words.value = fetched;
  };

  const start = async (): Promise<void> => {
    try {
      await fetchThose(locale.peek());
    } catch (cause) {
      started.loading = null;
      throw cause;
    }
    // The old words stay when those of another language cannot be had.
    effect(() => void fetchThose(locale.value).catch(() => undefined));
  };

  return { words, load: () => (started.loading ??= start()) };
}
