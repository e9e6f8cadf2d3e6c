/** Counts, the "N new" pill, pause and density. */
import { formatCount } from '../format.ts';
import type { Inspector } from '../inspector.ts';
import { Icon } from './icon.tsx';

interface ListHeaderProps {
  model: Inspector;
  filtered: boolean;
  compact: boolean;
  onDensity: () => void;
}

/** The row above the list. */
export function ListHeader({ model, filtered, compact, onDensity }: ListHeaderProps) {
  const { bin, waiting, nextBefore } = model.list.value;
  const paused = model.paused.value;
  const loaded = model.visible.value.length + waiting.length;
  const count = filtered
    ? `${formatCount(loaded)}${nextBefore === null ? '' : '+'}`
    : formatCount(bin?.requests ?? 0);
  return (
    <div class="lhead">
      <span>
        <b>{filtered ? 'Matching' : 'All'}</b> <span class="c num">{count}</span>
      </span>
      <span class="grow" />
      {waiting.length > 0 && (
        <button
          type="button"
          class="pill"
          title="Show them at the top of the list (.)"
          onClick={model.release}
        >
          <Icon name="arrowup" size="xs" />
          {formatCount(waiting.length)} new<kbd>.</kbd>
        </button>
      )}
      <button
        type="button"
        class="icb sm"
        aria-pressed={paused}
        aria-label="Pause the list"
        title={paused ? 'Resume (p)' : 'Pause (p)'}
        onClick={() => model.setPaused(!paused)}
      >
        <Icon name={paused ? 'play' : 'pause'} size="s" />
      </button>
      <button
        type="button"
        class="icb sm"
        aria-pressed={compact}
        aria-label="Compact rows"
        title={compact ? 'Comfortable rows' : 'Compact rows'}
        onClick={onDensity}
      >
        <Icon name={compact ? 'rows2' : 'rows'} size="s" />
      </button>
    </div>
  );
}
