/** The toasts on screen. */
import { toasts } from '../toasts.ts';

/** At most three, at the bottom. */
export function Toasts() {
  return (
    <div class="toasts" role="status" aria-live="polite">
      {toasts.value.map(({ id, text, undo }) => (
        <div class="toast" key={id}>
          <span>{text}</span>
          {undo && (
            <button type="button" onClick={undo}>
              Undo<kbd>Z</kbd>
            </button>
          )}
        </div>
      ))}
    </div>
  );
}
