/** The cookies of a request. */
import { cookiesOf } from '../cookies.ts';
import { late } from '../late/words.ts';
import { lazily } from '../views/lazy.tsx';
import type { Panel, PanelProps } from './panel.ts';

const { Lazy } = lazily<PanelProps>(async () => (await import('../views/cookie-list.tsx')).CookieList);

/** The cookies tab. */
export const cookies: Panel = {
  id: 'cookies',
  label: () => late.value.cookies.tab,
  shown: ({ headers }) => cookiesOf(headers).length > 0,
  count: ({ headers }) => cookiesOf(headers).length,
  View: Lazy,
};
