/** A modal dialog of the browser: Escape and a click beside it close it, the focus goes back to where it was. */
import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';

interface DialogProps {
  class: string;
  label: string;
  onClose: () => void;
  children: ComponentChildren;
}

/** Open while it is there; `onClose` runs once it is closed. */
export function Dialog({ class: look, label, onClose, children }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
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
