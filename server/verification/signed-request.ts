/** A captured request as its sender signed it: the URL that was called is put together again. Pure and total. */
import { pathOfTarget } from '../capture/hook-url.ts';
import type { HeaderPair } from '../contract.ts';
import { headerValue } from '../headers.ts';
import type { SignedRequest } from '../signatures/signature.ts';

/** What is known of a request besides its body. */
export interface Head {
  method: string;
  target: string;
  headers: readonly HeaderPair[];
}

/**
 * `publicUrl` is what the server was told that senders call. Without it a tunnel or proxy may have said so: it can lie,
 * but whoever has no secret gains nothing by it.
 */
export const signedRequest = (
  { method, target, headers }: Head,
  body: Uint8Array,
  publicUrl: string | null,
): SignedRequest => ({ method, url: urlOf(target, headers, publicUrl), headers, body });

/** Names and values in turn, as pairs. */
export function pairsOf(raw: readonly string[]): HeaderPair[] {
  const pairs: HeaderPair[] = [];
  for (let at = 0; at < raw.length; at += 2) pairs.push([raw[at] ?? '', raw[at + 1] ?? '']);
  return pairs;
}

function urlOf(target: string, headers: readonly HeaderPair[], publicUrl: string | null): string | null {
  const path = pathOfTarget(target);
  // A bin that is called by its own host name is not below the public URL.
  if (publicUrl !== null && path.startsWith('/in/')) return publicUrl.replace(/\/$/, '') + path;
  const host = first(headers, 'x-forwarded-host') ?? headerValue(headers, 'host');
  if (!host) return null;
  return `${first(headers, 'x-forwarded-proto') === 'https' ? 'https' : 'http'}://${host}${path}`;
}

/** The first of the values that proxies one behind the other may have written. */
function first(headers: readonly HeaderPair[], name: string): string | null {
  const value = headerValue(headers, name)?.split(',', 1)[0]?.trim();
  return value ? value : null;
}
