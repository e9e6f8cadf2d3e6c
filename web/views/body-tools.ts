/** What works on a drawn body beside drawing it: a worker, a search, a tree. */
import { useEffect, useMemo } from 'preact/hooks';
import type { Body, View } from '../renderers/renderer.ts';
import { textWork } from '../workers/text-work.ts';
import { findModel } from './find-model.ts';
import { treeModel } from './tree-model.ts';

/** Tools for a text; views without text have none. */
export function useBodyTools(body: Body, view: View, onFailure: (cause: unknown) => void) {
  const tools = useMemo(() => {
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

/** Tools of one body. */
export type BodyTools = ReturnType<typeof useBodyTools>;
