/** The settings of a bin: a sheet at the right edge, the whole screen on a phone. */
import { useSignal } from '@preact/signals';
import { useEffect, useLayoutEffect, useMemo, useRef } from 'preact/hooks';
import { ApiFailure } from '../api.ts';
import { type OpenDrawer, closeDrawer, showTab } from '../drawer.ts';
import { t } from '../locales/locale.ts';
import { route } from '../route.ts';
import { showToast } from '../toasts.ts';
import { Icon } from '../views/icon.tsx';
import { Problem } from '../views/problem.tsx';
import { DrawerFoot } from './drawer-foot.tsx';
import { DrawerTabs } from './drawer-tabs.tsx';
import { isOpenTab, openTabs, type OpenTabs } from './open-tabs.ts';
import type { DrawerTab } from './tab.ts';
import { drawerTabs } from './tabs.ts';
import '../styles/drawer.css';

/** The open drawer. What would be lost is asked for once, whichever way it is left. */
export default function DrawerView({ open: { place, tab } }: { open: OpenDrawer }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const asking = useSignal(false);
  const shown = drawerTabs.find(({ id }) => id === tab) ?? drawerTabs[0];
  const tabs = useMemo(() => openTabs(drawerTabs, place, shown), []);
  useModal(dialog);
  useEffect(() => tabs.close, []);
  useEffect(() => {
    if (shown) void tabs.load(shown);
  }, [shown]);
  const leave = () => {
    if (tabs.dirty.peek().length === 0) return closeDrawer();
    asking.value = true;
  };
  useAddress(leave);
  useUnload(tabs);
  const save = async () => {
    if (tabs.isSaving.peek()) return;
    asking.value = false;
    const hadChanges = tabs.dirty.peek().length > 0;
    const failed = await tabs.save();
    if (failed) return showTab(failed.id);
    if (hadChanges) showToast(t.value.drawer.saved);
    closeDrawer();
  };
  const onEscape = () => {
    const state = shown && tabs.states.peek().get(shown.id);
    if (asking.peek()) asking.value = false;
    else if (!(isOpenTab(state) && state.back?.())) leave();
  };
  if (!shown) return null;
  return (
    <dialog
      class="drawer"
      aria-labelledby="drawer-title"
      ref={dialog}
      onCancel={(event) => {
        event.preventDefault();
        leave();
      }}
      // The browser may shut it all the same, when it was asked twice.
      onClose={closeDrawer}
      onPointerDown={({ target, currentTarget }) => target === currentTarget && leave()}
      onKeyDown={(event) => {
        const isSave = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 's';
        if (event.defaultPrevented || !(isSave || event.key === 'Escape')) return;
        event.preventDefault();
        if (isSave) void save();
        else onEscape();
      }}
    >
      <div class="drawer-head">
        <h2 class="grow trunc" id="drawer-title">
          {place.bin.value.name}
        </h2>
        <button
          type="button"
          class="icb"
          aria-label={t.value.drawer.close}
          title={t.value.drawer.close}
          onClick={leave}
        >
          <Icon name="x" />
        </button>
      </div>
      <DrawerTabs tabs={drawerTabs} shown={shown} dirty={tabs.dirty.value} />
      <div
        class="drawer-body scrolls"
        role="tabpanel"
        id="drawer-panel"
        aria-labelledby={`drawer-tab-${shown.id}`}
      >
        <Shown tab={shown} tabs={tabs} key={shown.id} />
      </div>
      <DrawerFoot tab={shown} tabs={tabs} asking={asking} onLeave={leave} onSave={() => void save()} />
    </dialog>
  );
}

function Shown({ tab, tabs }: { tab: DrawerTab; tabs: OpenTabs }) {
  const state = tabs.states.value.get(tab.id);
  if (isOpenTab(state)) return <state.View />;
  if (state instanceof ApiFailure)
    return <Problem title={t.value.body.noCode} failure={state} onRetry={() => void tabs.load(tab)} />;
  return (
    <div class="wait" aria-busy="true" aria-label={t.value.drawer.loading}>
      <i class="sk1 w40" />
      <i class="sk1 tall" />
    </div>
  );
}

/** Over everything while it is there; the focus begins at the shown tab, and goes back to the opener. */
function useModal(dialog: { readonly current: HTMLDialogElement | null }): void {
  useLayoutEffect(() => {
    const element = dialog.current;
    const opener = document.activeElement;
    element?.showModal();
    element?.querySelector<HTMLElement>('[role=tab][aria-selected=true]')?.focus();
    return () => {
      element?.close();
      const place =
        opener?.isConnected && opener !== document.body ? opener : document.getElementById('main');
      if (place instanceof HTMLElement) place.focus();
    };
  }, []);
}

/** The back button leaves the drawer as Escape does. */
function useAddress(leave: () => void): void {
  const { value } = route;
  const isNamed = value.page === 'inspector' && value.settings !== undefined;
  useEffect(() => {
    if (!isNamed) leave();
  }, [isNamed]);
}

/** A page that is left or loaded anew takes unsaved changes with it: the browser asks. */
function useUnload({ dirty }: OpenTabs): void {
  useEffect(() => {
    const onLeave = (event: BeforeUnloadEvent) => {
      if (dirty.peek().length > 0) event.preventDefault();
    };
    addEventListener('beforeunload', onLeave);
    return () => removeEventListener('beforeunload', onLeave);
  }, []);
}
