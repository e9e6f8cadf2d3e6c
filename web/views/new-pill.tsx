/** How many requests wait to be let in: at the "now" end of the timeline, where it covers no row. */
import { formatCount } from '../format.ts';
import type { Inspector } from '../inspector.ts';
import { t } from '../locales/locale.ts';
import { Icon } from './icon.tsx';

/** The pill; nothing while nothing waits. */
export function NewPill({ model }: { model: Inspector }) {
  const { length } = model.list.value.waiting;
  if (!length) return null;
  return (
    <button type="button" class="pill" title={t.value.list.showNew} onClick={model.release}>
      <Icon name="arrowup" size="xs" />
      {t.value.list.newOnes(formatCount(length))}
      <kbd>.</kbd>
    </button>
  );
}
