/** The request as code that sends it again. */
import { late } from '../late/words.ts';
import { lazily } from '../views/lazy.tsx';
import type { Panel, PanelProps } from './panel.ts';

const { Lazy } = lazily<PanelProps>(async () => (await import('../code/code-view.tsx')).default);

/** The code tab. */
export const code: Panel = {
  id: 'code',
  label: () => late.value.code.tab,
  View: Lazy,
};
