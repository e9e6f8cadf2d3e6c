/** The tabs of the drawer, in their order. Whoever builds one adds a line. */
import { late } from '../late/words.ts';
import type { DrawerTab } from './tab.ts';

export const drawerTabs: readonly DrawerTab[] = [
  {
    id: 'response',
    label: () => late.value.drawer.tabs.response,
    note: () => late.value.drawer.notes.response,
    load: async () => (await import('./response/response-tab.tsx')).loadResponse(),
  },
  {
    id: 'verification',
    label: () => late.value.drawer.tabs.verification,
    note: () => late.value.drawer.notes.verification,
    load: async () => (await import('./verification/tab.tsx')).loadVerification(),
  },
];
