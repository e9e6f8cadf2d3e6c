/** Requests over time, stacked by outcome, with the time span that is selected. */
import { useSignal } from '@preact/signals';
import { formatCount } from '../format.ts';
import type { Inspector } from '../inspector.ts';
import { t } from '../locales/locale.ts';
import { type InspectorRoute, navigate } from '../route.ts';
import { type Bars, type RangeId, type Span, rangeIds, sumOf, totalOf } from '../time-range.ts';
import { Axis } from './axis.tsx';
import { Brush, spanText } from './brush.tsx';
import { Icon } from './icon.tsx';
import { NewPill } from './new-pill.tsx';
import { TimelineBars } from './timeline-bars.tsx';

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
            <TimelineBars bars={bars} brush={brush} filtered={model.wanted.value.words !== ''} />
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
