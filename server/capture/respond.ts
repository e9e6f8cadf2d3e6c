/** What a bin answers. Pure. */
import type { CapturedRequest, FaultKind, HeaderPair, SentResponse } from '../contract.ts';
import { errorBody } from '../errors.ts';
import { headerValue } from '../headers.ts';
import type { StoredRequest } from '../store/store.ts';
import { hostName, pathOfTarget } from './hook-url.ts';

/**
 * On every answer of the capture plane: whatever it is, a browser gives it an origin of its own, so that no
 * page a sender made up can reach the inspector, which lives on the same port.
 */
export const sandboxHeaders: readonly HeaderPair[] = [
  ['content-security-policy', "sandbox; default-src 'none'"],
  ['x-content-type-options', 'nosniff'],
];

/**
 * The same for what a bin answers in its own way: a page may run, but as one of nobody. Policies add up, so none that the
 * answer has itself can take this one back.
 */
const scriptSandbox: readonly HeaderPair[] = [
  ['content-security-policy', 'sandbox allow-scripts allow-forms allow-modals allow-popups allow-downloads'],
  ['x-content-type-options', 'nosniff'],
];

function json(status: number, value: unknown, more: readonly HeaderPair[] = []): SentResponse {
  const body = JSON.stringify(value);
  return {
    ...noResponse,
    status,
    headers: [['content-type', 'application/json'], ...more, ...sandboxHeaders],
    body,
    bodyBytes: Buffer.byteLength(body),
  };
}

// Of a Content-Length that is too long.
const missingBytes = 16;

/** Nothing was answered. */
export const noResponse: SentResponse = {
  status: 0,
  headers: [],
  body: '',
  bodyBytes: 0,
  scripted: false,
  rule: null,
  ruleId: null,
  fault: null,
  delayMs: 0,
};

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

/** What was answered to a stored request: by its bin's own answers, or as follows from it. */
export function responseTo(request: StoredRequest): SentResponse {
  const { answer, status, fault, seq } = request;
  if (!answer) return status === 0 ? noResponse : respond(nameAsked(request), seq, request);
  const { rule, ruleId, delayMs } = answer;
  const said = { ...noResponse, scripted: true, rule, ruleId, fault, delayMs };
  if (status === 0) return said;
  const body = answer.body ?? ownBody(nameAsked(request), seq, status);
  const bodyBytes = answer.body === null ? Buffer.byteLength(body) : answer.bodyBytes;
  return { ...said, status, headers: scriptedHeaders(answer.headers, seq), body, bodyBytes };
}

/** Hookglass's own body, whatever the status. */
export const ownBody = (bin: string, seq: number, status: number): string =>
  JSON.stringify({ ok: status < 400, bin, seq });

/** A bin's own headers, and after them those that no answer goes without. */
export const scriptedHeaders = (headers: readonly HeaderPair[], seq: number): HeaderPair[] => [
  ...headers,
  ['hookglass-seq', String(seq)],
  ...scriptSandbox,
];

/** The same the other way round: what an export says, without what every answer has. */
export const withoutShared = (headers: readonly HeaderPair[]): HeaderPair[] =>
  headers.slice(0, Math.max(0, headers.length - 1 - scriptSandbox.length));

/** The Content-Length of a body; null: there is to be none. */
export function announcedLength(status: number, fault: FaultKind | null, length: number): number | null {
  // A 204 has none, RFC 9110 section 8.6; that of a 304 would be another answer's.
  if (status === 204 || status === 304) return null;
  // Of nothing there is no middle: one byte is announced and does not come.
  if (fault === 'cut') return Math.max(1, length);
  if (fault === 'long') return length + missingBytes;
  return fault === 'short' ? Math.floor(length / 2) : length;
}

/** How many bytes of a body leave. */
export const sentLength = (fault: FaultKind | null, length: number): number =>
  fault === 'cut' ? Math.floor(length / 2) : length;

/** The answer to a request that was not stored. */
export function refuse(status: number, code: string, message: string): SentResponse {
  const retry: HeaderPair[] =
    status === 503 || status === 507 ? [['retry-after', status === 503 ? '1' : '30']] : [];
  return json(status, errorBody(status, code, message), retry);
}
