/** The times under the timeline. */
import { formatDate } from '../format.ts';
import { t } from '../locales/locale.ts';
import { type Span, ticksOf } from '../time-range.ts';
import { clockText } from './brush.tsx';

const day = 86_400_000;

/** Round local times, and `now` at the end when the window ends there. */
export function Axis({ window }: { window: Span }) {
  const length = window.to - window.from;
  const marks = ticksOf(window)
    .map((at) => ({ at, x: ((at - window.from) / length) * 100 }))
    .filter(({ x }) => x > 4 && x < 86);
  const label = (at: number) =>
    length > 3 * day ? formatDate(new Date(at).toISOString()) : clockText(at).slice(0, 5);
  return (
    <div class="ax" aria-hidden="true">
      {marks.map(({ at, x }) => (
        <span key={at} style={{ left: `${x}%` }}>
          {label(at)}
        </span>
      ))}
      <span class="last">{t.value.timeline.now}</span>
    </div>
  );
}
