/** One line of a tree: key and value as sent, a guess what the value means, what can be done with it. */
import { formatAgoOrIn, formatMoment, formatMoney } from '../format.ts';
import { t } from '../locales/locale.ts';
import { type Hint, hintOf } from '../renderers/hints.ts';
import { type JsonTree, cell, keyName, keyToken, valueToken } from '../renderers/json-tree.ts';
import type { Token, TokenKind } from '../renderers/renderer.ts';
import { CopyIcon } from './copy-button.tsx';
import { Icon } from './icon.tsx';
import { Tokens } from './painted.tsx';
import { copyOf } from './tree-actions.ts';
import type { TreeModel } from './tree-model.ts';
import { rowStyle } from './virtual-rows.tsx';

/** Pixels of a line. */
export const treeLineHeight = 22;

const longestShown = 300;
const deepestIndent = 32;

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
      {depth > deepestIndent && <span class="deep">{depth}</span>}
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
          {t.value.body.showAll}
        </button>
      )}
      <TreeHint hint={hintAt(text, tree, node, key)} />
      <Actions model={model} node={node} onFilter={onFilter} />
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
  const { keys, items } = t.value.body;
  return (
    <>
      <span class="p-">{count === 0 ? opener + closer : isFolded ? `${opener}…${closer}` : opener}</span>
      <span class="cnt">{opener === '{' ? keys(count) : items(count)}</span>
    </>
  );
}

/** Characters that a guess looks at: enough for a long URL. */
const mostHinted = 4_100;

/** Siblings that are looked at for a currency. */
const mostSiblings = 300;

function hintAt(text: string, tree: JsonTree, node: number, key: string | null): Hint | null {
  // Of a long string its beginning is enough; a container would be all that is in it.
  const start = cell(tree, node, 'start');
  const token = text.slice(start, Math.min(cell(tree, node, 'end'), start + mostHinted));
  if (!/^["\d]/.test(token)) return null;
  const currency = (): string | null => {
    const parent = cell(tree, node, 'parent');
    const end = parent < 0 ? 0 : cell(tree, parent, 'next');
    let sibling = parent + 1;
    for (let seen = 0; sibling < end && seen < mostSiblings; seen += 1) {
      if (keyToken(text, tree, sibling) === '"currency"') return valueToken(text, tree, sibling).slice(1, -1);
      sibling = cell(tree, sibling, 'next');
    }
    return null;
  };
  return hintOf({ key: key === null ? null : keyName(key), token, currency });
}

function TreeHint({ hint }: { hint: Hint | null }) {
  const words = t.value.body;
  if (!hint) return null;
  if (hint.kind === 'time')
    return (
      <span class="gh">
        {formatMoment(hint.ms)} · {formatAgoOrIn(hint.ms, Date.now())}
      </span>
    );
  if (hint.kind === 'money') return <span class="gh">{formatMoney(hint.minor, hint.currency)}</span>;
  if (hint.kind === 'url')
    return (
      <a
        class="gh"
        href={hint.href}
        target="_blank"
        rel="noopener noreferrer"
        tabIndex={-1}
        aria-label={words.openUrl}
        title={words.openUrl}
      >
        <Icon name="link" size="xs" />
      </a>
    );
  return (
    <button type="button" class="linklike" tabIndex={-1} data-peek="">
      {hint.kind === 'jwt' ? words.readJwt : words.readBase64}
    </button>
  );
}

interface ActionsProps {
  model: TreeModel;
  node: number;
  onFilter: (node: number) => void;
}

/** What can be done with a value; the bar below offers it to keyboards and fingers. */
export function Actions({ model, node, onFilter }: ActionsProps) {
  const words = t.value.body;
  const isContainer = isOpener(model.text[model.at(node, 'start')]);
  return (
    <span class="ta">
      {canPeek(model, node) && (
        <button
          type="button"
          class="icb sm"
          tabIndex={-1}
          aria-label={words.peek}
          title={words.peek}
          onClick={() => (model.peeked.value = node)}
        >
          <Icon name="info" size="s" />
        </button>
      )}
      {!isContainer && (
        <button
          type="button"
          class="icb sm"
          tabIndex={-1}
          aria-label={words.filterByValue}
          title={words.filterByValue}
          onClick={() => onFilter(node)}
        >
          <Icon name="filter" size="s" />
        </button>
      )}
      <CopyIcon
        label={isContainer ? words.copySubtree : words.copyValue}
        what={isContainer ? words.subtree : words.value}
        text={() => copyOf(model, node)}
      />
    </span>
  );
}

const isOpener = (character: string | undefined): boolean => character === '{' || character === '[';

/** True when there is more to see of a value than its line shows. */
function canPeek({ tree, text }: TreeModel, node: number): boolean {
  if (!tree.value || text[cell(tree.value, node, 'start')] !== '"') return false;
  const long = cell(tree.value, node, 'end') - cell(tree.value, node, 'start') > longestShown;
  const kind = hintAt(text, tree.value, node, null)?.kind;
  return long || kind === 'jwt' || kind === 'base64';
}
