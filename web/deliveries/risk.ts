/** What leaves this machine with a request that is sent on: who is asked before secrets go to another host. Pure. */
import type { HeaderPair } from '../../server/contract.ts';

/** Never sent as they came: framing, and what is for one connection only. */
const rebuilt =
  /^(?:host|content-length|transfer-encoding|connection|keep-alive|te|trailer|upgrade|expect|proxy-.*)$/i;

const secretName =
  /^(?:authorization|cookie|x-api-key|api-key|apikey)$|(?:secret|token|password|signature|credential|api-?key|hmac)/i;

/** A header that proves who somebody is; whoever reads it can do as if. */
export const isSecretHeader = (name: string): boolean => !rebuilt.test(name) && secretName.test(name);

/** The names of such headers, as they came, each once. */
export function secretHeaders(headers: readonly HeaderPair[]): string[] {
  const names = new Map(headers.map(([name]) => [name.toLowerCase(), name]));
  return [...names.values()].filter(isSecretHeader);
}

/** Null when it is no http or https URL. */
export function httpUrl(text: string): URL | null {
  const trimmed = text.trim();
  if (!URL.canParse(trimmed)) return null;
  const url = new URL(trimmed);
  return /^https?:$/.test(url.protocol) && !url.username && !url.password ? url : null;
}

/** True when nothing leaves the machine that Hookglass runs on. */
export const isLoopback = ({ hostname }: URL): boolean =>
  /^(?:localhost|.*\.localhost|127(?:\.\d+){3}|\[::1\])\.?$/.test(hostname);

/** What people type for their own app: `3000`, `:3000/hooks`, `localhost:3000`. */
export function completedUrl(text: string): string {
  const trimmed = text.trim();
  if (/^:?\d{2,5}(?:\/.*)?$/.test(trimmed)) return `http://localhost:${trimmed.replace(/^:/, '')}`;
  if (trimmed === '' || /^[a-z][a-z0-9+.-]*:\/\//i.test(trimmed)) return trimmed;
  return /^[\w.-]+(?::\d+)?(?:\/.*)?$/.test(trimmed) ? `http://${trimmed}` : trimmed;
}
