/** The tabs of the drawer, in their order. Whoever builds one adds a line. */
import { t } from '../locales/locale.ts';
import type { DrawerTab } from './tab.ts';

export const drawerTabs: readonly DrawerTab[] = [
  {
    id: 'response',
    label: () => t.value.drawer.tabs.response,
    note: () => t.value.drawer.notes.response,
    load: async () => (await import('./response/response-tab.tsx')).loadResponse(),
  },
  {
    id: 'forwarding',
    label: () => t.value.drawer.tabs.forwarding,
    note: () => t.value.drawer.notes.forwarding,
    load: async () => (await import('./forwarding/forwarding-tab.tsx')).loadForwarding(),
  },
];
