/**
 * Who sent a request and what it calls the event, read from its headers. A hint for people: it decides nothing
 * and it is total. More senders, and those that say it in the body, come with the inspector's next step.
 */

/** What a row leads with. */
export interface Recognition {
  provider: string | null;
  title: string;
  summary: string;
  eventId: string | null;
}

interface Sender {
  provider: string;
  event: string;
  id: string;
}

/** Header names in lower case; sources: ../shared/signatures/providers.md of the design. */
const senders: readonly Sender[] = [
  { provider: 'github', event: 'x-github-event', id: 'x-github-delivery' },
  { provider: 'gitlab', event: 'x-gitlab-event', id: 'x-gitlab-event-uuid' },
  { provider: 'shopify', event: 'x-shopify-topic', id: 'x-shopify-webhook-id' },
  { provider: 'woocommerce', event: 'x-wc-webhook-topic', id: 'x-wc-webhook-delivery-id' },
  { provider: 'linear', event: 'linear-event', id: 'linear-delivery' },
  { provider: 'cloudevents', event: 'ce-type', id: 'ce-id' },
];

/** Reads names and values in turn; an unknown sender is titled by its path. */
export function recognise(rawHeaders: readonly string[], path: string): Recognition {
  const headers = new Map<string, string>();
  for (let at = 0; at + 1 < rawHeaders.length; at += 2) {
    const name = rawHeaders[at]?.toLowerCase() ?? '';
    if (!headers.has(name)) headers.set(name, rawHeaders[at + 1] ?? '');
  }
  const sender = senders.find(({ event }) => headers.has(event));
  const plainPath = path.split('?', 1)[0] ?? path;
  return {
    provider: sender?.provider ?? null,
    title: (sender && headers.get(sender.event)?.slice(0, 200)) || plainPath.slice(0, 200),
    summary: '',
    // `webhook-id` is Standard Webhooks; the same id comes again with every attempt.
    eventId: headers.get(sender?.id ?? 'webhook-id')?.slice(0, 200) ?? null,
  };
}
