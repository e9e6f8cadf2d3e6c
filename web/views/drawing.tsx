/** Draws what a renderer handed back. */
import { useEffect } from 'preact/hooks';
import { late } from '../late/words.ts';
import { bodyTerm } from '../renderers/filter-term.ts';
import type { View } from '../renderers/renderer.ts';
import { BodyParts } from './body-parts.tsx';
import { type BodyTools, pairAt } from './body-tools.ts';
import { HexView } from './hex-view.tsx';
import { ImageView } from './image-view.tsx';
import { JsonTreeView } from './json-tree.tsx';
import { PairsTable } from './pairs-table.tsx';
import { TextLines } from './text-lines.tsx';

interface DrawingProps {
  /** Names its parts: ids must not repeat on a page. */
  id: string;
  view: View;
  bytes: Uint8Array<ArrayBuffer>;
  tools: BodyTools;
  onFilter: (term: string) => void;
  onFailure: (cause: unknown) => void;
  /** Lines that are seen at once; without it the drawing fills its place. */
  most?: number;
}

/** The drawing. */
export function Drawing({ id, view, bytes, tools, onFilter, onFailure, most }: DrawingProps) {
  const mark = tools?.find.wanted.value ?? '';
  const place = tools?.find.place.value ?? null;
  useEffect(() => {
    if (place !== null) tools?.tree?.reveal(place);
  }, [place]);
  if (view.show === 'hex') return <HexView bytes={bytes} />;
  if (view.show === 'image') return <ImageView bytes={bytes} type={view.type} />;
  if (view.show === 'parts')
    return <BodyParts parts={view.parts} bytes={bytes} whole={view.whole} onFilter={onFilter} />;
  if (view.show === 'pairs')
    return (
      <div class="pairs scrolls">
        <PairsTable
          pairs={view.pairs}
          name={late.value.body.field}
          termOf={({ value }) => bodyTerm(value)}
          onFilter={onFilter}
          mark={mark}
          current={place === null ? null : pairAt(view.pairs, place)}
        />
      </div>
    );
  if (view.show === 'tree')
    return (
      tools?.tree && (
        <JsonTreeView
          model={tools.tree}
          id={id}
          mark={mark}
          onFilter={onFilter}
          {...(most ? { most } : {})}
        />
      )
    );
  return <TextLines label={late.value.body.tab} {...view} mark={mark} place={place} onFailure={onFailure} />;
}
