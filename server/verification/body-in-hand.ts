/** Bodies of stored requests that somebody looks at: only so many bytes of them are in memory at once. */
import { Room } from '../room.ts';
import type { StoredRequest } from '../store/store.ts';
import { type CheckParts, maxCheckedBytes } from './arrival.ts';
import { readToCheck } from './recheck.ts';
import type { ToCheck } from './verdicts.ts';

const room = new Room(maxCheckedBytes, 10_000);

/** Gives the request with its body to `use`, null as readToCheck does. Throws out_of_room when too many are asked for. */
export async function withBodyInHand<T>(
  parts: CheckParts,
  request: StoredRequest,
  use: (asked: ToCheck | null) => Promise<T>,
): Promise<T> {
  const { stored } = request.body;
  const held = await room.take(stored > maxCheckedBytes ? 0 : stored);
  try {
    return await use(await readToCheck(parts, request));
  } finally {
    held.keep(0);
  }
}
