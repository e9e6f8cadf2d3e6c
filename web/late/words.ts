/** The words of all that is fetched after the list, `late.value.room.key`: `lazily` waits for them before it draws. */
import { lateWords } from '../late-words.ts';
import type { LateMessages } from './locales/en.ts';

export const { words: late, load: loadLate } = lateWords<LateMessages>(
  import.meta.glob<{ default: LateMessages }>('./locales/*.ts'),
);
