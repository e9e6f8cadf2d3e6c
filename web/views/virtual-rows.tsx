/** Rows of one height, of which only the visible ones exist: the cost is the window's, not the list's. */
import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';

const overscan = 6;

/** Which rows are drawn. */
export interface Span {
  from: number;
  to: number;
}

interface VirtualRowsProps {
  count: number;
  rowHeight: number;
  children: (index: number) => ComponentChildren;
  /** Set when the owner has to read or move the scroll position. */
  scroller: { current: HTMLDivElement | null };
  onSpan?: (span: Span) => void;
  class: string;
  /** More attributes of the scroller. */
  attributes?: Record<string, unknown>;
}

/** Scrolls so that a row is in view, if it is not. */
export function revealRow(scroller: HTMLElement, index: number, rowHeight: number): void {
  const top = index * rowHeight;
  if (top < scroller.scrollTop) scroller.scrollTop = top;
  else if (top + rowHeight > scroller.scrollTop + scroller.clientHeight)
    scroller.scrollTop = top + rowHeight - scroller.clientHeight;
}

/** Draws the rows that are in view. */
export function VirtualRows({
  count,
  rowHeight,
  children,
  scroller,
  onSpan,
  attributes,
  ...rest
}: VirtualRowsProps) {
  const view = useSignal({ top: 0, height: 800 });
  const frame = useRef(0);
  const measure = () => {
    frame.current = 0;
    const element = scroller.current;
    if (!element) return;
    const { scrollTop: top, clientHeight: height } = element;
    if (top !== view.value.top || height !== view.value.height) view.value = { top, height };
  };
  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element) return undefined;
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    measure();
    return () => {
      observer.disconnect();
      cancelAnimationFrame(frame.current);
    };
  }, []);
  const { top, height } = view.value;
  const from = Math.max(0, Math.floor(top / rowHeight) - overscan);
  const to = Math.min(count, Math.ceil((top + height) / rowHeight) + overscan);
  useLayoutEffect(() => onSpan?.({ from, to }), [from, to, count]);
  const rows: ComponentChildren[] = [];
  for (let index = from; index < to; index += 1) rows.push(children(index));
  return (
    <div
      {...rest}
      {...attributes}
      ref={scroller}
      onScroll={() => {
        frame.current ||= requestAnimationFrame(measure);
      }}
    >
      <div class="v-space" role="presentation" style={{ height: `${count * rowHeight}px` }}>
        {rows}
      </div>
    </div>
  );
}

/** Where a row stands. */
export const rowStyle = (index: number, rowHeight: number) => ({
  transform: `translateY(${index * rowHeight}px)`,
  height: `${rowHeight}px`,
});
