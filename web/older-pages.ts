/** The pages after the first: one when the list is scrolled near its end, or all of them. */
import type { Signal } from '@preact/signals';
import type { RequestPage } from '../server/contract.ts';
import { type ApiFailure, toFailure } from './api.ts';
import type { ListMessage, ListState } from './state.ts';

const [pageRows, mostRows] = [200, 1_000];

interface OlderPagesOptions {
  list: Signal<ListState>;
  fetchPage: (before: number, limit: number) => Promise<RequestPage>;
  dispatch: (message: ListMessage) => void;
  /** Ends when another filter is loaded: pages of the old one are not wanted then. */
  current: () => AbortSignal;
  onFailure: (failure: ApiFailure) => void;
}

/** Loads older pages of a list, one at a time. */
export function olderPages({ list, fetchPage, dispatch, current, onFailure }: OlderPagesOptions) {
  let running: Promise<boolean> | null = null;

  /** False when there was none or it did not come. */
  const fetchOlder = async (limit: number): Promise<boolean> => {
    const { nextBefore } = list.value;
    if (nextBefore === null) return false;
    const mine = current();
    try {
      const page = await fetchPage(nextBefore, limit);
      if (mine.aborted) return false;
      dispatch({ type: 'older-page', page });
      return true;
    } catch (cause) {
      // No answer at all: the next scroll tries again, and the pill says that the server is away.
      if (!mine.aborted && toFailure(cause).status) onFailure(toFailure(cause));
      return false;
    }
  };
  const next = (limit: number): Promise<boolean> =>
    (running ??= fetchOlder(limit).finally(() => {
      running = null;
    }));

  return {
    loadOlder: (): void => void next(pageRows),
    /** Loads all there is, in the largest pages. */
    loadOldest: async (): Promise<void> => {
      while (await next(mostRows));
    },
  };
}
