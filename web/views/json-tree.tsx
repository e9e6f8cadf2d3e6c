/** JSON as lines that fold. Only the visible ones exist; the line that is looked at has its path below. */
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { copyText } from '../clipboard.ts';
import { formatCount } from '../format.ts';
import { late } from '../late/words.ts';
import { showToast } from '../toasts.ts';
import { CopyIcon } from './copy-button.tsx';
import { copyOf, onTreeKey, pathAt, termAt } from './tree-actions.ts';
import { TreeActions } from './tree-line-actions.tsx';
import { TreeLine, treeLineHeight } from './tree-line.tsx';
import { type TreeModel, deepestIndent, mostLines } from './tree-model.ts';
import { TreePeek } from './tree-peek.tsx';
import { visible } from './visible-text.tsx';
import { VirtualRows, revealRow } from './virtual-rows.tsx';

/** Line numbers of six digits need more room. */
const wideNumbers = 100_000;

/** From here on it is said that deep lines stand where less deep ones do. */
const deepNote = 100;

interface JsonTreeProps {
  model: TreeModel;
  /** Names its lines: ids must not repeat on a page. */
  id: string;
  mark: string;
  onFilter: (term: string) => void;
  /** Lines that are seen at once; without it the tree fills its place. */
  most?: number;
}

/** The tree with its bar. */
export function JsonTreeView({ model, id, mark, onFilter, most }: JsonTreeProps) {
  const scroller = useRef<HTMLDivElement | null>(null);
  const { tree, nodes, current, reveals, pointed, peeked } = model;
  useLayoutEffect(() => {
    if (scroller.current && reveals.value > 0)
      revealRow(scroller.current, model.rowOf(current.value), treeLineHeight);
  }, [reveals.value]);
  useEffect(() => () => void (pointed.value = null), []);
  const filter = (node: number) => {
    const term = termAt(model, node);
    if (term === null) showToast(late.value.body.noFilter);
    else onFilter(term);
  };
  const read = tree.value;
  if (!read) return <Reading />;
  const shown = nodes.value;
  return (
    <>
      {read.deepest > deepNote && (
        <p class="banner info">
          {late.value.body.deep(formatCount(read.deepest), formatCount(deepestIndent))}
        </p>
      )}
      <VirtualRows
        count={shown.length}
        rowHeight={treeLineHeight}
        scroller={scroller}
        class={`tree scrolls ${shown.length >= wideNumbers ? 'wide' : ''}`}
        attributes={{
          role: 'tree',
          tabIndex: 0,
          'aria-label': late.value.body.treeLabel,
          'aria-activedescendant': `${id}-${current.value}`,
          style:
            most === undefined
              ? undefined
              : { height: `${Math.min(most, shown.length) * treeLineHeight + 8}px` },
          onKeyDown: (event: KeyboardEvent) => onKey(event, model),
          onClick: (event: MouseEvent) => onClick(event, model),
          onPointerOver: ({ target }: Event) => (pointed.value = nodeOf(target)),
          onPointerLeave: () => (pointed.value = null),
        }}
      >
        {(row) => {
          const node = shown[row] ?? 0;
          return (
            <TreeLine
              key={node}
              model={model}
              tree={read}
              node={node}
              row={row}
              id={`${id}-${node}`}
              mark={mark}
              onFilter={filter}
            />
          );
        }}
      </VirtualRows>
      {shown.length >= mostLines && (
        <p class="banner info">{late.value.body.mostLines(formatCount(mostLines))}</p>
      )}
      {peeked.value !== null && (
        <TreePeek
          key={peeked.value}
          model={model}
          node={peeked.value}
          onClose={() => (peeked.value = null)}
        />
      )}
      <PathBar model={model} onFilter={filter} />
    </>
  );
}

function Reading() {
  return (
    <div class="wait" aria-busy="true" aria-label={late.value.body.reading}>
      <i class="sk1 w40" />
      <i class="sk1 w60" />
      <i class="sk1 w52" />
    </div>
  );
}

function nodeOf(target: EventTarget | null): number | null {
  const line = target instanceof Element ? target.closest('[data-node]') : null;
  return line instanceof HTMLElement ? Number(line.dataset['node']) : null;
}

function onClick(event: MouseEvent, model: TreeModel): void {
  const { target } = event;
  const node = nodeOf(target);
  if (node === null || !(target instanceof Element)) return;
  model.current.value = node;
  // A finger has no place for the small arrow: the whole line folds.
  const byFinger = 'pointerType' in event && event.pointerType === 'touch';
  if (target.closest('[data-peek]')) model.peeked.value = node;
  else if (target.closest('[data-toggle]') || (byFinger && !target.closest('a, button')))
    model.setFolded(node, !model.isFolded(node));
}

function onKey(event: KeyboardEvent, model: TreeModel): void {
  const words = late.value.body;
  const node = model.current.value;
  const withControl = event.ctrlKey || event.metaKey;
  const copies = event.key.toLowerCase() === 'c' && withControl && !getSelection()?.toString();
  if (copies) void copyText(copyOf(model, node), words.value);
  else if (withControl || event.altKey) return;
  else if (event.key === 'y') void copyText(pathAt(model, node), words.path);
  else if (!onTreeKey(model, event.key)) return;
  event.preventDefault();
}

/** Where the pointed line, or else the current one, stands in the body. */
function PathBar({ model, onFilter }: { model: TreeModel; onFilter: (node: number) => void }) {
  const words = late.value.body;
  const node = model.pointed.value ?? model.current.value;
  const count = model.nodes.value.length;
  return (
    <div class="pathbar">
      <span class="trunc path">{visible(pathAt(model, node))}</span>
      <CopyIcon label={words.copyPath} what={words.path} text={() => pathAt(model, node)} />
      <span class="grow" />
      <span class="muted lines-count">{words.lines(count, formatCount(count))}</span>
      <TreeActions model={model} node={model.current.value} onFilter={onFilter} />
    </div>
  );
}
