/** What is done to requests from the list: delete with a way back, pin, delete all that match. */
import { type ApiFailure, api, toFailure } from './api.ts';
import { formatCount } from './format.ts';
import { t } from './locales/locale.ts';
import { selectionQueries } from './selection.ts';
import type { ListMessage, ListState } from './state.ts';
import { showToast, showUndo } from './toasts.ts';

const undoMs = 8_000;
const pinsAtOnce = 6;

interface ActionOptions {
  bin: () => string;
  list: () => ListState;
  /** The filter of what is listed. */
  listed: () => string;
  dispatch: (message: ListMessage) => void;
}

/** The actions on one bin's requests. */
export function rowActions({ bin, list, listed, dispatch }: ActionOptions) {
  const complain = (cause: unknown) => showToast(t.value.list.failed(toFailure(cause).message));

  /** Hides requests at once; the server forgets them when undo is no longer offered. */
  const remove = (seqs: readonly number[], onUndo: () => void = () => undefined): void => {
    if (!seqs.length) return;
    const wanted = new Set(seqs);
    const { rows } = list();
    const isListed = rows.some(({ seq }) => wanted.has(seq));
    const queries = isListed ? selectionQueries(rows, wanted, listed()) : [`seq:${seqs.join(',')}`];
    const restore = () => dispatch({ type: 'restore', seqs });
    const commit = () => {
      // Pinned ones too: the person chose exactly these, and could have undone it.
      void Promise.all(queries.map((q) => api.deleteRequests(bin(), { q, pinned: '1' }))).catch((cause) => {
        restore();
        complain(cause);
      });
    };
    dispatch({ type: 'hide', seqs });
    showUndo(t.value.list.deleted(seqs.length, formatCount(seqs.length)), undoMs, commit, () => {
      restore();
      onUndo();
    });
  };

  /** Pins or unpins; the rows change when the live stream says so. */
  const pin = async (seqs: readonly number[], pinned: boolean): Promise<void> => {
    const left = [...seqs];
    const work = async () => {
      for (let seq = left.pop(); seq !== undefined; seq = left.pop())
        await api.patchRequest(bin(), seq, { pinned });
    };
    await Promise.all(Array.from({ length: pinsAtOnce }, work)).catch(complain);
  };

  /** Deletes what a filter matches, pinned ones aside. Answers with what went wrong, null when nothing did. */
  const removeMatching = async (q: string): Promise<ApiFailure | null> => {
    try {
      const { removed } = await api.deleteRequests(bin(), { q });
      showToast(t.value.list.deleted(removed, formatCount(removed)));
      return null;
    } catch (cause) {
      return toFailure(cause);
    }
  };

  return { remove, pin, removeMatching };
}
