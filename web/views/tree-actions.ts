/** What is copied from a tree, and what its keys do. */
import { treeTerm } from '../renderers/filter-term.ts';
import { pathOf } from '../renderers/json-tree.ts';
import type { TreeModel } from './tree-model.ts';

/** A string without its quotes and escapes; numbers and whole subtrees exactly as sent. */
export function copyOf(model: TreeModel, node: number): string {
  const token = model.token(node);
  return token.startsWith('"') ? String(JSON.parse(token)) : token;
}

/** The path of a node as people write it. */
export const pathAt = (model: TreeModel, node: number): string =>
  model.tree.value ? pathOf(model.text, model.tree.value, node) : '$';

/** A node's value as a filter, or null when it cannot be one. */
export const termAt = (model: TreeModel, node: number): string | null =>
  model.tree.value ? treeTerm(model.text, model.tree.value, node) : null;

const pageLines = 20;

/** Moves and folds as the tree pattern of ARIA says. Returns false for a key that is none of its. */
export function onTreeKey(model: TreeModel, key: string): boolean {
  const node = model.current.value;
  const isOpen = model.at(node, 'count') > 0 && !model.isFolded(node);
  const moves: Record<string, () => void> = {
    ArrowDown: () => model.step(1),
    ArrowUp: () => model.step(-1),
    PageDown: () => model.step(pageLines),
    PageUp: () => model.step(-pageLines),
    Home: () => model.step(-model.nodes.value.length),
    End: () => model.step(model.nodes.value.length),
    ArrowRight: () => (isOpen ? model.step(1) : model.setFolded(node, false)),
    ArrowLeft: () => {
      if (isOpen) model.setFolded(node, true);
      else if (model.at(node, 'parent') >= 0) model.goTo(model.at(node, 'parent'));
    },
    Enter: () => {
      if (model.at(node, 'count') > 0) model.setFolded(node, isOpen);
      else if (model.token(node).startsWith('"')) model.peeked.value = node;
    },
  };
  const move = moves[key === ' ' ? 'Enter' : key];
  move?.();
  return move !== undefined;
}
