/** What is said about deliveries, in the page's language: `w.value.room.key`. Fetched with the first view that says it. */
import { effect } from '@preact/signals';
import { lateWords } from '../late-words.ts';
import { locale } from '../locales/locale.ts';
import type { DeliveryMessages } from './locales/en.ts';

const { words, load } = lateWords<DeliveryMessages>(
  import.meta.glob<{ default: DeliveryMessages }>('./locales/*.ts'),
);

/** The words now. Nothing is drawn before `startWords` has loaded some. */
export const w = words;

const started: { loading: Promise<void> | null } = { loading: null };

async function start(): Promise<void> {
  try {
    await load();
  } catch (cause) {
    started.loading = null;
    throw cause;
  }
  // What is on screen follows the language; the old words stay when those of another one cannot be had.
  effect(() => {
    if (locale.value) void load().catch(() => undefined);
  });
}

/** To be awaited before anything of this room is drawn. */
export const startWords = (): Promise<void> => (started.loading ??= start());

/** A view with its words: for `lazily`. */
export async function withWords<View>(view: Promise<{ default: View }>): Promise<View> {
  const [{ default: found }] = await Promise.all([view, startWords()]);
  return found;
}
