/** Short messages at the bottom of the page, and what the one polite live region says. */
import { signal } from '@preact/signals';

/** A message that goes away by itself; `undo` and `commit` while it can still be taken back. */
export interface Toast {
  id: number;
  text: string;
  /** Something failed: said at once, and shown longer. */
  isProblem?: boolean;
  undo?: () => void;
  commit?: () => void;
}

const most = 3;
const [infoMs, problemMs] = [2_200, 8_000];

/** What is shown now, oldest first. */
export const toasts = signal<readonly Toast[]>([]);

/** What a screen reader is told next. */
export const announcement = signal('');

const ids = { next: 1 };

const add = (toast: Omit<Toast, 'id'>): number => {
  const id = ids.next++;
  toasts.value = [...toasts.value, { id, ...toast }];
  // What failed is an alert of its own.
  if (!toast.isProblem) announcement.value = toast.text;
  // The oldest loses its place, and with it the way back.
  while (toasts.value.length > most) finish(toasts.value[0]);
  return id;
};

const drop = (id: number): void => {
  toasts.value = toasts.value.filter((toast) => toast.id !== id);
};

const finish = (toast: Toast | undefined): void => {
  if (!toast) return;
  drop(toast.id);
  toast.commit?.();
};

/** Shows a sentence for a moment. */
export function showToast(text: string): void {
  setTimeout(drop, infoMs, add({ text }));
}

/** Shows what failed; the same sentence stands there once. */
export function showProblem(text: string): void {
  if (toasts.value.some((toast) => toast.isProblem && toast.text === text)) return;
  setTimeout(drop, problemMs, add({ text, isProblem: true }));
}

/** Shows a sentence with a way back: `commit` runs once when the time is over, `undo` when it was taken. Returns that way back. */
export function showUndo(text: string, ms: number, commit: () => void, undo: () => void): () => void {
  const id = add({
    text,
    commit,
    undo: () => {
      drop(id);
      undo();
    },
  });
  setTimeout(() => finish(toasts.value.find((toast) => toast.id === id)), ms);
  return () => toasts.value.find((toast) => toast.id === id)?.undo?.();
}

/** Takes back the newest thing that can be. */
export const undoLast = (): void => toasts.value.findLast(({ undo }) => undo)?.undo?.();

/** Ends the time for second thoughts: what is hidden here must not come back after the page is left. */
export const commitAll = (): void => toasts.value.forEach(finish);
