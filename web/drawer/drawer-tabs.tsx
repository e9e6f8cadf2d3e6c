/** The tabs of the drawer, with a mark on those that are changed. */
import { showTab } from '../drawer.ts';
import { late } from '../late/words.ts';
import type { DrawerTab } from './tab.ts';

interface DrawerTabsProps {
  tabs: readonly DrawerTab[];
  shown: DrawerTab;
  dirty: readonly DrawerTab[];
}

/** One tab stop; the arrows move. */
export function DrawerTabs({ tabs, shown, dirty }: DrawerTabsProps) {
  const step = (event: KeyboardEvent, to: number) => {
    const next = tabs[(to + tabs.length) % tabs.length];
    if (!next) return;
    event.preventDefault();
    showTab(next.id);
    document.getElementById(`drawer-tab-${next.id}`)?.focus();
  };
  const at = tabs.indexOf(shown);
  return (
    <div
      class="tabs drawer-tabs"
      role="tablist"
      aria-label={late.value.drawer.title}
      onKeyDown={(event) => {
        if (event.key === 'ArrowRight') step(event, at + 1);
        if (event.key === 'ArrowLeft') step(event, at - 1);
        if (event.key === 'Home') step(event, 0);
        if (event.key === 'End') step(event, -1);
      }}
    >
      {tabs.map((tab) => (
        <button
          type="button"
          role="tab"
          key={tab.id}
          id={`drawer-tab-${tab.id}`}
          aria-controls="drawer-panel"
          aria-selected={tab === shown}
          tabIndex={tab === shown ? 0 : -1}
          onClick={() => showTab(tab.id)}
        >
          {tab.label()}
          {dirty.includes(tab) && (
            <span class="dirty" title={late.value.drawer.changed}>
              <span class="sr">{late.value.drawer.changed}</span>
            </span>
          )}
        </button>
      ))}
    </div>
  );
}
