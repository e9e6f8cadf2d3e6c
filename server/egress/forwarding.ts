/** A stored request on its way to a forwarding target. */
import type { ForwardTarget, HeaderPair } from '../contract.ts';
import { HookglassError } from '../errors.ts';
import { headerValues } from '../headers.ts';
import type { DeliveryOutcome, Store, StoredRequest } from '../store/store.ts';
import { DeliveryFailure, type OutgoingRequest } from './outgoing.ts';
import { resent } from './stored-request.ts';

/** Counts how often a request was forwarded from bin to bin; by it circles end. */
export const hopHeader = 'hookglass-hops';
const maxHops = 3;

/** A request, and why it must not be sent, if so. */
export interface ToForward {
  request: OutgoingRequest;
  refused: DeliveryFailure | null;
}

/** Never rejects for what is wrong with the request: that is an outcome, to be kept. */
export async function toForward(
  store: Store,
  stored: StoredRequest,
  target: ForwardTarget,
  now: number,
): Promise<ToForward> {
  const { path, host, sign, anyCertificate } = target;
  const origin = new URL(target.url);
  const resending = { target: origin, path, host, sign, anyCertificate, edit: {} };
  try {
    const { request } = await resent(store, stored, resending, now);
    const hops = Math.max(0, ...headerValues(request.headers, hopHeader).map((text) => Number(text) || 0));
    const headers: HeaderPair[] = request.headers.filter(([name]) => name.toLowerCase() !== hopHeader);
    headers.push([hopHeader, String(hops + 1)]);
    return { request: { ...request, headers }, refused: hops >= maxHops ? loop(hops) : null };
  } catch (cause) {
    const code = cause instanceof HookglassError ? cause.code : '';
    if (code === 'request_not_found' || code.startsWith('store_')) throw cause;
    const message = cause instanceof Error ? cause.message : String(cause);
    const { method, headers } = stored;
    const target = `${origin.pathname}${origin.search}`;
    const request: OutgoingRequest = { origin, method, target, headers, body: null, host };
    return { request, refused: new DeliveryFailure('bad_request', message) };
  }
}

const loop = (hops: number): DeliveryFailure =>
  new DeliveryFailure('loop', `this was forwarded ${hops} times already: it goes round in a circle`);

/** The outcome of what is not sent. */
export const refusal = ({ error }: DeliveryFailure): DeliveryOutcome => ({
  state: 'failed',
  status: null,
  error,
  timing: { connectMs: null, firstByteMs: null, totalMs: null },
  response: null,
});
