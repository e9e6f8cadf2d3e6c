/** Bins on their way out: hidden at once, deleted when there was time for second thoughts. */
import { signal } from '@preact/signals';
import type { Bin } from '../server/contract.ts';
import { type ApiFailure, api, toFailure } from './api.ts';
import { t } from './locales/locale.ts';
import { showToast, showUndo } from './toasts.ts';

const undoMs = 8_000;

/** The names of bins that look deleted and are not yet. */
export const leaving = signal<ReadonlySet<string>>(new Set());

/** Why a bin could not be deleted. */
export const deleteFailure = signal<ApiFailure | null>(null);

const undos = new Map<string, () => void>();

const stay = (id: string): void => {
  undos.delete(id);
  leaving.value = new Set([...leaving.value].filter((each) => each !== id));
};

/** Hides a bin and deletes it eight seconds later, unless that is taken back. */
export function deleteBin({ id, name }: Bin): void {
  deleteFailure.value = null;
  leaving.value = new Set([...leaving.value, id]);
  const commit = async () => {
    undos.delete(id);
    try {
      await api.deleteBin(id);
    } catch (cause) {
      const failure = toFailure(cause);
      if (failure.status === 404) return;
      deleteFailure.value = failure;
      stay(id);
    }
  };
  undos.set(
    id,
    showUndo(
      t.value.bins.deleted(name),
      undoMs,
      () => void commit(),
      () => stay(id),
    ),
  );
}

/** Somebody sends to a bin that is about to go: what was answered 200 must not go with it. */
export function keepUsed(id: string): void {
  const undo = undos.get(id);
  if (!undo) return;
  undo();
  showToast(t.value.bins.kept(id));
}
