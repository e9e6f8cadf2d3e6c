/** The toasts on screen. */
import { t } from '../locales/locale.ts';
import { toasts } from '../toasts.ts';
import { Icon } from './icon.tsx';

/** At most three, at the bottom. The live region says them, what failed says itself. */
export function Toasts() {
  return (
    <div class="toasts">
      {toasts.value.map(({ id, text, undo, isProblem }) => (
        <div class={`toast ${isProblem ? 'failed' : ''}`} role={isProblem ? 'alert' : undefined} key={id}>
          {isProblem && <Icon name="warn" size="s" />}
          <span>{text}</span>
          {undo && (
            <button type="button" onClick={undo}>
              {t.value.shell.undo}
              <kbd>Z</kbd>
            </button>
          )}
        </div>
      ))}
    </div>
  );
}
