/** What the page does once a test event was sent: the request is selected, and told in a sentence. */
import type { Delivery } from '../../server/contract.ts';
import { api } from '../api.ts';
import { deliveryOutcome } from '../deliveries/outcome.ts';
import { t } from '../locales/locale.ts';
import { inspectorRoute, navigate, route } from '../route.ts';
import { showProblem, showToast } from '../toasts.ts';
import { w } from './words.ts';

const looked = 20;

/** The request that an attempt became in its bin; null when it is not there. */
async function seqOf(delivery: Delivery, signal: AbortSignal): Promise<number | null> {
  const told = delivery.response?.headers.find(([name]) => name.toLowerCase() === 'hookglass-seq')?.[1];
  if (told !== undefined) return Number(told);
  // A bin may be told to answer nothing: then the newest that came since is the one.
  const { items } = await api.requests(delivery.bin, { limit: looked }, signal);
  const since = delivery.startedAt ?? delivery.createdAt;
  return items.findLast(({ receivedAt }) => receivedAt >= since)?.seq ?? null;
}

/** Selects the newest of what was sent to the bin itself, and says what came of it. */
export async function showSent(id: string, items: readonly Delivery[]): Promise<void> {
  const last = items.at(-1);
  if (!last) return;
  // The dialog is shut by now: nothing stops it.
  const { signal } = new AbortController();
  const seq = await seqOf(last, signal).catch(() => null);
  if (seq === null) return showProblem(`${w.peek().sent.notFound} ${deliveryOutcome(last)}`);
  const { value } = route;
  const here = value.page === 'inspector' && value.bin === id ? value : inspectorRoute(id);
  navigate({ ...here, seq, tab: null });
  const found = await api.request(id, seq, signal).catch(() => null);
  const failed = items.filter(({ state }) => state !== 'delivered').length;
  const words = w.peek().sent;
  const verdict = found?.signature ? t.peek().list.signatures[found.signature] : null;
  const text =
    items.length > 1
      ? failed
        ? words.someFailed(items.length, failed)
        : words.many(items.length)
      : verdict === null
        ? words.one(deliveryOutcome(last))
        : words.verdict(verdict, deliveryOutcome(last));
  if (failed) showProblem(text);
  else showToast(text);
}
