/** Two panes and the line between them, which can be moved and is remembered. */
import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { t } from '../locales/locale.ts';
import { recall, remember } from '../remembered.ts';
import { routeUrl, route } from '../route.ts';
import { Boundary } from './boundary.tsx';

const [narrowest, usual, widest] = [340, 456, 720];
const clamp = (width: number) => Math.max(narrowest, Math.min(widest, Math.round(width)));

interface SplitterProps {
  view: 'list' | 'detail';
  list: ComponentChildren;
  detail: ComponentChildren;
}

/** The panes. */
export function Splitter({ view, list, detail }: SplitterProps) {
  const remembered = Number(recall('list-width'));
  const width = useSignal(remembered ? clamp(remembered) : null);
  const split = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (width.value === null) return;
    split.current?.style.setProperty('--list-w', `${width.value}px`);
    remember('list-width', String(width.value));
  }, [width.value]);
  const step = (by: number) => (width.value = clamp((width.value ?? usual) + by));
  return (
    <div class="split" data-view={view} ref={split}>
      <Boundary of="list">{list}</Boundary>
      {/* A separator that takes the focus is a widget, ARIA says; the linter knows only the other kind. */}
      <div
        class="grip"
        role="separator"
        tabIndex={0}
        aria-label={t.value.list.resize}
        aria-orientation="vertical"
        aria-valuemin={narrowest}
        aria-valuenow={width.value ?? usual}
        aria-valuemax={widest}
        onPointerDown={(event) => {
          event.preventDefault();
          event.currentTarget.setPointerCapture(event.pointerId);
        }}
        onPointerMove={({ currentTarget, pointerId, clientX }) => {
          if (currentTarget.hasPointerCapture(pointerId)) width.value = clamp(clientX);
        }}
        onKeyDown={({ key }) => {
          if (key === 'ArrowLeft') step(-16);
          if (key === 'ArrowRight') step(16);
        }}
      />
      <Boundary of={routeUrl(route.value)}>{detail}</Boundary>
    </div>
  );
}
