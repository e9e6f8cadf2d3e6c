/** What is said about test events, in the page's language: `w.value.room.key`. Fetched with the dialog. */
import { loadWords as loadDeliveries } from '../deliveries/words.ts';
import { lateWords } from '../late-words.ts';
import { loadWords as loadSignatures } from '../signature/words.ts';
import type { SendMessages } from './locales/en.ts';

/** The words now. */
export const { words: w, load: loadWords } = lateWords<SendMessages>(
  import.meta.glob<{ default: SendMessages }>('./locales/*.ts'),
);

/** The way to them, and to those of the parts of other rooms that the dialog shows. */
export async function loadAll(): Promise<void> {
  await Promise.all([loadWords(), loadDeliveries(), loadSignatures()]);
}
