/** The request as code that sends it again. */
import { t } from '../locales/locale.ts';
import { lazyPanel } from '../views/lazy-panel.tsx';
import type { Panel } from './panel.ts';

/** The code tab. */
export const code: Panel = {
  id: 'code',
  label: () => t.value.code.tab,
  View: lazyPanel(() => import('../code/code-view.tsx')),
};
