/** What works on a drawn body beside drawing it: a worker, a search, a tree. */
import { useEffect, useMemo } from 'preact/hooks';
import type { FormPair } from '../decode.ts';
import type { Body, View } from '../renderers/renderer.ts';
import { textWork } from '../workers/text-work.ts';
import { findModel } from './find-model.ts';
import { mostPairs } from './pairs-table.tsx';
import { treeModel } from './tree-model.ts';

/** Tools for a text; views without text have none. */
export function useBodyTools(body: Body, view: View, onFailure: (cause: unknown) => void) {
  const tools = useMemo(() => {
    if (view.show === 'pairs') return pairTools(view.pairs);
    if (view.show !== 'text' && view.show !== 'tree') return null;
    const work = textWork(view.text, body.bytes, body.media.parameters.get('charset'));
    const tree = view.show === 'tree' ? treeModel(view.text, work, onFailure) : null;
    return { work, tree, find: findModel(work, tree ? () => tree.shows : undefined) };
  }, [view]);
  useEffect(
    () => () => {
      tools?.find.close();
      tools?.work.close();
    },
    [tools],
  );
  return tools;
}

/** What of a pair can be found, with an end that no search goes across. */
const pairText = ({ name, value }: FormPair): string => `${name}\0${value}\0`;

function pairTools(pairs: readonly FormPair[]) {
  const text = pairs.slice(0, mostPairs).map(pairText).join('');
  const work = textWork(text, new TextEncoder().encode(text), undefined);
  return { work, tree: null, find: findModel(work) };
}

/** The pair that holds a place of what is searched. */
export function pairAt(pairs: readonly FormPair[], place: number): number {
  let end = 0;
  return pairs.findIndex((pair) => (end += pairText(pair).length) > place);
}

/** Tools of one body. */
export type BodyTools = ReturnType<typeof useBodyTools>;
