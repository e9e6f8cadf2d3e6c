/** A menu that hangs on a button. */
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { Icon, type IconName } from './icon.tsx';

interface MenuProps {
  anchor: HTMLElement;
  items: readonly { icon: IconName; label: string; run: () => void }[];
  onClose: () => void;
}

const gap = 4;
const edge = 8;

/** The menu; Escape, a click elsewhere, scrolling and choosing close it. */
export function Menu({ anchor, items, onClose }: MenuProps) {
  const menu = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const element = menu.current;
    if (!element) return;
    const { left, right, top, bottom } = anchor.getBoundingClientRect();
    const { offsetWidth: width, offsetHeight: height } = element;
    const x = left + width > innerWidth - edge ? right - width : left;
    const y = bottom + gap + height > innerHeight ? top - height - gap : bottom + gap;
    element.style.left = `${Math.max(edge, x)}px`;
    element.style.top = `${Math.max(edge, y)}px`;
    element.querySelector('button')?.focus({ preventScroll: true });
  }, []);
  useEffect(() => {
    const onPointer = ({ target }: Event) => {
      if (target instanceof Node && !menu.current?.contains(target) && !anchor.contains(target)) onClose();
    };
    document.addEventListener('pointerdown', onPointer);
    addEventListener('scroll', onClose, true);
    return () => {
      document.removeEventListener('pointerdown', onPointer);
      removeEventListener('scroll', onClose, true);
    };
  }, []);
  const move = (offset: number) => {
    const buttons = [...(menu.current?.querySelectorAll('button') ?? [])];
    const at = buttons.findIndex((button) => button === document.activeElement);
    buttons[(at + offset + buttons.length) % buttons.length]?.focus();
  };
  const leave = () => {
    onClose();
    anchor.focus();
  };
  return (
    <div
      class="menu"
      role="menu"
      tabIndex={-1}
      ref={menu}
      onKeyDown={(event) => {
        if (event.key === 'ArrowDown') move(1);
        else if (event.key === 'ArrowUp') move(-1);
        else if (event.key === 'Escape') leave();
        else if (event.key === 'Tab') return onClose();
        else return;
        event.preventDefault();
      }}
    >
      {items.map(({ icon, label, run }) => (
        <button
          type="button"
          role="menuitem"
          key={label}
          onClick={() => {
            leave();
            run();
          }}
        >
          <Icon name={icon} />
          {label}
        </button>
      ))}
    </div>
  );
}
