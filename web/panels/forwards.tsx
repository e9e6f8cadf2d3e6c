/** Every time the request was sent on: replays and forwards. */
import { withWords } from '../deliveries/words.ts';
import { late } from '../late/words.ts';
import { lazily } from '../views/lazy.tsx';
import type { Panel, PanelProps } from './panel.ts';

const { Lazy } = lazily<PanelProps>(() => withWords(import('../deliveries/forwards-view.tsx')));

/** The forwards tab. */
export const forwards: Panel = {
  id: 'forwards',
  label: () => late.value.detail.forwards,
  count: (request, deliveries) => (deliveries.seq === request.seq ? deliveries.items.length : 0),
  View: Lazy,
};
