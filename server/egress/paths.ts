/** Where a request goes below a target. Pure and total. */
import type { CapturedRequest } from '../contract.ts';

/** Path and query of a stored request below its hook URL, as they were sent: `path` has a slash that need not be there. */
export function belowHook({ target, path }: Pick<CapturedRequest, 'target' | 'path'>): string {
  if (path === '*') return '';
  if (target === path || !target.startsWith('/')) return path;
  return target.replace(/^\/in\/[^/?]*/, '');
}

/** /stripe?a=1 below http://x/webhooks?b=2 is /webhooks/stripe?b=2&a=1. */
export function joined(target: URL, below: string): string {
  const at = below.indexOf('?');
  const [path, query] = at < 0 ? [below, ''] : [below.slice(0, at), below.slice(at)];
  const start = path.startsWith('/') ? target.pathname.replace(/\/$/, '') : target.pathname;
  const search = target.search === '' ? query : `${target.search}${query.replace(/^\?/, '&')}`;
  return `${start}${path}${search}`;
}

/** The request line's path: below the target, or the target as it is. */
export const pathAt = (target: URL, below: string, path: 'keep' | 'replace'): string =>
  path === 'replace' ? `${target.pathname}${target.search}` : joined(target, below);
