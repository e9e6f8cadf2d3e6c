/** Asks once before everything is deleted, with the count on the button. Loaded when it is asked for. */
import { useSignal } from '@preact/signals';
import { type ApiFailure, failureText } from '../api.ts';
import { formatCount } from '../format.ts';
import { t } from '../locales/locale.ts';
import { closeDialog, Dialog } from './dialog.tsx';

interface DeleteDialogProps {
  filtered: boolean;
  count: number;
  pinned: number;
  /** Answers with what went wrong. */
  onDelete: () => Promise<ApiFailure | null>;
  onClose: () => void;
}

/** The dialog. */
export default function DeleteDialog({ filtered, count, pinned, onDelete, onClose }: DeleteDialogProps) {
  const words = t.value.list;
  const failure = useSignal<ApiFailure | null>(null);
  const busy = useSignal(false);
  // Pinned ones are among those that are counted when nothing is filtered.
  const gone = filtered ? count : Math.max(0, count - pinned);
  const run = async () => {
    if (busy.value) return;
    busy.value = true;
    failure.value = await onDelete();
    busy.value = false;
    if (!failure.value) onClose();
  };
  return (
    <Dialog class="ask" label={words.deleteTitle(filtered)} onClose={onClose}>
      <h2>{words.deleteTitle(filtered)}</h2>
      <div class="ask-b">
        <p>{words.deleteText(filtered)}</p>
        {pinned > 0 && <p>{words.pinnedStay(pinned, formatCount(pinned))}</p>}
        {failure.value && <p role="alert">{failureText(failure.value)}</p>}
      </div>
      <div class="ask-f">
        <button type="button" class="btn" onClick={closeDialog}>
          {words.cancel}
        </button>
        <button type="button" class="btn danger" aria-disabled={busy.value} onClick={() => void run()}>
          {words.deleteCount(gone, formatCount(gone))}
        </button>
      </div>
    </Dialog>
  );
}
