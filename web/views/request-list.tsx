/** The virtual list of requests. Arrivals never move what is being read. */
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import type { Inspector } from '../inspector.ts';
import type { ListCommands } from '../list-commands.ts';
import { t } from '../locales/locale.ts';
import { isUnread } from '../read-marks.ts';
import { type InspectorRoute, navigate } from '../route.ts';
import { indexOfSeq } from '../state.ts';
import { RequestRow, rowId } from './request-row.tsx';
import { useLongPress } from './long-press.ts';
import { type Span, VirtualRows, revealRow } from './virtual-rows.tsx';

const atTop = 8;
const pageAhead = 60;
/** More than the rows that are ever drawn at once. */
const recycled = 256;

interface RequestListProps {
  model: Inspector;
  route: InspectorRoute;
  compact: boolean;
  scroller: { current: HTMLDivElement | null };
  commands: ListCommands;
}

/** The list. */
export function RequestList({ model, route, compact, scroller, commands }: RequestListProps) {
  const rows = model.visible.value;
  const { marks, fresh, nextBefore } = model.list.value;
  const { active: selecting, seqs } = model.selection.value;
  const rowHeight = compact ? 30 : 52;
  const selected = route.seq === null ? -1 : indexOfSeq(rows, route.seq);
  const hovered = useRef(false);
  useHold(model, scroller, hovered);
  useEffect(() => {
    if (selected >= 0 && scroller.current) revealRow(scroller.current, selected, rowHeight);
  }, [route.seq, rowHeight]);
  useKeepPlace(rows, selected, rowHeight, scroller);
  useLayoutEffect(() => {
    if (model.releases.value) scroller.current?.scrollTo({ top: 0 });
  }, [model.releases.value]);

  const releaseSoon = () => {
    const reading = hovered.current || model.paused.value || (scroller.current?.scrollTop ?? 0) > atTop;
    if (!reading && model.list.value.waiting.length) model.release();
  };
  const onSpan = ({ to }: Span) => {
    if (nextBefore !== null && to > rows.length - pageAhead) model.loadOlder();
  };
  const longPress = useLongPress((seq) => commands.toggle(seq));
  const onClick = (event: MouseEvent) => {
    const seq = seqAt(event.target);
    if (seq === null || longPress.justEnded()) return;
    if (event.shiftKey) commands.selectTo(seq);
    else if (selecting || event.ctrlKey || event.metaKey) commands.toggle(seq);
    else navigate({ ...route, seq });
  };
  return (
    <VirtualRows
      count={rows.length}
      rowHeight={rowHeight}
      scroller={scroller}
      onSpan={onSpan}
      class={`list ${compact ? 'cmpct' : ''}`}
      attributes={{
        id: 'list',
        role: 'listbox',
        tabIndex: 0,
        'aria-label': t.value.list.newestFirst,
        'aria-multiselectable': true,
        'aria-activedescendant': selected >= 0 && route.seq !== null ? rowId(route.seq) : undefined,
        onClick,
        // Shift-click selects rows, not their text.
        onMouseDown: (event: MouseEvent) => event.shiftKey && event.preventDefault(),
        onKeyDown: (event: KeyboardEvent) => {
          if (event.key !== ' ' || event.ctrlKey || event.altKey || event.metaKey) return;
          event.preventDefault();
          commands.toggle(route.seq ?? rows[0]?.seq ?? null);
        },
        ...longPress.handlers,
        onPointerEnter: (event: PointerEvent) => (hovered.current = event.pointerType === 'mouse'),
        onPointerLeave: () => {
          hovered.current = false;
          releaseSoon();
        },
        onScrollEnd: releaseSoon,
      }}
    >
      {(index) => {
        const request = rows[index];
        return (
          request && (
            <RequestRow
              // Elements are used again while scrolling; an arrival gets its own, so that it slides in.
              key={fresh.has(request.seq) ? `new-${request.seq}` : index % recycled}
              request={request}
              index={index}
              rowHeight={rowHeight}
              total={nextBefore === null ? rows.length : -1}
              compact={compact}
              open={request.seq === route.seq}
              selected={seqs.size ? seqs.has(request.seq) : request.seq === route.seq}
              selecting={selecting}
              unread={isUnread(marks, request.seq)}
              fresh={fresh.has(request.seq)}
            />
          )
        );
      }}
    </VirtualRows>
  );
}

const seqAt = (target: EventTarget | null): number | null => {
  const row = target instanceof Element ? target.closest<HTMLElement>('[data-seq]') : null;
  return row ? Number(row.dataset['seq']) : null;
};

/** Arrivals wait while the list is scrolled or under the pointer. */
function useHold(
  model: Inspector,
  scroller: { current: HTMLElement | null },
  hovered: { current: boolean },
): void {
  useEffect(() => {
    model.holdWhile(() => hovered.current || (scroller.current?.scrollTop ?? 0) > atTop);
    return () => model.holdWhile(() => false);
  }, []);
}

/** When rows go in above while somebody walks the list with the keyboard, the selected row stays where it is. */
function useKeepPlace(
  rows: readonly { seq: number }[],
  selected: number,
  rowHeight: number,
  scroller: { current: HTMLElement | null },
): void {
  const before = useRef({ seq: 0, index: -1 });
  useLayoutEffect(() => {
    const element = scroller.current;
    const seq = rows[selected]?.seq ?? 0;
    const moved = selected - before.current.index;
    const sameRow = seq !== 0 && seq === before.current.seq;
    const reading = element && (element.scrollTop > atTop || document.activeElement === element);
    if (sameRow && moved > 0 && reading) element.scrollTop += moved * rowHeight;
    before.current = { seq, index: selected };
  }, [rows, selected]);
}
