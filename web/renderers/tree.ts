/** JSON as a tree that folds: places in the text, no parsed values. */
import { late } from '../late/words.ts';
import { holdsSeveral, jsonScore } from './json.ts';
import type { Renderer } from './renderer.ts';
import { textOf } from './words.ts';

/** Shows JSON, NDJSON and the like as a tree. */
export const tree: Renderer = {
  id: 'tree',
  label: () => late.value.body.views.tree,
  format: 'JSON',
  score: (body) => jsonScore(body) * 1.05,
  render: (body) => {
    const { text, note } = textOf(body);
    return { show: 'tree', text, several: holdsSeveral(body.media), note };
  },
};
