/** The state of a tree: what is folded, which lines that leaves, which line is looked at. No DOM. */
import { batch, signal } from '@preact/signals';
import { type JsonTree, cell, keyToken, nodeAt, valueToken, visibleNodes } from '../renderers/json-tree.ts';
import type { TextWork } from '../workers/text-work.ts';

/** Browsers stop laying out at about 17 million pixels. */
export const mostLines = 700_000;

/** Levels that are set in; deeper lines say their level instead. */
export const deepestIndent = 32;

/** Starts reading a text; `onFailure` hears when it is no JSON. */
export function treeModel(text: string, work: TextWork, onFailure: (cause: unknown) => void) {
  const tree = signal<JsonTree | null>(null);
  const nodes = signal<Int32Array>(new Int32Array());
  const current = signal(0);
  const pointed = signal<number | null>(null);
  /** The node whose value is shown at length below. */
  const peeked = signal<number | null>(null);
  /** Counts the wishes to see the current line. */
  const reveals = signal(0);
  let folded = new Uint8Array();

  const refold = (): void => {
    if (tree.value) nodes.value = visibleNodes(tree.value, folded, mostLines);
  };
  const ready = (read: JsonTree): void =>
    batch(() => {
      folded = new Uint8Array(read.length);
      tree.value = read;
      refold();
    });
  void work.tree().then(ready, onFailure);

  const at = (node: number, column: Parameters<typeof cell>[2]): number =>
    tree.value ? cell(tree.value, node, column) : -1;
  const setFolded = (node: number, value: boolean): void => {
    if (at(node, 'count') < 1 || (folded[node] === 1) === value) return;
    folded[node] = value ? 1 : 0;
    refold();
  };
  /** The line of a node, or of the folded one that hides it. */
  const rowOf = (node: number): number => {
    let [low, high] = [0, nodes.value.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >>> 1;
      if ((nodes.value[middle] ?? 0) <= node) low = middle;
      else high = middle - 1;
    }
    return low;
  };
  /** Opens everything above a node; true when something was folded. */
  const unfoldAbove = (read: JsonTree, node: number): boolean => {
    let changed = false;
    for (let above = cell(read, node, 'parent'); above >= 0; above = cell(read, above, 'parent')) {
      changed ||= folded[above] === 1;
      folded[above] = 0;
    }
    return changed;
  };
  const goTo = (node: number): void =>
    batch(() => {
      current.value = node;
      reveals.value += 1;
    });

  return {
    text,
    tree,
    nodes,
    current,
    pointed,
    peeked,
    reveals,
    rowOf,
    goTo,
    at,
    isFolded: (node: number): boolean => folded[node] === 1,
    setFolded,
    /** Moves by lines. */
    step: (offset: number): void => {
      const row = Math.max(0, Math.min(nodes.value.length - 1, rowOf(current.value) + offset));
      goTo(nodes.value[row] ?? 0);
    },
    /** Opens the first levels and folds what is below; all of them without a number. */
    foldTo: (level: number | null): void => {
      const read = tree.value;
      if (!read) return;
      for (let node = 0; node < read.length; node += 1)
        folded[node] =
          level !== null && cell(read, node, 'depth') >= level && cell(read, node, 'count') > 0 ? 1 : 0;
      batch(() => {
        refold();
        goTo(nodes.value[rowOf(current.value)] ?? 0);
      });
    },
    /** Goes to the line that holds a place of the text, unfolding what hides it. */
    reveal: (place: number): void => {
      const read = tree.value;
      if (!read) return;
      const node = nodeAt(read, place);
      batch(() => {
        if (unfoldAbove(read, node)) refold();
        // It stands after the last line that there is room for: only its own branch stays open.
        if ((nodes.value.at(-1) ?? 0) < node) {
          for (let other = 0; other < read.length; other += 1)
            folded[other] = cell(read, other, 'count') > 0 ? 1 : 0;
          unfoldAbove(read, node);
          refold();
        }
        goTo(node);
      });
    },
    /** True for places that a line shows: keys and values, not what stands between them. */
    shows: (place: number): boolean => {
      const read = tree.value;
      if (!read) return false;
      const node = nodeAt(read, place);
      const start = cell(read, node, 'start');
      if (place >= start)
        return place < (cell(read, node, 'count') > 0 ? start + 1 : cell(read, node, 'end'));
      return place < cell(read, node, 'key') + (keyToken(text, read, node)?.length ?? 0);
    },
    /** The value as sent. */
    token: (node: number): string => (tree.value ? valueToken(text, tree.value, node) : ''),
  };
}

/** An open tree. */
export type TreeModel = ReturnType<typeof treeModel>;
