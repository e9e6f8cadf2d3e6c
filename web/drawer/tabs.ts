/** The tabs of the drawer, in their order. Whoever builds one adds a line. */
import type { DrawerTab } from './tab.ts';

export const drawerTabs: readonly DrawerTab[] = [];
