/** What live messages do to the bins of the first screen. Pure. */
import type { Bin, LiveMessage, RequestSummary } from '../server/contract.ts';
import { counted, newerOf } from './state.ts';

/** The bin that was just created, and the first request it got. */
export interface NewBinCard {
  id: string;
  createdAt: number;
  first: RequestSummary | null;
}

/** Applies live messages to the bins; their order stays, new ones come first. */
export function applyToBins(bins: readonly Bin[], messages: readonly LiveMessage[]): readonly Bin[] {
  let next = bins;
  let arrived = new Map<string, RequestSummary[]>();
  const count = () => {
    const news = arrived;
    arrived = new Map();
    if (news.size) next = next.map((bin) => counted(bin, news.get(bin.id) ?? []));
  };
  for (const message of messages) {
    if (message.type === 'captured') {
      const { request } = message;
      arrived.set(request.bin, [...(arrived.get(request.bin) ?? []), request]);
    } else if (message.type === 'bin') {
      count();
      next = withBin(next, message.id, message.bin);
    }
  }
  count();
  return next;
}

function withBin(bins: readonly Bin[], id: string, bin: Bin | null): readonly Bin[] {
  if (!bin) return bins.filter((each) => each.id !== id);
  // A rename that was answered already is told again under the old name.
  const at = bins.findIndex((each) => each.id === id || each.id === bin.id);
  const known = bins[at];
  return known ? bins.with(at, newerOf(known, bin)) : [bin, ...bins];
}

/** The card of a new bin after messages: it follows its bin, and keeps its first request. */
export function applyToCard(card: NewBinCard | null, messages: readonly LiveMessage[]): NewBinCard | null {
  let next = card;
  for (const message of messages) {
    if (!next) return null;
    if (message.type === 'bin' && message.id === next.id && message.bin)
      next = { ...next, id: message.bin.id };
    if (message.type === 'captured' && message.request.bin === next.id && !next.first)
      next = { ...next, first: message.request };
  }
  return next;
}
