/** The tabs of one open drawer: each is loaded when it is first shown, and keeps its draft until the drawer shuts. */
import { computed, signal } from '@preact/signals';
import { type ApiFailure, toFailure } from '../api.ts';
import type { DrawerPlace, DrawerTab, OpenTab } from './tab.ts';

/** What is there of a tab. */
export type TabState = OpenTab | ApiFailure | null;

export const isOpenTab = (state: TabState | undefined): state is OpenTab => Boolean(state && 'View' in state);

/** Begins without any. What is to be set up for a request is for the `first` tab alone. */
export function openTabs(tabs: readonly DrawerTab[], place: DrawerPlace, first: DrawerTab | undefined) {
  const states = signal<ReadonlyMap<string, TabState>>(new Map());
  const isSaving = signal(false);
  let shut = false;
  const set = (id: string, state: TabState) => {
    states.value = new Map(states.peek()).set(id, state);
  };
  const load = async (tab: DrawerTab): Promise<void> => {
    const { id, load: fetchIt } = tab;
    if (states.peek().get(id) === null || isOpenTab(states.peek().get(id))) return;
    set(id, null);
    try {
      const open = await fetchIt();
      if (!shut) set(id, open(tab === first ? place : { ...place, like: null }));
    } catch (cause) {
      set(id, toFailure(cause));
    }
  };
  const dirty = computed<readonly DrawerTab[]>(() =>
    tabs.filter(({ id }) => {
      const state = states.value.get(id);
      return isOpenTab(state) && state.isDirty.value;
    }),
  );
  /** Saves what is changed, tab after tab; gives the tab that could not be. */
  const save = async (): Promise<DrawerTab | null> => {
    isSaving.value = true;
    try {
      for (const tab of dirty.peek()) {
        const state = states.peek().get(tab.id);
        // One after the other: a tab that fails is shown, and those after it stay as they are.
        if (isOpenTab(state) && !(await state.save())) return tab;
      }
      return null;
    } finally {
      isSaving.value = false;
    }
  };
  const close = () => {
    shut = true;
    for (const state of states.peek().values()) if (isOpenTab(state)) state.close?.();
  };
  return { states, dirty, isSaving, load, save, close };
}

/** The tabs. */
export type OpenTabs = ReturnType<typeof openTabs>;
