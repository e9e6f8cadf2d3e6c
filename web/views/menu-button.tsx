/** A button that opens a menu. */
import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { Menu, type MenuPart } from './menu.tsx';

interface MenuButtonProps {
  /** What a screen reader says; the words in the button without one. */
  label?: string;
  class?: string;
  /** Asked for when the menu opens; what has to be loaded first may come later. */
  items: () => readonly MenuPart[] | Promise<readonly MenuPart[]>;
  children: ComponentChildren;
}

/** The button. The menu opens when its entries are there; entries that fail to come say so themselves. */
export function MenuButton({ label, class: look = 'btn', items, children }: MenuButtonProps) {
  const open = useSignal<{ anchor: HTMLElement; parts: readonly MenuPart[] } | null>(null);
  const toggle = async (anchor: HTMLElement) => {
    if (open.value) open.value = null;
    else {
      const parts = await items();
      if (parts.length && anchor.isConnected) open.value = { anchor, parts };
    }
  };
  return (
    <>
      <button
        type="button"
        class={look}
        aria-label={label}
        title={label}
        aria-haspopup="menu"
        aria-expanded={open.value !== null}
        onClick={({ currentTarget }) => void toggle(currentTarget)}
      >
        {children}
      </button>
      {open.value && (
        <Menu anchor={open.value.anchor} items={open.value.parts} onClose={() => (open.value = null)} />
      )}
    </>
  );
}
