/** The buttons of a line of a tree. */
import { late } from '../late/words.ts';
import { cell } from '../renderers/json-tree.ts';
import { CopyIcon } from './copy-button.tsx';
import { Icon } from './icon.tsx';
import { copyOf, pathAt } from './tree-actions.ts';
import { hintAt } from './tree-hint.tsx';
import type { TreeModel } from './tree-model.ts';

/** Characters of a string that a line shows. */
export const longestShown = 300;

interface ActionsProps {
  model: TreeModel;
  node: number;
  onFilter: (node: number) => void;
  /** In a line, which the arrows reach; the Tab key reaches the bar, which has the path beside it. */
  inLine?: boolean;
}

/** What can be done with a value; the bar below offers it to keyboards and fingers. */
export function TreeActions({ model, node, onFilter, inLine = false }: ActionsProps) {
  const words = late.value.body;
  const tabIndex = inLine ? -1 : undefined;
  const isContainer = isOpener(model.text[model.at(node, 'start')]);
  return (
    <span class="ta">
      {canPeek(model, node) && (
        <button
          type="button"
          class="icb sm"
          tabIndex={tabIndex}
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
          tabIndex={tabIndex}
          aria-label={words.filterByValue}
          title={words.filterByValue}
          onClick={() => onFilter(node)}
        >
          <Icon name="filter" size="s" />
        </button>
      )}
      {inLine && (
        <CopyIcon
          tabIndex={tabIndex}
          icon="code"
          label={words.copyPath}
          what={words.path}
          text={() => pathAt(model, node)}
        />
      )}
      <CopyIcon
        tabIndex={tabIndex}
        label={isContainer ? words.copySubtree : words.copyValue}
        what={isContainer ? words.subtree : words.value}
        text={() => copyOf(model, node)}
      />
    </span>
  );
}

/** True for what begins an object or a list. */
export const isOpener = (character: string | undefined): boolean => character === '{' || character === '[';

/** True when there is more to see of a value than its line shows. */
function canPeek({ tree, text }: TreeModel, node: number): boolean {
  if (!tree.value || text[cell(tree.value, node, 'start')] !== '"') return false;
  const long = cell(tree.value, node, 'end') - cell(tree.value, node, 'start') > longestShown;
  const kind = hintAt(text, tree.value, node, null)?.kind;
  return long || kind === 'jwt' || kind === 'base64';
}
