/** Requests over time, stacked by outcome, with the time span that is selected. */
import { useSignal } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import type { Outcomes } from '../../server/contract.ts';
import { formatCount } from '../format.ts';
import type { Inspector } from '../inspector.ts';
import { t } from '../locales/locale.ts';
import { type InspectorRoute, navigate } from '../route.ts';
import { type Bars, type RangeId, type Span, rangeIds, sumOf, totalOf } from '../time-range.ts';
import { Axis } from './axis.tsx';
import { Brush, spanText } from './brush.tsx';
import { Icon } from './icon.tsx';
import { NewPill } from './new-pill.tsx';

interface TimelineProps {
  model: Inspector;
  route: InspectorRoute;
}

/** The selected span within a window: an open end is the window's. */
const spanOf = ({ from, to }: InspectorRoute, window: Span): Span | null =>
  from === null && to === null
    ? null
    : { from: from === null ? window.from : Date.parse(from), to: to === null ? window.to : Date.parse(to) };

/** The timeline with its ranges; bars without a filter, dimmed ones around what a filter leaves. */
export function Timeline({ model, route }: TimelineProps) {
  const { counts } = model;
  const bars = counts.bars.value;
  const dragged = useSignal<Span | null>(null);
  const failure = counts.failure.value;
  if (!bars && !failure) return <Skeleton />;
  const brush = dragged.value ?? (bars && spanOf(route, bars));
  const select = (span: Span | null, replace = false) => {
    dragged.value = null;
    const ends = span && { from: new Date(span.from).toISOString(), to: new Date(span.to).toISOString() };
    navigate({ ...route, from: null, to: null, ...ends }, { replace });
  };
  const setRange = (id: RangeId) => {
    if (brush) select(null);
    counts.setRange(id);
  };
  return (
    <div class="hist">
      <div class="hist-h">
        {brush ? (
          <BrushText model={model} span={brush} onClear={() => select(null)} />
        ) : (
          <>
            <span class="num trunc">{bars && totalText(bars, counts.range.value)}</span>
            <Ranges active={counts.range.value} onChange={setRange} />
          </>
        )}
        {failure && (
          <button type="button" class="btn sm" onClick={counts.reload}>
            {t.value.common.retry}
          </button>
        )}
        <span class="grow" />
        <NewPill model={model} />
      </div>
      {failure && <p role="alert">{t.value.timeline.notCounted}</p>}
      {bars && (
        <>
          <div class="plot">
            <Drawing bars={bars} brush={brush} filtered={model.wanted.value.words !== ''} />
            <Brush
              window={bars}
              step={bars.bucketMs}
              span={brush}
              onDrag={(span) => (dragged.value = span)}
              onSelect={select}
            />
          </div>
          <Axis window={bars} />
        </>
      )}
    </div>
  );
}

function totalText(bars: Bars, range: RangeId): string {
  const count = formatCount(totalOf(sumOf(bars, bars)));
  return range === 'all' ? t.value.timeline.inAll(count) : t.value.timeline.inTheLast(count);
}

function BrushText({ model, span, onClear }: { model: Inspector; span: Span; onClear: () => void }) {
  const { facets } = model.counts;
  const count = facets.value?.matching;
  const words = t.value.timeline;
  return (
    <>
      <span class="sel num trunc">{spanText(span)}</span>
      {count !== undefined && <span class="num">{t.value.common.requests(count, formatCount(count))}</span>}
      <button type="button" class="icb sm" aria-label={words.clear} title={words.clear} onClick={onClear}>
        <Icon name="x" size="xs" />
      </button>
    </>
  );
}

function Ranges({ active, onChange }: { active: RangeId; onChange: (id: RangeId) => void }) {
  const words = t.value.timeline;
  return (
    <span class="rng" role="group" aria-label={words.range}>
      {rangeIds.map((id) => (
        <button
          type="button"
          key={id}
          aria-pressed={id === active}
          title={words.rangeNames[id]}
          onClick={() => onChange(id)}
        >
          {words.ranges[id]}
        </button>
      ))}
    </span>
  );
}

const [barWidth, gap, height, least] = [10, 2.4, 46, 2];
// From the axis upwards; what failed stands on the axis, where it is seen first.
const order = ['bad', 'warn', 'ok'] as const;

interface DrawingProps {
  bars: Bars;
  brush: Span | null;
  filtered: boolean;
}

/** Few elements, however many bars: one path a colour. */
function Drawing({ bars, brush, filtered }: DrawingProps) {
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

function Skeleton() {
  return (
    <div class="hist" aria-hidden="true">
      <div class="hist-h">
        <span class="sk1 w40" />
      </div>
      <div class="skb">
        {Array.from({ length: 24 }, (_, i) => (
          <i key={i} class={`sk-h${(i * 5) % 4}`} />
        ))}
      </div>
      <div class="ax" />
    </div>
  );
}
