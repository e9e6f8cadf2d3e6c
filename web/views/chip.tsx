/** A word of the filter. */
import { t } from '../locales/locale.ts';
import type { Chip } from '../query-text.ts';
import { Icon } from './icon.tsx';

/** The chip; red when the word cannot be read and counts for nothing. */
export function FilterChip({ chip, onRemove }: { chip: Chip; onRemove: () => void }) {
  const { word, negated, field, value, fault } = chip;
  const { not, remove, ignored } = t.value.filter;
  return (
    <span
      class={`chip ${negated ? 'neg' : ''} ${fault === null ? '' : 'err'}`}
      title={fault === null ? word : ignored(word, fault)}
    >
      <span class="ck">
        {negated && <span class="not">{not} </span>}
        {field}
      </span>
      <span class="cv">{value}</span>
      <button type="button" aria-label={remove(word)} onClick={onRemove}>
        <Icon name="x" size="xs" />
      </button>
    </span>
  );
}
