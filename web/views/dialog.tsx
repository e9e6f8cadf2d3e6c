/** A modal dialog of the browser: Escape and a click beside it close it, the focus goes back to where it was. */
import type { ComponentChildren, RefObject } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { Icon } from './icon.tsx';

interface DialogProps {
  class: string;
  label: string;
  onClose: () => void;
  /** For what listens on the whole of it. */
  dialog?: RefObject<HTMLDialogElement | null>;
  children: ComponentChildren;
}

/** Open while it is there; `onClose` runs once it is closed. */
export function Dialog({ class: look, label, onClose, dialog: given, children }: DialogProps) {
  const own = useRef<HTMLDialogElement>(null);
  const dialog = given ?? own;
  useLayoutEffect(() => {
    const element = dialog.current;
    element?.showModal();
    // Closing, not only removing, gives the focus back.
    return () => element?.close();
  }, []);
  return (
    <dialog
      class={`modal ${look}`}
      aria-label={label}
      ref={dialog}
      onClose={onClose}
      onPointerDown={({ target, currentTarget }) => {
        if (target === currentTarget) currentTarget.close();
      }}
    >
      {children}
    </dialog>
  );
}

/** Closes the dialog that something in it was clicked in. */
export const closeDialog = ({ currentTarget }: { currentTarget: Element }): void =>
  currentTarget.closest('dialog')?.close();

interface DialogHeadProps {
  title: string;
  /** What the way out is called. */
  close: string;
  children?: ComponentChildren;
}

/** The title of a dialog, what stands beside it, and the way out. */
export const DialogHead = ({ title, close, children }: DialogHeadProps) => (
  <header class="modal-head">
    <h2 class="trunc">{title}</h2>
    <span class="grow trunc muted">{children}</span>
    <button type="button" class="icb" aria-label={close} title={close} onClick={closeDialog}>
      <Icon name="x" />
    </button>
  </header>
);
