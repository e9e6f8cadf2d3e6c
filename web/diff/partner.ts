/** With what a request is compared: the one that was asked for, else the one that tells most. */
import type { CapturedRequest, RequestSummary } from '../../server/contract.ts';
import { api } from '../api.ts';
import type { Side } from './change.ts';

const looked = 50;

/**
 * The previous attempt of the same event, else the previous request with the same title, else the one before, else
 * another one. Null when there is no other. Rejects with an ApiFailure.
 */
export async function likelyPartner(
  { bin, seq, title }: RequestSummary,
  attempts: readonly RequestSummary[],
  signal: AbortSignal,
): Promise<number | null> {
  const earlier = attempts.find((one) => one.seq < seq);
  if (earlier) return earlier.seq;
  const { items } = await api.requests(bin, { limit: looked, before: seq }, signal);
  const namesake = items.find((one) => one.title === title) ?? items[0];
  if (namesake) return namesake.seq;
  const newest = await api.requests(bin, { limit: 2 }, signal);
  return newest.items.find((one) => one.seq !== seq)?.seq ?? null;
}

/** A request with its body. Rejects with an ApiFailure. */
export async function loadSide(bin: string, seq: number, signal: AbortSignal): Promise<Side> {
  const request: CapturedRequest = await api.request(bin, seq, signal);
  return { request, bytes: request.body.stored ? await api.body(bin, seq, signal) : new Uint8Array() };
}
