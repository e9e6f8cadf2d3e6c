/** The attempts of an event with what only their whole requests tell: bytes, times, what was asked of the sender. */
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { CapturedRequest, RequestSummary } from '../../server/contract.ts';
import { headerValue } from '../../server/headers.ts';
import { api } from '../api.ts';
import { signedAt } from '../header-notes.ts';
import type { Arrival } from '../retry-story.ts';

/** So many are looked at whole, the newest ones. */
const mostWhole = 40;
const atOnce = 6;

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

/** Milliseconds that a Retry-After asks for: seconds, or a date. Pure. */
export function retryAfterMs(value: string | null, at: number): number | null {
  if (value === null) return null;
  if (/^\d{1,9}$/.test(value.trim())) return Number(value) * 1_000;
  const date = Date.parse(value);
  return Number.isNaN(date) ? null : Math.max(0, date - at);
}

const bare = ({ seq, receivedAt, status }: RequestSummary): Arrival => ({
  seq,
  at: Date.parse(receivedAt),
  tookMs: 0,
  status,
  body: null,
  sentAt: null,
  count: null,
  retryAfterMs: null,
});

/** An arrival with all that is known of it. Pure. */
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

/** The attempts, at first as their rows tell, soon with everything. What cannot be read stays as the rows tell. */
export function useArrivals(items: readonly RequestSummary[]): {
  arrivals: readonly Arrival[];
  isWhole: boolean;
} {
  const known = useSignal<ReadonlyMap<string, Arrival>>(new Map());
  const isDone = useSignal(false);
  useEffect(() => {
    const control = new AbortController();
    const load = async () => {
      const found = new Map(known.peek());
      const left = items.slice(0, mostWhole).filter(({ id }) => !found.has(id));
      const work = async () => {
        for (let one = left.shift(); one; one = left.shift()) {
          const request = await api.request(one.bin, one.seq, control.signal).catch(() => null);
          if (request) found.set(one.id, arrivalOf(request));
        }
      };
      await Promise.all(Array.from({ length: atOnce }, work));
      if (control.signal.aborted) return;
      known.value = found;
      isDone.value = true;
    };
    void load();
    return () => control.abort();
  }, [items]);
  return { arrivals: items.map((one) => known.value.get(one.id) ?? bare(one)), isWhole: isDone.value };
}
