/** Another request beside this one. */
import { late } from '../late/words.ts';
import { lazily } from '../views/lazy.tsx';
import type { Panel, PanelProps } from './panel.ts';

const { Lazy } = lazily<PanelProps>(async () => (await import('../diff/diff-view.tsx')).default);

/** The diff tab. */
export const diff: Panel = {
  id: 'diff',
  label: () => late.value.diff.tab,
  View: Lazy,
};
