/**
 * JSON as a tree of places in its text: one row of numbers a value, in the order of the text. No value is parsed, no
 * function calls itself: neither long numbers nor a million brackets can do harm. Runs in the page and in a worker.
 */
import { endOfScalar, failAt, skip, valueAfterKey } from './json-tokens.ts';
import { Unreadable } from './unreadable.ts';

/** Columns of a row. `next` is the row after its subtree; `key` and `parent` are -1 where there is none. */
const columns = { key: 0, start: 1, end: 2, parent: 3, next: 4, order: 5, count: 6, depth: 7 } as const;
const width = 8;

/** The tree of a text; a node is the number of its row. */
export interface JsonTree {
  cells: Int32Array<ArrayBuffer>;
  length: number;
  /** Values that stand side by side: more than one in NDJSON. */
  roots: number;
  /** The level of the deepest value; that of a root is 0. */
  deepest: number;
}

/** Values that a tree may have: 32 bytes each. */
const mostNodes = 3_000_000;

/** A number of a node. */
export const cell = ({ cells }: JsonTree, node: number, column: keyof typeof columns): number =>
  cells[node * width + columns[column]] ?? -1;

/** Where the line of a node begins. */
function lineStart(tree: JsonTree, node: number): number {
  const key = cell(tree, node, 'key');
  return key < 0 ? cell(tree, node, 'start') : key;
}

/** The node whose line holds a place of the text, or the one before it. */
export function nodeAt(tree: JsonTree, place: number): number {
  let low = 0;
  let high = tree.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >>> 1;
    if (lineStart(tree, middle) <= place) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** Reads a text; values may follow one another. Throws Unreadable. */
export function scanJson(text: string, most = mostNodes): JsonTree {
  let cells = new Int32Array(Math.min(most, Math.max(64, text.length >> 4)) * width);
  let length = 0;
  let roots = 0;
  let deepest = 0;
  let at = pastSeparator(text, skip(text, 0));
  let parent = -1;
  let isObject = false;
  while (true) {
    if (length >= most) throw new Unreadable({ code: 'too-many-values', most });
    if ((length + 1) * width > cells.length) cells = grown(cells);
    const key = isObject ? at : -1;
    if (isObject) at = valueAfterKey(text, at);
    const node = length;
    const row = node * width;
    const mother = parent * width;
    length += 1;
    cells[row] = key;
    cells[row + columns.start] = at;
    cells[row + columns.parent] = parent;
    cells[row + columns.order] = parent < 0 ? roots : (cells[mother + columns.count] ?? 0);
    const depth = parent < 0 ? 0 : (cells[mother + columns.depth] ?? 0) + 1;
    cells[row + columns.depth] = depth;
    deepest = Math.max(deepest, depth);
    if (parent >= 0) cells[mother + columns.count] = (cells[mother + columns.count] ?? 0) + 1;

    const opener = text[at];
    if (opener === '{' || opener === '[') {
      const inside = skip(text, at + 1);
      if (text[inside] !== (opener === '{' ? '}' : ']')) {
        parent = node;
        isObject = opener === '{';
        at = inside;
        continue;
      }
      at = inside + 1;
    } else at = endOfScalar(text, at);
    cells[row + columns.end] = at;
    cells[row + columns.next] = length;

    at = skip(text, at);
    while (parent >= 0 && text[at] !== ',') {
      if (text[at] !== (isObject ? '}' : ']'))
        failAt(text, at, isObject ? 'comma-or-brace' : 'comma-or-bracket');
      const closed = parent * width;
      cells[closed + columns.end] = at + 1;
      cells[closed + columns.next] = length;
      parent = cells[closed + columns.parent] ?? -1;
      isObject = parent >= 0 && text[cells[parent * width + columns.start] ?? 0] === '{';
      at = skip(text, at + 1);
    }
    if (parent >= 0) at = skip(text, at + 1);
    else {
      roots += 1;
      at = nextRoot(text, at);
      if (at >= text.length) return { cells: cells.slice(0, length * width), length, roots, deepest };
    }
  }
}

function grown(cells: Int32Array<ArrayBuffer>): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(cells.length * 2);
  larger.set(cells);
  return larger;
}

/** Past the record separator of json-seq. */
const pastSeparator = (text: string, at: number): number => (text[at] === '\u001e' ? skip(text, at + 1) : at);

/** What cannot begin a value is no further one. */
function nextRoot(text: string, at: number): number {
  const next = pastSeparator(text, at);
  if (next < text.length && !/[[{"\-\dtfn]/.test(text[next] ?? '')) failAt(text, next, 'end');
  return next;
}

/** True for objects and arrays. */
export const isContainer = (text: string, tree: JsonTree, node: number): boolean =>
  /[[{]/.test(text[cell(tree, node, 'start')] ?? '');

/** The key with its quotes as sent, or null. */
export function keyToken(text: string, tree: JsonTree, node: number): string | null {
  const key = cell(tree, node, 'key');
  return key < 0 ? null : text.slice(key, endOfScalar(text, key));
}

/** The value as sent, with everything in it. */
export const valueToken = (text: string, tree: JsonTree, node: number): string =>
  text.slice(cell(tree, node, 'start'), cell(tree, node, 'end'));

/** A key as text; a broken escape cannot be here any more. */
export const keyName = (token: string): string => String(JSON.parse(token));

const longestPath = 400;

/** The keys and places from the root down to a node; cut at its front when it is absurdly deep. */
export function stepsTo(text: string, tree: JsonTree, node: number): (string | number)[] {
  const steps: (string | number)[] = [];
  for (let at = node; at >= 0 && steps.length < longestPath; at = cell(tree, at, 'parent')) {
    const key = keyToken(text, tree, at);
    if (key !== null) steps.push(keyName(key));
    else if (cell(tree, at, 'depth') > 0 || tree.roots > 1) steps.push(cell(tree, at, 'order'));
  }
  return steps.toReversed();
}

/** A path as people write it: `$.data.items[0]["odd key"]`. */
export function pathOf(text: string, tree: JsonTree, node: number): string {
  const start = cell(tree, node, 'depth') >= longestPath ? '…' : '$';
  const step = (key: string | number): string => {
    if (typeof key === 'number') return `[${key}]`;
    return /^[A-Za-z_$][\w$]*$/.test(key) ? `.${key}` : `[${JSON.stringify(key)}]`;
  };
  return start + stepsTo(text, tree, node).map(step).join('');
}

/** The nodes that are seen when some are folded, in order, at most so many. */
export function visibleNodes(tree: JsonTree, folded: Uint8Array, most: number): Int32Array {
  const nodes = new Int32Array(Math.min(tree.length, most));
  let count = 0;
  for (let node = 0; node < tree.length && count < most; count += 1) {
    nodes[count] = node;
    node = folded[node] ? cell(tree, node, 'next') : node + 1;
  }
  return nodes.subarray(0, count);
}
