/** The bars of the timeline, stacked by outcome. */
import { useMemo } from 'preact/hooks';
import type { Outcomes } from '../../server/contract.ts';
import { formatCount } from '../format.ts';
import { t } from '../locales/locale.ts';
import { type Bars, type Span, sumOf, totalOf } from '../time-range.ts';

const [barWidth, gap, height, least] = [10, 2.4, 46, 2];
// From the axis upwards; what failed stands on the axis, where it is seen first.
const order = ['bad', 'warn', 'ok'] as const;

interface TimelineBarsProps {
  bars: Bars;
  brush: Span | null;
  filtered: boolean;
}

/** Few elements, however many bars: one path a colour. */
export function TimelineBars({ bars, brush, filtered }: TimelineBarsProps) {
  const { bars: list, from, bucketMs } = bars;
  const paths = useMemo(() => {
    const most = Math.max(4, ...list.map(({ all }) => totalOf(all)));
    const inside = (index: number) =>
      !brush || (from + (index + 1) * bucketMs > brush.from && from + index * bucketMs < brush.to);
    const stack = (of: 'all' | 'matching') => {
      const path = { ok: '', warn: '', bad: '' };
      list.forEach((bar, index) => {
        if (of === 'matching' && !inside(index)) return;
        let top = height;
        for (const outcome of order) {
          const count = bar[of][outcome];
          if (!count) continue;
          const tall = Math.max(least, (count / most) * (height - 4));
          top -= tall;
          path[outcome] +=
            `M${index * barWidth + gap / 2} ${top.toFixed(1)}h${barWidth - gap}v${tall.toFixed(1)}h${gap - barWidth}z`;
        }
      });
      return path;
    };
    const dim = filtered || brush ? stack('all') : null;
    return { dim: dim && dim.bad + dim.warn + dim.ok, lit: stack('matching') };
  }, [list, from, bucketMs, brush?.from, brush?.to, filtered]);
  return (
    <svg
      viewBox={`0 0 ${list.length * barWidth} ${height}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={sentence(sumOf(bars, brush ?? bars))}
    >
      {paths.dim && <path class="bar dim" d={paths.dim} />}
      {order.map((outcome) => (
        <path key={outcome} class={`bar ${outcome}`} d={paths.lit[outcome]} />
      ))}
      <line
        x1="0"
        x2={list.length * barWidth}
        y1={height - 0.5}
        y2={height - 0.5}
        stroke="var(--line-2)"
        vector-effect="non-scaling-stroke"
      />
    </svg>
  );
}

const sentence = (sum: Outcomes): string =>
  t.value.timeline.sentence(
    formatCount(totalOf(sum)),
    formatCount(sum.ok),
    formatCount(sum.warn),
    formatCount(sum.bad),
  );
