/** Two bodies beside each other, only the visible lines drawn; equal runs are folded away. */
import { useSignal } from '@preact/signals';
import { useMemo, useRef } from 'preact/hooks';
import type { CapturedRequest } from '../../server/contract.ts';
import { formatClock, formatCount } from '../format.ts';
import { late } from '../late/words.ts';
import { paintJson } from '../renderers/json.ts';
import { hexRow } from '../views/hex-view.tsx';
import { Tokens } from '../views/painted.tsx';
import { Empty } from '../views/problem.tsx';
import { VirtualRows, rowStyle } from '../views/virtual-rows.tsx';
import type { BodyComparison, Side } from './change.ts';
import { SideName } from './change-list.tsx';
import { MarkedText } from './marked-text.tsx';
import { type Piece, markDifferences } from './marks.ts';
import { type SideRow, sideRows } from './side-rows.ts';

const rowHeight = 20;
/** No screen shows more of a line. */
const longestShown = 2_000;
/** What differs further right than this would be out of sight. */
const farRight = 60;

interface SideBySideProps {
  body: BodyComparison;
  before: Side;
  after: Side;
}

/** The two columns. */
export function SideBySide({ body, before, after }: SideBySideProps) {
  const open = useSignal<ReadonlySet<number>>(new Set());
  const scroller = useRef<HTMLDivElement | null>(null);
  const rows = useMemo(() => sideRows(body.runs, open.value), [body, open.value]);
  const words = late.value.diff;
  if (body.method === 'none') return <Empty icon="file" title={words.noBodies} />;
  const lineOf = (side: 'before' | 'after', index: number): string => {
    if (body.method !== 'bytes') return body[side][index] ?? '';
    const { offset, hex } = hexRow((side === 'before' ? before : after).bytes, index);
    return `${offset}  ${hex}`;
  };
  return (
    <div class="sbs">
      <Heads before={before.request} after={after.request} />
      <VirtualRows
        count={rows.count}
        rowHeight={rowHeight}
        scroller={scroller}
        class="sbs-rows scrolls"
        attributes={{ tabIndex: 0, role: 'region', 'aria-label': words.sideBySide }}
      >
        {(index) => {
          const row = rows.row(index);
          if (!row) return null;
          return (
            <div class="sr-row" key={index} style={rowStyle(index, rowHeight)}>
              {row.kind === 'fold' ? (
                <button
                  type="button"
                  class="dl fold"
                  onClick={() => (open.value = new Set([...open.value, row.run]))}
                >
                  {words.equalLines(formatCount(row.count), row.count)}
                </button>
              ) : (
                <LinePair row={row} lineOf={lineOf} json={body.method === 'json'} />
              )}
            </div>
          );
        }}
      </VirtualRows>
    </div>
  );
}

function Heads({ before, after }: { before: CapturedRequest; after: CapturedRequest }) {
  return (
    <div class="sbs-head">
      <SideName request={before} other={after} />
      <span>{late.value.diff.thisRequest(formatClock(after.receivedAt).slice(0, 8))}</span>
    </div>
  );
}

interface LinePairProps {
  row: Extract<SideRow, { kind: 'line' }>;
  lineOf: (side: 'before' | 'after', index: number) => string;
  json: boolean;
}

function LinePair({ row: { same, before, after }, lineOf, json }: LinePairProps) {
  const [a, b] = [
    before === null ? null : lineOf('before', before).slice(0, longestShown),
    after === null ? null : lineOf('after', after).slice(0, longestShown),
  ];
  const paired = !same && a !== null && b !== null ? markDifferences(a, b) : null;
  const side = (
    text: string | null,
    index: number | null,
    pieces: Piece[] | undefined,
    look: 'del' | 'add',
  ) => {
    if (text === null || index === null) return <div class="dl gap" />;
    const sign = same ? '' : look === 'del' ? '−' : '+';
    return (
      <div class={`dl ${same ? '' : look}`}>
        <span class="ln">{index + 1}</span>
        <span class="sgnl">{sign}</span>
        <span class="tx">
          {pieces ? (
            <MarkedText pieces={inSight(pieces)} />
          ) : json ? (
            <Tokens tokens={paintJson(text, true)} />
          ) : (
            text
          )}
        </span>
      </div>
    );
  };
  return (
    <>
      {side(a, before, paired?.before, 'del')}
      {side(b, after, paired?.after, 'add')}
    </>
  );
}

/** A line is cut at its right end: a long equal beginning makes room for what differs. */
function inSight(pieces: readonly Piece[]): readonly Piece[] {
  const [first, ...rest] = pieces;
  if (!first || first[1] || first[0].length <= farRight || !rest.length) return pieces;
  return [[`…${first[0].slice(-farRight / 2)}`, false], ...rest];
}
