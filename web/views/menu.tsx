/** A menu that hangs on a button. */
import type { ComponentChildren } from 'preact';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { Icon, type IconName } from './icon.tsx';

/** An entry: something to do. */
export interface MenuItem {
  icon: IconName;
  label: string;
  run: () => void;
  /** Stands at its end: a key, a file ending. */
  hint?: ComponentChildren;
}

/** What a menu shows: entries, lines between them, headings above them. */
export type MenuPart = MenuItem | 'line' | { heading: string };

interface MenuProps {
  anchor: HTMLElement;
  items: readonly MenuPart[];
  onClose: () => void;
}

const gap = 4;
const edge = 8;

/** The menu; Escape, a click elsewhere, scrolling its button away and choosing close it. */
export function Menu({ anchor, items, onClose }: MenuProps) {
  const menu = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    if (!menu.current) return;
    place(menu.current, anchor);
    menu.current.querySelector('button')?.focus({ preventScroll: true });
  }, []);
  useEffect(() => {
    const onPointer = ({ target }: Event) => {
      if (target instanceof Node && !menu.current?.contains(target) && !anchor.contains(target)) onClose();
    };
    const onScroll = ({ target }: Event) => {
      if (target instanceof Node && target.contains(anchor)) onClose();
    };
    document.addEventListener('pointerdown', onPointer);
    addEventListener('scroll', onScroll, true);
    return () => {
      document.removeEventListener('pointerdown', onPointer);
      removeEventListener('scroll', onScroll, true);
    };
  }, []);
  const buttons = () => [...(menu.current?.querySelectorAll('button') ?? [])];
  const move = (offset: number) => {
    const all = buttons();
    const at = all.findIndex((button) => button === document.activeElement);
    all[(at + offset + all.length) % all.length]?.focus();
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
        else if (event.key === 'Home') buttons()[0]?.focus();
        else if (event.key === 'End') buttons().at(-1)?.focus();
        else if (event.key === 'Escape') leave();
        else if (event.key === 'Tab') return leave();
        else return;
        event.preventDefault();
      }}
    >
      {items.map((item, at) => (
        <Part
          key={at}
          part={item}
          onRun={(run) => {
            leave();
            run();
          }}
        />
      ))}
    </div>
  );
}

/** Below its button, or above it where there is no room; never outside the window. */
function place(menu: HTMLElement, anchor: HTMLElement): void {
  const { left, right, top, bottom } = anchor.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = menu;
  const x = left + width > innerWidth - edge ? right - width : left;
  const y = bottom + gap + height > innerHeight ? top - height - gap : bottom + gap;
  menu.style.left = `${Math.max(edge, x)}px`;
  menu.style.top = `${Math.max(edge, y)}px`;
}

function Part({ part, onRun }: { part: MenuPart; onRun: (run: () => void) => void }) {
  if (part === 'line') return <hr />;
  if ('heading' in part)
    return (
      <h4 role="presentation" class="trunc">
        {part.heading}
      </h4>
    );
  const { icon, label, run, hint } = part;
  return (
    <button type="button" role="menuitem" onClick={() => onRun(run)}>
      <Icon name={icon} />
      {label}
      {hint !== undefined && (
        <span class="kk" aria-hidden="true">
          {hint}
        </span>
      )}
    </button>
  );
}
