/** A stored request as an arrival of its event. Pure. */
import type { CapturedRequest, RequestSummary } from '../../server/contract.ts';
import { headerValue } from '../../server/headers.ts';
import { signedAt } from '../header-notes.ts';
import type { Arrival } from '../retry-story.ts';

/** Senders that count: Slack from 1 at the first retry, Hookdeck from 1 at the first try. */
const counters: readonly [header: string, first: number][] = [
  ['x-slack-retry-num', 0],
  ['x-hookdeck-attempt-count', 1],
];

function countOf({ headers }: CapturedRequest): number | null {
  for (const [name, first] of counters) {
    const value = headerValue(headers, name);
    if (value !== null && /^\d{1,6}$/.test(value)) return Number(value) - first;
  }
  return null;
}

/** Milliseconds that a Retry-After asks for: seconds, or a date. */
export function retryAfterMs(value: string | null, at: number): number | null {
  if (value === null) return null;
  if (/^\d{1,9}$/.test(value.trim())) return Number(value) * 1_000;
  const date = Date.parse(value);
  return Number.isNaN(date) ? null : Math.max(0, date - at);
}

/** What a row tells of an arrival. */
export const bare = ({ seq, receivedAt, status }: RequestSummary): Arrival => ({
  seq,
  at: Date.parse(receivedAt),
  tookMs: 0,
  status,
  body: null,
  sentAt: null,
  count: null,
  retryAfterMs: null,
});

/** An arrival with all that is known of it. */
export function arrivalOf(request: CapturedRequest): Arrival {
  const { timing, body, headers, response } = request;
  const tookMs = timing.bodyMs + (timing.commitMs ?? 0) + (timing.replyMs ?? 0);
  const summary = bare(request);
  return {
    ...summary,
    tookMs,
    body: body.sha256 || null,
    sentAt: signedAt((name) => headerValue(headers, name)),
    count: countOf(request),
    retryAfterMs: retryAfterMs(headerValue(response.headers, 'retry-after'), summary.at + tookMs),
  };
}
