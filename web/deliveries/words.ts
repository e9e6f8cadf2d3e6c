/** What is said about deliveries, in the page's language: `w.value.room.key`. Fetched with the first view that says it. */
import { lateWords } from '../late-words.ts';
import type { DeliveryMessages } from './locales/en.ts';

/** The words now, and the way to them: to be awaited before anything of this room is drawn. */
export const { words: w, load: loadWords } = lateWords<DeliveryMessages>(
  import.meta.glob<{ default: DeliveryMessages }>('./locales/*.ts'),
);

/** A view with its words: for `lazily`. */
export async function withWords<View>(view: Promise<{ default: View }>): Promise<View> {
  const [{ default: found }] = await Promise.all([view, loadWords()]);
  return found;
}
