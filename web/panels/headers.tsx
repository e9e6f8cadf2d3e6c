/** Headers as they arrived. */
import { late } from '../late/words.ts';
import { lazily } from '../views/lazy.tsx';
import type { Panel, PanelProps } from './panel.ts';

const { Lazy } = lazily<PanelProps>(async () => (await import('../views/headers-view.tsx')).HeadersView);

/** The headers tab. */
export const headers: Panel = {
  id: 'headers',
  label: () => late.value.headers.tab,
  count: (request) => request.headers.length + request.trailers.length,
  View: Lazy,
};
