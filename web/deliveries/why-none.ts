/** Why a request was not forwarded. */
import type { CapturedRequest, ForwardTarget } from '../../server/contract.ts';
import { w } from './words.ts';

/** A sentence. */
export function whyNone(request: CapturedRequest, targets: readonly ForwardTarget[]): string {
  const words = w.value.forwards.why;
  if (targets.length === 0) return words.off;
  const on = targets.filter(({ enabled }) => enabled);
  if (on.length === 0) return words.switchedOff(targets.length);
  if (request.state !== 'complete') return words.notWhole;
  const filters = on.map(({ filter }) => filter.trim());
  return filters.every(Boolean) ? words.filtered(filters.join(' · ')) : words.before;
}
