/** What a bin answers. Pure. */
import type { CapturedRequest, HeaderPair, SentResponse } from '../contract.ts';
import { errorBody } from '../errors.ts';
import { headerValue } from '../headers.ts';
import { hostName, pathOfTarget } from './hook-url.ts';

/**
 * On every answer of the capture plane: whatever it is, a browser gives it an origin of its own, so that no
 * page a sender made up can reach the inspector, which lives on the same port.
 */
export const sandboxHeaders: readonly HeaderPair[] = [
  ['content-security-policy', "sandbox; default-src 'none'"],
  ['x-content-type-options', 'nosniff'],
];

const json = (status: number, body: unknown, more: readonly HeaderPair[] = []): SentResponse => ({
  status,
  headers: [['content-type', 'application/json'], ...more, ...sandboxHeaders],
  body: JSON.stringify(body),
  rule: null,
});

/** The name by which a stored request asked for its bin, and so was answered: the bin may be called otherwise now. */
export function nameAsked({
  bin,
  target,
  path,
  headers,
}: Pick<CapturedRequest, 'bin' | 'target' | 'path' | 'headers'>): string {
  const asked = pathOfTarget(target);
  // By host name the whole path is the sender's; a long one is listed cut.
  const byHost = path.endsWith('…') ? asked.startsWith(path.slice(0, -1)) : asked === path;
  const label = hostName(headerValue(headers, 'host') ?? undefined)?.split('.', 1)[0];
  return (byHost ? label : /^\/in\/([^/?]+)/.exec(asked)?.[1]) ?? bin;
}

/** What became of a request, as far as its answer follows from it. */
export type Kept = Pick<CapturedRequest, 'status' | 'reason' | 'state'>;

/** The answer to a stored request; not a 200 when it could not be kept whole, or its signature was refused. */
export function respond(bin: string, seq: number, { status, reason, state }: Kept): SentResponse {
  const more: HeaderPair[] = [['hookglass-seq', String(seq)]];
  if (status === 200) return json(200, { ok: true, bin, seq }, more);
  if (status === 503) more.push(['retry-after', '1']);
  const code = state === 'complete' ? 'signature_refused' : 'not_kept_whole';
  return json(status, { ...errorBody(status, code, reason ?? ''), bin, seq }, more);
}

/** The answer to a request that was not stored. */
export function refuse(status: number, code: string, message: string): SentResponse {
  const retry: HeaderPair[] =
    status === 503 || status === 507 ? [['retry-after', status === 503 ? '1' : '30']] : [];
  return json(status, errorBody(status, code, message), retry);
}
