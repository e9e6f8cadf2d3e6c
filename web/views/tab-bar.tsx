/** The tabs of the request detail. */
import type { CapturedRequest } from '../../server/contract.ts';
import type { Panel } from '../panels/panel.ts';

interface TabBarProps {
  request: CapturedRequest | null;
  panels: readonly Panel[];
  active: Panel;
  onOpen: (id: string) => void;
}

/** Tabs with one tab stop; the arrows move. */
export function TabBar({ request, panels, active, onOpen }: TabBarProps) {
  const step = (event: KeyboardEvent, to: number) => {
    const next = panels[(to + panels.length) % panels.length];
    if (!next) return;
    event.preventDefault();
    onOpen(next.id);
    document.getElementById(`tab-${next.id}`)?.focus();
  };
  const at = panels.indexOf(active);
  return (
    <div
      class="tabs"
      role="tablist"
      aria-label="Request details"
      onKeyDown={(event) => {
        if (event.key === 'ArrowRight') step(event, at + 1);
        if (event.key === 'ArrowLeft') step(event, at - 1);
        if (event.key === 'Home') step(event, 0);
        if (event.key === 'End') step(event, -1);
      }}
    >
      {panels.map((panel, index) => {
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
            title={`${panel.label()} (${index + 1})`}
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
