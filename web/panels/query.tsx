/** The query string. */
import { parsePairs } from '../decode.ts';
import { late } from '../late/words.ts';
import { queryOf } from '../query-string.ts';
import { lazily } from '../views/lazy.tsx';
import type { Panel, PanelProps } from './panel.ts';

const { Lazy } = lazily<PanelProps>(async () => (await import('../views/query-view.tsx')).QueryView);

/** The query tab. */
export const query: Panel = {
  id: 'query',
  label: () => late.value.query.tab,
  count: (request) => parsePairs(queryOf(request)).length,
  View: Lazy,
};
