/** The tabs of the request detail. */
import { useEffect, useRef } from 'preact/hooks';
import type { CapturedRequest } from '../../server/contract.ts';
import { late } from '../late/words.ts';
import type { Panel } from '../panels/panel.ts';

interface TabBarProps {
  request: CapturedRequest | null;
  panels: readonly Panel[];
  active: Panel;
  onOpen: (id: string) => void;
}

/** Tabs with one tab stop; the arrows move. A tab without anything to show is left out, its key stays. */
export function TabBar({ request, panels, active, onOpen }: TabBarProps) {
  const bar = useRef<HTMLDivElement>(null);
  const shown = panels.filter((panel) => panel === active || !request || (panel.shown?.(request) ?? true));
  useEffect(() => {
    // The bar is narrower than its tabs on a phone.
    bar.current
      ?.querySelector('[aria-selected=true]')
      ?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [active, request?.id]);
  const step = (event: KeyboardEvent, to: number) => {
    const next = shown[(to + shown.length) % shown.length];
    if (!next) return;
    event.preventDefault();
    onOpen(next.id);
    document.getElementById(`tab-${next.id}`)?.focus();
  };
  const at = shown.indexOf(active);
  return (
    <div
      class="tabs"
      role="tablist"
      aria-label={late.value.detail.tabs}
      ref={bar}
      onKeyDown={(event) => {
        if (event.key === 'ArrowRight') step(event, at + 1);
        if (event.key === 'ArrowLeft') step(event, at - 1);
        if (event.key === 'Home') step(event, 0);
        if (event.key === 'End') step(event, -1);
      }}
    >
      {shown.map((panel) => {
        const count = request && panel.count ? panel.count(request) : 0;
        return (
          <button
            type="button"
            role="tab"
            key={panel.id}
            id={`tab-${panel.id}`}
            aria-controls="panel"
            aria-selected={panel === active}
            tabIndex={panel === active ? 0 : -1}
            title={`${panel.label()} (${panels.indexOf(panel) + 1})`}
            onClick={() => onOpen(panel.id)}
          >
            {panel.label()}
            {count > 0 && <span class="c">{count}</span>}
          </button>
        );
      })}
    </div>
  );
}
