/** The request as it stood on the wire, and what was answered. */
import { late } from '../late/words.ts';
import { lazily } from '../views/lazy.tsx';
import type { Panel, PanelProps } from './panel.ts';

const { Lazy } = lazily<PanelProps>(async () => (await import('../views/raw-http-view.tsx')).RawHttpView);

/** The raw tab. */
export const rawHttp: Panel = { id: 'raw', label: () => late.value.raw.tab, View: Lazy };
