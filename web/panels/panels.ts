/** The tabs of the request detail, in their order; keys 1 to 9 open them. */
import { body } from './body.tsx';
import { code } from './code.tsx';
import { cookies } from './cookies.tsx';
import { diff } from './diff.tsx';
import { forwards } from './forwards.tsx';
import { headers } from './headers.tsx';
import { overview } from './overview.tsx';
import type { Panel } from './panel.ts';
import { query } from './query.tsx';
import { rawHttp } from './raw-http.tsx';

/** All panels. */
export const panels: readonly Panel[] = [
  overview,
  body,
  headers,
  query,
  cookies,
  rawHttp,
  code,
  forwards,
  diff,
];

/** The panel of an address, the first when it names none. */
export const panelOf = (id: string | null): Panel => panels.find((panel) => panel.id === id) ?? overview;
