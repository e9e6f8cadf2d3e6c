/**
 * Text of any size in visible lines: found in slices of time, wrapped at the width of the pane, drawn only where
 * one looks. Ten megabytes never make a long task.
 */
import { useSignal } from '@preact/signals';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { formatCount } from '../format.ts';
import { late } from '../late/words.ts';
import type { Line, Token } from '../renderers/renderer.ts';
import { Tokens } from './painted.tsx';
import { VirtualRows, revealRow, rowStyle } from './virtual-rows.tsx';
import { type Row, collectRows } from './wrapped-rows.ts';

const rowHeight = 19;
const columnsOfIndent = 2;
const paintedAtMost = 500;
const gutter = 64;
/** Browsers stop laying out at about 17 million pixels. */
const mostRows = 800_000;

interface TextLinesProps {
  label: string;
  text: string;
  lines: () => Iterable<Line>;
  paint: (line: string, start: number) => readonly Token[];
  /** Text that is marked where it is drawn. */
  mark?: string;
  /** A place of the text to be seen, or null. */
  place?: number | null;
  /** The text turned out not to be what the lines expect. */
  onFailure?: (cause: unknown) => void;
}

/** The lines, scrolling. */
export function TextLines({ label, text, lines, paint, onFailure, mark = '', place = null }: TextLinesProps) {
  const scroller = useRef<HTMLDivElement | null>(null);
  const columns = useColumns(scroller);
  const state = useSignal<{ rows: readonly Row[]; count: number; done: boolean }>({
    rows: [],
    count: 0,
    done: false,
  });
  useEffect(() => {
    if (!columns) return undefined;
    const control = new AbortController();
    collectRows({
      lines: lines(),
      columns,
      most: mostRows,
      signal: control.signal,
      // The same array grows: copying it each time would cost more than finding the lines.
      onProgress: (rows, done) => (state.value = { rows, count: rows.length, done }),
    }).catch((cause: unknown) => {
      if (!control.signal.aborted) onFailure?.(cause);
    });
    return () => control.abort();
  }, [text, columns]);
  const { rows, count, done } = state.value;
  const current = place === null ? -1 : rowAt(rows, count, place);
  useLayoutEffect(() => {
    if (current >= 0 && scroller.current) revealRow(scroller.current, current, rowHeight);
  }, [place, current]);
  return (
    <>
      <VirtualRows
        count={count}
        rowHeight={rowHeight}
        scroller={scroller}
        class="lines scrolls"
        attributes={{ tabIndex: 0, role: 'region', 'aria-label': label, 'aria-busy': !done }}
      >
        {(index) => {
          const row = rows[index];
          return (
            row && (
              <TextRow
                key={index}
                index={index}
                row={row}
                text={text}
                paint={paint}
                mark={mark}
                isCurrent={index === current}
              />
            )
          );
        }}
      </VirtualRows>
      {count >= mostRows && <p class="banner info">{late.value.body.firstLines(formatCount(mostRows))}</p>}
    </>
  );
}

interface TextRowProps {
  index: number;
  row: Row;
  text: string;
  paint: TextLinesProps['paint'];
  mark: string;
  isCurrent: boolean;
}

function TextRow({ index, row, text, paint, mark, isCurrent }: TextRowProps) {
  return (
    <div class="ln" data-current={isCurrent ? '' : undefined} style={rowStyle(index, rowHeight)}>
      <span class="no">{row.start === row.line[0] ? row.number : ''}</span>
      <span class="tx">
        {' '.repeat(indentOf(row.line[2]))}
        {row.start > row.line[0] && row.line[2] > 0 ? '  ' : ''}
        <Tokens tokens={tokensOf(row, text, paint)} mark={mark} />
      </span>
    </div>
  );
}

/** The row that holds a place, or the last one before it. */
function rowAt(rows: readonly Row[], count: number, place: number): number {
  let [low, high] = [0, count - 1];
  while (low < high) {
    const middle = (low + high + 1) >>> 1;
    if ((rows[middle]?.start ?? 0) <= place) low = middle;
    else high = middle - 1;
  }
  return low;
}

const indentOf = (depth: number): number => Math.min(depth, 40) * columnsOfIndent;

/** The tokens of a row. A piece of a folded line goes on in the colour its first row ended with. */
function tokensOf(
  { line: [from], start, end }: Row,
  text: string,
  paint: TextLinesProps['paint'],
): readonly Token[] {
  if (start === from) return paint(text.slice(start, end), start);
  const kind = paint(text.slice(from, from + paintedAtMost), from).at(-1)?.[0] ?? 'plain';
  return [[kind, text.slice(start, end)]];
}

/** How many characters fit in a row; measured, because the system chooses the font. */
function useColumns(scroller: { current: HTMLDivElement | null }): number {
  const columns = useSignal(0);
  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element) return undefined;
    const ruler = document.createElement('span');
    ruler.className = 'ruler';
    ruler.textContent = '0'.repeat(100);
    element.append(ruler);
    const character = ruler.getBoundingClientRect().width / 100;
    ruler.remove();
    const measure = () => {
      if (element.clientWidth)
        columns.value = Math.max(24, Math.floor((element.clientWidth - gutter) / character));
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return columns.value;
}
