/** Bytes in hexadecimal, sixteen a row, only the visible ones drawn. */
import { useRef } from 'preact/hooks';
import { late } from '../late/words.ts';
import { VirtualRows, rowStyle } from './virtual-rows.tsx';

const rowHeight = 20;
const perRow = 16;

/** One row as offset, bytes and characters. Pure. */
export function hexRow(bytes: Uint8Array, index: number): { offset: string; hex: string; text: string } {
  const slice = [...bytes.subarray(index * perRow, (index + 1) * perRow)];
  const cells = Array.from({ length: perRow }, (_, i) => slice[i]?.toString(16).padStart(2, '0') ?? '  ');
  return {
    offset: (index * perRow).toString(16).padStart(8, '0'),
    hex: `${cells.slice(0, 8).join(' ')}  ${cells.slice(8).join(' ')}`,
    text: slice.map((byte) => (byte > 31 && byte < 127 ? String.fromCharCode(byte) : '·')).join(''),
  };
}

/** The dump. */
export function HexView({ bytes }: { bytes: Uint8Array }) {
  const scroller = useRef<HTMLDivElement | null>(null);
  return (
    <VirtualRows
      count={Math.ceil(bytes.length / perRow)}
      rowHeight={rowHeight}
      scroller={scroller}
      class="hexv scrolls"
      attributes={{ tabIndex: 0, role: 'region', 'aria-label': late.value.body.hexLabel }}
    >
      {(index) => {
        const { offset, hex, text } = hexRow(bytes, index);
        return (
          <div class="hx" key={index} style={rowStyle(index, rowHeight)}>
            <span class="o">{offset}</span>
            <span>{hex}</span>
            <span class="a">{text}</span>
          </div>
        );
      }}
    </VirtualRows>
  );
}
