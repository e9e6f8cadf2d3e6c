/** Moves an item of a list up or down; the focus goes with it. */
import { said } from './said.ts';
import { Icon } from '../../views/icon.tsx';

interface MoveButtonsProps {
  name: string;
  at: number;
  of: number;
  onMove: (to: number) => void;
}

/** Two buttons; the one that would do nothing is off. */
export function MoveButtons({ name, at, of, onMove }: MoveButtonsProps) {
  const words = said.value;
  const move = (event: MouseEvent, to: number, which: 'up' | 'down') => {
    const list = event.currentTarget instanceof HTMLElement ? event.currentTarget.closest('ol') : null;
    onMove(to);
    requestAnimationFrame(() => {
      const row = list?.children[to];
      const same = row?.querySelector<HTMLButtonElement>(`.${which}`);
      (same?.disabled ? row?.querySelector<HTMLButtonElement>('.move:enabled') : same)?.focus();
    });
  };
  return (
    <>
      <button
        type="button"
        class="icb sm move up"
        aria-label={words.moveUp(name)}
        disabled={at === 0}
        onClick={(event) => move(event, at - 1, 'up')}
      >
        <Icon name="up" size="s" />
      </button>
      <button
        type="button"
        class="icb sm move down"
        aria-label={words.moveDown(name)}
        disabled={at === of - 1}
        onClick={(event) => move(event, at + 1, 'down')}
      >
        <Icon name="down" size="s" />
      </button>
    </>
  );
}
