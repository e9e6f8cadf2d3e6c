/** A finger that rests on a row selects it, as everywhere on a phone. */
import { useRef } from 'preact/hooks';

const pressMs = 500;
const aMove = 10;

/** Handlers for the list. `justEnded` is true for the click that follows a long press, once. */
export function useLongPress(onPress: (seq: number) => void) {
  const press = useRef({ timer: 0, x: 0, y: 0, done: false });
  const cancel = () => clearTimeout(press.current.timer);
  return {
    justEnded: (): boolean => {
      const { done } = press.current;
      press.current.done = false;
      return done;
    },
    handlers: {
      onPointerDown: ({ pointerType, target, clientX, clientY }: PointerEvent) => {
        cancel();
        press.current.done = false;
        if (pointerType === 'mouse') return;
        const row = target instanceof Element ? target.closest<HTMLElement>('[data-seq]') : null;
        if (!row) return;
        const seq = Number(row.dataset['seq']);
        const timer = window.setTimeout(() => {
          press.current.done = true;
          onPress(seq);
        }, pressMs);
        press.current = { timer, x: clientX, y: clientY, done: false };
      },
      onPointerMove: ({ clientX, clientY }: PointerEvent) => {
        if (Math.hypot(clientX - press.current.x, clientY - press.current.y) > aMove) cancel();
      },
      onPointerUp: cancel,
      // Scrolling takes the finger over.
      onPointerCancel: cancel,
      onContextMenu: (event: MouseEvent) => {
        if (press.current.done) event.preventDefault();
      },
    },
  };
}
