/** One line of a tree: key and value as sent, a guess what the value means, what can be done with it. */
import { formatCount } from '../format.ts';
import { late } from '../late/words.ts';
import { type JsonTree, cell, keyToken } from '../renderers/json-tree.ts';
import type { Token, TokenKind } from '../renderers/renderer.ts';
import { Icon } from './icon.tsx';
import { Tokens } from './painted.tsx';
import { TreeHint, hintAt } from './tree-hint.tsx';
import { TreeActions, isOpener, longestShown } from './tree-line-actions.tsx';
import { type TreeModel, deepestIndent } from './tree-model.ts';
import { rowStyle } from './virtual-rows.tsx';

/** Pixels of a line. */
export const treeLineHeight = 22;

interface TreeLineProps {
  model: TreeModel;
  tree: JsonTree;
  node: number;
  row: number;
  id: string;
  mark: string;
  onFilter: (node: number) => void;
}

/** The line. */
export function TreeLine({ model, tree, node, row, id, mark, onFilter }: TreeLineProps) {
  const { text } = model;
  const count = cell(tree, node, 'count');
  const depth = cell(tree, node, 'depth');
  const parent = cell(tree, node, 'parent');
  const isFolded = model.isFolded(node);
  const isOpen = count > 0 && !isFolded;
  const key = keyToken(text, tree, node);
  const start = cell(tree, node, 'start');
  const token = text.slice(start, Math.min(cell(tree, node, 'end'), start + longestShown + 1));
  const cut = token.length > longestShown && token.startsWith('"');
  return (
    <div
      class="tl"
      role="treeitem"
      id={id}
      data-node={node}
      data-current={model.current.value === node ? '' : undefined}
      aria-level={depth + 1}
      aria-posinset={cell(tree, node, 'order') + 1}
      aria-setsize={parent < 0 ? tree.roots : cell(tree, parent, 'count')}
      aria-expanded={count > 0 ? isOpen : undefined}
      aria-selected={model.current.value === node}
      style={rowStyle(row, treeLineHeight)}
    >
      <span class="no" aria-hidden="true">
        {row + 1}
      </span>
      {Array.from({ length: Math.min(depth, deepestIndent) }, (_, index) => (
        <span class="ind" key={index} />
      ))}
      {depth > deepestIndent && <span class="deep">{formatCount(depth)}</span>}
      <span class={`tg ${isOpen ? 'o' : ''}`} data-toggle={count > 0 ? '' : undefined}>
        {count > 0 && <Icon name="right" size="xs" />}
      </span>
      <Key tree={tree} node={node} token={key} mark={mark} />
      {isOpener(token[0]) ? (
        <Container opener={token[0] ?? ''} isFolded={isFolded} count={count} />
      ) : (
        <span class="tv">
          <Tokens tokens={[valueOf(cut ? cutString(token) : token)]} mark={mark} />
        </span>
      )}
      {cut && (
        <button type="button" class="linklike" tabIndex={-1} data-peek="">
          {late.value.body.showAll}
        </button>
      )}
      <TreeHint hint={hintAt(text, tree, node, key)} />
      <TreeActions model={model} node={node} onFilter={onFilter} inLine />
    </div>
  );
}

/** Does not end in half an escape. */
const cutString = (token: string): string =>
  `${token.slice(0, longestShown).replace(/\\(?:u[\da-f]{0,3})?$/i, '')}…`;

function valueOf(token: string): Token {
  const kind: TokenKind = token.startsWith('"') ? 'string' : /^[-\d]/.test(token) ? 'number' : 'keyword';
  return [kind, token];
}

/** Quotes are left out where nothing can be mistaken without them. */
function Key({
  tree,
  node,
  token,
  mark,
}: {
  tree: JsonTree;
  node: number;
  token: string | null;
  mark: string;
}) {
  if (token === null && cell(tree, node, 'depth') === 0 && tree.roots === 1) return null;
  if (token === null) return <span class="tk muted">{cell(tree, node, 'order')}: </span>;
  const plain = /^"[\w$-]+"$/.test(token) ? token.slice(1, -1) : token;
  const shown = plain.length > longestShown ? `${plain.slice(0, longestShown)}…` : plain;
  return (
    <span class="tk">
      <Tokens tokens={[['key', shown]]} mark={mark} />
      <span class="p-">: </span>
    </span>
  );
}

function Container({ opener, isFolded, count }: { opener: string; isFolded: boolean; count: number }) {
  const closer = opener === '{' ? '}' : ']';
  const { keys, items } = late.value.body;
  return (
    <>
      <span class="p-">{count === 0 ? opener + closer : isFolded ? `${opener}…${closer}` : opener}</span>
      <span class="cnt">
        {opener === '{' ? keys(count, formatCount(count)) : items(count, formatCount(count))}
      </span>
    </>
  );
}
