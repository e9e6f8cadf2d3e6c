/** Sends requests again: at once to where they went last, or after a dialog. What comes of it is said in a toast. */
import { signal } from '@preact/signals';
import type { Bin, CapturedRequest, Delivery, HeaderPair, Replay } from '../../server/contract.ts';
import { failureText, toFailure } from '../api.ts';
import { calls } from './calls.ts';
import type { Inspector } from '../inspector.ts';
import { loadProviders } from '../providers.ts';
import { recall, remember } from '../remembered.ts';
import { showProblem, showToast } from '../toasts.ts';
import { deliveryOutcome } from './outcome.ts';
import { openReplay } from './replaying.ts';
import { httpUrl, isLoopback, secretHeaders } from './risk.ts';
import { type Sending, loadTargets, sendingOf, signingOf } from './sending.ts';
import { loadWords, w } from './words.ts';

/** Ids of the requests that are being sent from here right now. */
export const sendingNow = signal<ReadonlySet<string>>(new Set());

const consentKey = (bin: string, host: string): string => `replay.${bin}.to.${host}`;

/** Secrets go to another machine only after somebody saw which. */
export const needsConsent = (bin: string, url: URL, headers: readonly HeaderPair[]): boolean =>
  !isLoopback(url) && secretHeaders(headers).length > 0 && recall(consentKey(bin, url.host)) !== 'yes';

/** Somebody saw it and sent. */
export const giveConsent = (bin: string, url: URL): void => remember(consentKey(bin, url.host), 'yes');

/** Sends a request to where the bin's requests went last; asks when nobody said where, or secrets would leave. */
export async function replayNow(model: Inspector, request: CapturedRequest): Promise<void> {
  const { bin } = model.list.peek();
  if (!bin || sendingNow.peek().has(request.id)) return;
  if (!isSendable(request)) {
    await loadWords();
    return showToast(w.peek().forwards.notSendable);
  }
  await Promise.all([loadTargets(bin.id), loadProviders().catch(() => undefined)]);
  const sending = sendingOf(bin);
  const url = httpUrl(sending.target);
  if (!url || needsConsent(bin.id, url, request.headers)) return openReplay(model, request, 'ask');
  await replayWith(model, request, askedFor(request, bin, sending));
}

/** False for what the parser refused: there is no whole request to send. */
export const isSendable = ({ httpVersion }: CapturedRequest): boolean => httpVersion !== '';

/** The call for a request as it is. */
export const askedFor = (request: CapturedRequest, bin: Bin, sending: Sending): Replay => ({
  target: sending.target,
  path: sending.path,
  host: sending.host,
  sign: signingOf(request, bin, sending),
});

/** Sends and says what came of it. */
async function replayWith(model: Inspector, request: CapturedRequest, replay: Replay): Promise<void> {
  const { id, bin, seq } = request;
  sendingNow.value = new Set([...sendingNow.peek(), id]);
  try {
    await loadWords();
    const { items } = await calls.replay(bin, seq, replay, new AbortController().signal);
    model.deliveries.add(items);
    sayOutcome(items);
  } catch (cause) {
    showProblem(w.peek().replay.notSent(failureText(toFailure(cause))));
  } finally {
    sendingNow.value = new Set([...sendingNow.peek()].filter((one) => one !== id));
  }
}

/** The toast. */
export function sayOutcome(items: readonly Delivery[]): void {
  const { replay } = w.peek();
  const failed = items.filter(({ state }) => state !== 'delivered');
  const [one] = items;
  if (!one) return;
  const { host } = new URL(one.target);
  if (items.length === 1)
    return failed.length
      ? showProblem(replay.failedOne(host, deliveryOutcome(one)))
      : showToast(replay.deliveredOne(host, deliveryOutcome(one)));
  if (failed.length) showProblem(replay.someFailed(items.length, failed.length));
  else showToast(replay.allDelivered(items.length));
}
