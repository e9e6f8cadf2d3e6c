/** Which bin a request is for, and what a bin's hook URL looks like. Pure and total: no input throws. */
import { binIdPattern } from '../contract.ts';

/** A request that belongs to the capture plane. `bin` null: the place of the name holds none. */
export interface HookRoute {
  bin: string | null;
  /** Path and query below the hook URL, as sent. */
  path: string;
}

const binId = new RegExp(binIdPattern);
const authority = /^(\[[0-9a-f:.]+\]|[^:@/?#\s]+)(?::(\d{1,5}))?$/i;

/** The host of a Host header in lower case without its port, brackets kept; null when it cannot be read. */
export const hostName = (host: string | undefined): string | null =>
  authority
    .exec(host ?? '')?.[1]
    ?.toLowerCase()
    .replace(/\.$/, '') ?? null;

/**
 * Reads target and Host; null = the control plane. A host `<bin>.<hookDomain>` owns its whole path; the path form
 * is `/in/<bin>`. An absolute-form target is taken by its path: this server never dials out for it.
 */
export function hookRoute(target: string, host: string | undefined, hookDomain: string): HookRoute | null {
  const path = pathOfTarget(target);
  const bin = binOfHost(host, hookDomain);
  if (bin !== null) return { bin, path };
  if (!path.startsWith('/in/') && path !== '/in') return null;
  const rest = path.slice(4);
  const end = rest.search(/[/?]/);
  const name = end < 0 ? rest : rest.slice(0, end);
  const below = end < 0 ? '/' : rest.slice(end);
  return { bin: binId.test(name) ? name : null, path: below.startsWith('?') ? `/${below}` : below };
}

/** Path and query of a target, which may be a whole URL. */
export function pathOfTarget(target: string): string {
  if (target.startsWith('/')) return target;
  const [, path] = /^[a-z][a-z0-9+.-]*:\/\/[^/?#]*(.*)$/i.exec(target) ?? [];
  if (path === undefined) return target;
  return path.startsWith('/') ? path : `/${path}`;
}

/** Where senders post to a bin. */
export const hookUrl = (hookBase: string, bin: string): string => `${hookBase}${bin}`;

function binOfHost(host: string | undefined, hookDomain: string): string | null {
  const name = hostName(host);
  if (!name?.endsWith(`.${hookDomain}`)) return null;
  const label = name.slice(0, -hookDomain.length - 1);
  return binId.test(label) ? label : null;
}
