/** The text of the query bar: words that are done, and the one that is typed. It stands in the address. */
import { signal } from '@preact/signals';
import { faultOf, isQuoteOpen, join, wordsOf } from './query-text.ts';

const typingPauseMs = 200;

/** Follows the query bar. `write` puts a filter into the address. */
export function followDraft(start: string, write: (q: string) => void) {
  const words = signal<readonly string[]>(wordsOf(start));
  const draft = signal('');
  let written = start;
  let timer: number | undefined;

  const writeNow = () => {
    clearTimeout(timer);
    // What cannot be read yet is not asked for yet.
    const typed = wordsOf(draft.value).filter((word) => faultOf(word) === null);
    written = join(...words.value, ...typed);
    write(written);
  };
  const set = (nextWords: readonly string[], nextDraft: string) => {
    words.value = nextWords;
    draft.value = nextDraft;
    writeNow();
  };

  return {
    words,
    draft,
    /** Takes what was typed. A space ends a word; pasted words are all done. */
    type: (text: string, pasted: boolean): void => {
      const all = wordsOf(text);
      const isDone = (/\s$/.test(text) && !isQuoteOpen(text)) || (pasted && all.length > 1);
      const done = isDone ? all : all.slice(0, -1);
      if (done.length) return set([...words.value, ...done], isDone ? '' : (all.at(-1) ?? ''));
      draft.value = text.trimStart();
      clearTimeout(timer);
      timer = window.setTimeout(writeNow, typingPauseMs);
    },
    /** Makes chips of all that is typed. */
    finish: (): void => set([...words.value, ...wordsOf(draft.value)], ''),
    /** Puts a word in the place of the one that is typed: as a chip when it is whole. */
    replace: (word: string, whole: boolean): void => {
      const before = wordsOf(draft.value).slice(0, -1);
      if (whole) set([...words.value, ...before, word], '');
      else draft.value = [...before, word].join(' ');
    },
    /** Turns the last chip back into text. */
    reopen: (): void => {
      draft.value = words.value.at(-1) ?? '';
      words.value = words.value.slice(0, -1);
    },
    remove: (index: number): void => set(words.value.toSpliced(index, 1), draft.value),
    clear: (): void => set([], ''),
    /** Back, forward and the quick filters change the address; typing did it itself. */
    follow: (q: string): void => {
      if (q === written) return;
      clearTimeout(timer);
      written = q;
      words.value = wordsOf(q);
      draft.value = '';
    },
    close: (): void => clearTimeout(timer),
  };
}
