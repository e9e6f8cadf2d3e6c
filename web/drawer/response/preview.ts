/** What a sender would see by the draft, asked for a moment after it was changed. */
import { type ReadonlySignal, computed, effect, signal } from '@preact/signals';
import type { BinResponse, ResponsePreview } from '../../../server/contract.ts';
import { type ApiFailure, api, toFailure } from '../../api.ts';
import type { DrawerPlace } from '../tab.ts';
import { check } from './check.ts';
import { tidy } from './tidy.ts';

const pauseMs = 250;

/** Follows a draft. */
export function followPreview(place: DrawerPlace, draft: ReadonlySignal<BinResponse>) {
  const shown = signal<ResponsePreview | null>(null);
  const failure = signal<ApiFailure | null>(null);
  /** The request that is tried; null: the newest. */
  const seq = signal<number | null>(null);
  let asking = new AbortController();

  const ask = async (response: BinResponse, on: number | null) => {
    asking.abort();
    asking = new AbortController();
    const { signal: mine } = asking;
    try {
      const trial = { response, ...(on !== null && { seq: on }) };
      const found = await api.previewResponse(place.bin.peek().id, trial, mine);
      if (mine.aborted) return;
      shown.value = found;
      failure.value = null;
    } catch (cause) {
      if (!mine.aborted) failure.value = toFailure(cause);
    }
  };

  const newest = computed(() => place.newest.value?.seq ?? null);
  const stop = effect(() => {
    const [response, on] = [tidy(draft.value), seq.value];
    // The newest may be another one by now.
    if (on === null) void newest.value;
    // What is wrong is said at its field.
    if (check(response).size > 0) return undefined;
    const timer = setTimeout(() => void ask(response, on), shown.peek() ? pauseMs : 0);
    return () => clearTimeout(timer);
  });

  return {
    shown,
    failure,
    seq,
    close: () => {
      stop();
      asking.abort();
    },
  };
}
