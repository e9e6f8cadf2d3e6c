/** Another request beside this one. */
import { t } from '../locales/locale.ts';
import { lazily } from '../views/lazy.tsx';
import type { Panel, PanelProps } from './panel.ts';

const { Lazy } = lazily<PanelProps>(async () => (await import('../diff/diff-view.tsx')).default);

/** The diff tab. */
export const diff: Panel = {
  id: 'diff',
  label: () => t.value.diff.tab,
  View: Lazy,
};
