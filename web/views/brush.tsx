/** The time span selected on the timeline: by dragging, by its two handles, by the arrow keys. */
import { useRef } from 'preact/hooks';
import { formatClock, formatDate } from '../format.ts';
import { t } from '../locales/locale.ts';
import type { Span } from '../time-range.ts';
import { Icon } from './icon.tsx';

const aClick = 3;
const day = 86_400_000;

/** A time of day without milliseconds. */
export const clockText = (at: number): string => formatClock(new Date(at).toISOString()).slice(0, 8);

const instantText = (at: number, withDate: boolean): string =>
  withDate ? `${formatDate(new Date(at).toISOString())} ${clockText(at)}` : clockText(at);

/** A span as text; with dates when it is longer than a day. */
export const spanText = ({ from, to }: Span): string =>
  `${instantText(from, to - from > day)} – ${instantText(to, to - from > day)}`;

interface BrushProps {
  window: Span;
  /** How far an arrow key moves a handle. */
  step: number;
  span: Span | null;
  onDrag: (span: Span) => void;
  onSelect: (span: Span | null, replace?: boolean) => void;
}

const clamp = (at: number, { from, to }: Span) => Math.max(from, Math.min(to, at));
const toSecond = (at: number) => Math.round(at / 1_000) * 1_000;
const ordered = (a: number, b: number): Span => ({
  from: toSecond(Math.min(a, b)),
  to: Math.max(toSecond(Math.max(a, b)), toSecond(Math.min(a, b)) + 1_000),
});

/** The surface over the bars. */
export function Brush({ window, step, span, onDrag, onSelect }: BrushProps) {
  const surface = useRef<HTMLDivElement>(null);
  const drag = useRef<{ x: number; from: number; now: Span | null } | null>(null);
  const words = t.value.timeline;
  const length = window.to - window.from;
  const at = (x: number): number => {
    const box = surface.current?.getBoundingClientRect();
    const share = box ? (x - box.left) / box.width : 0;
    return clamp(window.from + share * length, window);
  };
  const place = (time: number) => `${((clamp(time, window) - window.from) / length) * 100}%`;
  const start = (event: PointerEvent, from: number) => {
    if (event.button || !(surface.current instanceof HTMLElement)) return;
    surface.current.setPointerCapture(event.pointerId);
    drag.current = { x: event.clientX, from, now: null };
    event.stopPropagation();
  };
  const move = ({ clientX }: PointerEvent) => {
    const { current } = drag;
    if (!current || (!current.now && Math.abs(clientX - current.x) <= aClick)) return;
    current.now = ordered(current.from, at(clientX));
    onDrag(current.now);
  };
  const end = () => {
    const { current } = drag;
    drag.current = null;
    if (current?.now) onSelect(current.now);
    else if (current && span) onSelect(null);
  };
  const nudge = (edge: 'from' | 'to', by: number) => {
    if (!span) return;
    const moved = toSecond(clamp(span[edge] + by, window));
    const next = { ...span, [edge]: moved };
    if (next.to > next.from) onSelect(next, true);
  };
  const begin = () => {
    onSelect(ordered(window.to - length / 4, window.to));
    // The handles are there after the next drawing.
    requestAnimationFrame(() => surface.current?.querySelector<HTMLElement>('[role=slider]')?.focus());
  };
  const handle = (edge: 'from' | 'to', label: string) =>
    span && (
      <span
        class="bh"
        role="slider"
        tabIndex={0}
        aria-label={label}
        aria-valuemin={0}
        aria-valuemax={Math.round(length / 1_000)}
        aria-valuenow={Math.round((clamp(span[edge], window) - window.from) / 1_000)}
        aria-valuetext={instantText(span[edge], length > day)}
        style={{ left: place(span[edge]) }}
        onPointerDown={(event) => start(event, edge === 'from' ? span.to : span.from)}
        onKeyDown={(event) => {
          const big = event.shiftKey ? 10 : 1;
          const by = { ArrowLeft: -step, ArrowDown: -step, ArrowRight: step, ArrowUp: step }[event.key];
          if (by === undefined) return;
          event.preventDefault();
          nudge(edge, by * big);
        }}
      />
    );
  return (
    <div
      class="brush"
      ref={surface}
      onPointerDown={(event) => start(event, at(event.clientX))}
      onPointerMove={move}
      onPointerUp={end}
      onPointerCancel={() => (drag.current = null)}
    >
      {span ? (
        <>
          <span class="brushed" style={{ left: place(span.from), right: `calc(100% - ${place(span.to)})` }} />
          {handle('from', words.start)}
          {handle('to', words.end)}
        </>
      ) : (
        <button
          type="button"
          class="icb sm begin"
          aria-label={words.select}
          title={words.select}
          onPointerDown={(event) => event.stopPropagation()}
          onClick={begin}
        >
          <Icon name="span" size="s" />
        </button>
      )}
    </div>
  );
}
