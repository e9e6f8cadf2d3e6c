/** Draws the open drawer. */
import { closeDrawer, drawer } from '../drawer.ts';
import { lazily } from './lazy.tsx';

const { Lazy: DrawerView } = lazily(
  async () => (await import('../drawer/drawer-view.tsx')).default,
  closeDrawer,
);

/** The settings of a bin, while somebody looks at them. */
export function DrawerHost() {
  return drawer.value && <DrawerView open={drawer.value} />;
}
