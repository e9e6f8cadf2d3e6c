/** The page's address: read from the bar, written to it, followed. */
import { signal } from '@preact/signals';

/** What the address names. `unknown`: no page of ours. */
export type Route =
  | { page: 'bins' }
  | {
      page: 'inspector';
      bin: string;
      seq: number | null;
      tab: string | null;
      q: string;
      /** The selected time span, ISO; null leaves an end open. */
      from: string | null;
      to: string | null;
      /** The request to compare with, on the diff tab. */
      with?: number;
      /** The tab of the drawer that is open. */
      settings?: string;
    }
  | { page: 'unknown'; path: string };

/** An inspector's address. */
export type InspectorRoute = Extract<Route, { page: 'inspector' }>;

const inspectorPath = /^\/bins\/([^/]+)(?:\/requests\/(\d+)(?:\/([a-z-]+))?)?$/;

/** Reads a path and a query string. */
export function parseRoute(pathname: string, search: string): Route {
  const path = pathname.replace(/\/+$/, '') || '/';
  if (path === '/') return { page: 'bins' };
  const [, bin, seq, tab] = inspectorPath.exec(path) ?? [];
  if (bin === undefined) return { page: 'unknown', path };
  const query = new URLSearchParams(search);
  const compared = Number(query.get('with'));
  const settings = query.get('settings');
  return {
    page: 'inspector',
    bin,
    seq: seq === undefined ? null : Number(seq),
    tab: tab ?? null,
    q: query.get('q') ?? '',
    from: readInstant(query.get('from')),
    to: readInstant(query.get('to')),
    ...(tab === 'diff' && compared > 0 ? { with: compared } : {}),
    ...(settings ? { settings } : {}),
  };
}

/** An instant in its one spelling; null when it is none, so that a broken link shows everything. */
function readInstant(text: string | null): string | null {
  const ms = Date.parse(text ?? '');
  return Number.isNaN(ms) ? null : new Date(ms).toISOString();
}

/** A bin as it is found: everything in it, nothing or one request open. */
export const inspectorRoute = (bin: string, seq: number | null = null): InspectorRoute => ({
  page: 'inspector',
  bin,
  seq,
  tab: null,
  q: '',
  from: null,
  to: null,
});

/** The address of a route. */
export function routeUrl(route: Route): string {
  if (route.page === 'bins') return '/';
  if (route.page === 'unknown') return route.path;
  const request = route.seq === null ? '' : `/requests/${route.seq}${route.tab ? `/${route.tab}` : ''}`;
  const compared = route.tab === 'diff' && route.with ? String(route.with) : null;
  const query = Object.entries({
    q: route.q,
    from: route.from,
    to: route.to,
    with: compared,
    settings: route.settings,
  })
    .filter(([, value]) => value)
    .map(([name, value]) => `${name}=${encodeURIComponent(value ?? '')}`)
    .join('&');
  return `/bins/${route.bin}${request}${query && `?${query}`}`;
}

/** Where the page is now. */
export const route = signal<Route>(parseRoute(location.pathname, location.search));

function readAddress(): void {
  route.value = parseRoute(location.pathname, location.search);
}

/** Goes to a route. `replace` keeps walking with the keyboard and typing out of the history. */
export function navigate(to: Route, { replace = false } = {}): void {
  const url = routeUrl(to);
  if (url === location.pathname + location.search) return;
  history[replace ? 'replaceState' : 'pushState'](null, '', url);
  route.value = to;
}

/** Makes plain links and the back button move within the page. */
export function followLinks(): void {
  addEventListener('popstate', readAddress);
  addEventListener('click', (event) => {
    if (
      event.defaultPrevented ||
      event.button ||
      event.metaKey ||
      event.ctrlKey ||
      event.shiftKey ||
      event.altKey
    )
      return;
    const link = event.target instanceof Element ? event.target.closest('a') : null;
    if (!link || link.target || link.download || link.origin !== location.origin || link.hash) return;
    const to = parseRoute(link.pathname, link.search);
    if (to.page === 'unknown') return;
    event.preventDefault();
    navigate(to);
  });
}
