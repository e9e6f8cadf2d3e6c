/**
 * The steps of a stored verdict. They are not kept: the same settings find them again in the same bytes. A body that
 * is not small is checked in a thread, as it was when it came.
 */
import type { SignatureVerdict } from '../contract.ts';
import type { StoredRequest, StoredVerification } from '../store/store.ts';
import type { CheckParts } from './arrival.ts';
import { withBodyInHand } from './body-in-hand.ts';
import { explain, type ToCheck } from './verdicts.ts';

// As much as arrives in one piece.
const smallBytes = 256 * 1024;
const limitMs = 5_000;

/** The request with the steps of its verdicts; they stay null when the settings have changed since. */
export async function withSteps(parts: CheckParts, request: StoredRequest): Promise<StoredRequest> {
  const list = parts.store.bins.settings(request.bin)?.checks.list ?? [];
  if (request.verification.length === 0 || list.length === 0) return request;
  const found = await withBodyInHand(parts, request, async (asked) =>
    asked ? explained(parts, list, asked) : [],
  ).catch(() => []);
  const verification = request.verification.map((kept) => found.find((one) => isSame(one, kept)) ?? kept);
  return { ...request, verification };
}

async function explained(
  { thread }: CheckParts,
  list: readonly StoredVerification[],
  asked: ToCheck,
): Promise<readonly SignatureVerdict[]> {
  if (asked.request.body.length <= smallBytes) return explain(list, asked);
  return thread.ask('explain', { list, request: asked }, limitMs);
}

const isSame = (one: SignatureVerdict, kept: SignatureVerdict): boolean =>
  one.provider === kept.provider &&
  one.status === kept.status &&
  one.code === kept.code &&
  one.secret === kept.secret;
