/** Find in body: the text that is wanted, where it stands, and which place is looked at. */
import { batch, computed, signal } from '@preact/signals';
import { formatCount } from '../format.ts';
import { late } from '../late/words.ts';
import { announcement } from '../toasts.ts';
import type { TextWork } from '../workers/text-work.ts';

const typingPauseMs = 120;

/** A search over one text. `accept` leaves out places that are not shown. */
export function findModel(work: TextWork, accept: () => (place: number) => boolean = () => () => true) {
  const wanted = signal('');
  const places = signal<Int32Array | null>(null);
  const capped = signal(false);
  const at = signal(0);
  let searching = new AbortController();
  let timer: number | undefined;

  const search = async (text: string): Promise<void> => {
    const { signal: mine } = searching;
    const found = await work.find(text, mine).catch(() => ({ places: new Int32Array(), capped: false }));
    if (!found || mine.aborted) return;
    batch(() => {
      places.value = found.places.filter(accept());
      capped.value = found.capped;
      at.value = 0;
    });
    const count = places.value?.length ?? 0;
    announcement.value = late.value.body.found(count, formatCount(count));
  };

  const want = (text: string): void => {
    searching.abort();
    searching = new AbortController();
    clearTimeout(timer);
    batch(() => {
      wanted.value = text;
      places.value = null;
    });
    if (text) timer = window.setTimeout(() => void search(text), typingPauseMs);
  };

  return {
    wanted,
    want,
    places,
    capped,
    at,
    /** The place that is looked at, or null. */
    place: computed(() => places.value?.[at.value] ?? null),
    step: (offset: number): void => {
      const count = places.value?.length ?? 0;
      if (count) at.value = (at.value + offset + count) % count;
    },
    close: () => {
      searching.abort();
      clearTimeout(timer);
    },
  };
}

/** A running search. */
export type FindModel = ReturnType<typeof findModel>;
