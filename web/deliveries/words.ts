/** What is said about deliveries, in the page's language: `w.value.room.key`. Fetched with the first view that says it. */
import { effect, signal } from '@preact/signals';
import type { DeliveryMessages } from '../locales/deliveries/en.ts';
import { locale } from '../locales/locale.ts';

const files = import.meta.glob<{ default: DeliveryMessages }>('../locales/deliveries/*.ts');

/** The words now. Nothing is drawn before `startWords` has loaded some. */
export const w = signal<DeliveryMessages>({} as DeliveryMessages);

const started: { loading: Promise<void> | null } = { loading: null };

async function load(tag: string): Promise<void> {
  const file = files[`../locales/deliveries/${tag}.ts`];
  if (!file) throw new RangeError(`no language ${tag}`);
  const { default: messages } = await file();
  if (locale.peek() === tag) w.value = messages;
}

async function start(): Promise<void> {
  try {
    await load(locale.peek());
  } catch (cause) {
    started.loading = null;
    throw cause;
  }
  // The old words stay when those of another language cannot be had.
  effect(() => void load(locale.value).catch(() => undefined));
}

/** To be awaited before anything of this room is drawn; from then on the words follow the page's language. */
export const startWords = (): Promise<void> => (started.loading ??= start());

/** A view with its words: for `lazily`. */
export async function withWords<View>(view: Promise<{ default: View }>): Promise<View> {
  const [{ default: found }] = await Promise.all([view, startWords()]);
  return found;
}
