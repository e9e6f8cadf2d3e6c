/** Opens the settings of a bin at one of their tabs, from anywhere; the drawer itself is loaded when it is first wanted. */
import { computed, signal } from '@preact/signals';
import type { Bin, RequestSummary } from '../server/contract.ts';
import type { DrawerPlace } from './drawer/tab.ts';
import type { Inspector } from './inspector.ts';
import { navigate, route } from './route.ts';

/** An open drawer: where, and the id of the tab that is shown. */
export interface OpenDrawer {
  place: DrawerPlace;
  tab: string;
}

/** Null while it is shut. */
export const drawer = signal<OpenDrawer | null>(null);

function putInAddress(settings: string | null): void {
  const { value } = route;
  if (value.page !== 'inspector') return;
  const { settings: _, ...rest } = value;
  navigate(settings === null ? rest : { ...rest, settings }, { replace: true });
}

/** Shows a tab; nothing while the bin is not loaded. `like`: a request for which something is to be set up. */
export function openDrawer(model: Inspector, tab: string, like: RequestSummary | null = null): void {
  const { bin: found } = model.list.peek();
  if (!found || drawer.peek()) return;
  const at = route.peek();
  let last: Bin = found;
  const place: DrawerPlace = {
    // A bin that is deleted meanwhile stays what it was: saving says what became of it.
    bin: computed(() => (last = model.list.value.bin ?? last)),
    newest: computed(() => model.list.value.waiting[0] ?? model.list.value.rows[0] ?? null),
    seq: at.page === 'inspector' ? at.seq : null,
    like,
    onDelivered: model.deliveries.listen,
    changed: (bin) => model.dispatch({ type: 'bin', bin }),
  };
  drawer.value = { place, tab };
  putInAddress(tab);
}

/** Goes to another tab of the open drawer. */
export function showTab(tab: string): void {
  const open = drawer.peek();
  if (!open) return;
  drawer.value = { ...open, tab };
  putInAddress(tab);
}

/** Shuts it, whatever is in it. */
export function closeDrawer(): void {
  drawer.value = null;
  putInAddress(null);
}
