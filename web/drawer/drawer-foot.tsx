/** The foot of the drawer: what saving means, and the two ways out. */
import type { Signal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { keyCaps } from '../commands.ts';
import { closeDrawer } from '../drawer.ts';
import { t } from '../locales/locale.ts';
import { focusOn, shownTab } from './focus.ts';
import type { OpenTabs } from './open-tabs.ts';
import type { DrawerTab } from './tab.ts';

interface DrawerFootProps {
  tab: DrawerTab;
  tabs: OpenTabs;
  /** True while it is asked what becomes of unsaved changes. */
  asking: Signal<boolean>;
  onLeave: () => void;
  onSave: () => void;
}

/** The foot; the question about unsaved changes takes its place. */
export function DrawerFoot({ tab, tabs, asking, onLeave, onSave }: DrawerFootProps) {
  const words = t.value.drawer;
  if (asking.value) return <Question tabs={tabs} asking={asking} />;
  return (
    <div class="drawer-foot">
      <span class="grow">{tab.note()}</span>
      <button type="button" class="btn ghost" onClick={onLeave}>
        {words.cancel}
      </button>
      <button type="button" class="btn pri" aria-disabled={tabs.isSaving.value} onClick={onSave}>
        {words.save}
        {keyCaps('Mod+s').map((cap) => (
          <kbd key={cap} aria-hidden="true">
            {cap}
          </kbd>
        ))}
      </button>
    </div>
  );
}

function Question({ tabs, asking }: Pick<DrawerFootProps, 'tabs' | 'asking'>) {
  const keep = useRef<HTMLButtonElement>(null);
  const words = t.value.drawer;
  useEffect(() => {
    const before = document.activeElement;
    keep.current?.focus();
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus();
      else focusOn(shownTab);
    };
  }, []);
  return (
    <div class="drawer-foot asks" role="alertdialog" aria-labelledby="drawer-question">
      <span class="grow" id="drawer-question">
        {words.unsaved(tabs.dirty.value.map(({ label }) => label()).join(', '))}
      </span>
      <button type="button" class="btn" ref={keep} onClick={() => (asking.value = false)}>
        {words.keepEditing}
      </button>
      <button type="button" class="btn danger" onClick={closeDrawer}>
        {words.discard}
      </button>
    </div>
  );
}
