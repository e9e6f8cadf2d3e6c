/** Another request beside this one. */
import { t } from '../locales/locale.ts';
import { lazyPanel } from '../views/lazy-panel.tsx';
import type { Panel } from './panel.ts';

/** The diff tab. */
export const diff: Panel = {
  id: 'diff',
  label: () => t.value.diff.tab,
  View: lazyPanel(() => import('../diff/diff-view.tsx')),
};
