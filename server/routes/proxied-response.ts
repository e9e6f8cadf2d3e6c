import { refuse, sandboxHeaders } from '../capture/respond.ts';
import type { CapturedRequest } from '../contract.ts';
import { proxied } from '../egress/proxy.ts';
import type { Store } from '../store/store.ts';

/** The request with what its sender was answered, where that came from a target. */
export async function withProxied(store: Store, request: CapturedRequest): Promise<CapturedRequest> {
  const { bin, seq, status } = request;
  const id = await store.forwards.answer(bin, seq);
  const delivery = id === null ? null : await store.deliveries.get(bin, id);
  // Status 0: nobody was there to be answered, or it is still being asked for.
  if (!delivery || status === 0 || delivery.state === 'sending') return request;
  const bytes = (await store.deliveries.body(bin, delivery.id, 'response')) ?? new Uint8Array();
  const answer = proxied(delivery.by, delivery, bytes);
  const response =
    'reason' in answer
      ? refuse(answer.status, 'target_failed', answer.reason)
      : { headers: [...answer.headers, ...sandboxHeaders], body: Buffer.from(answer.body).toString() };
  return { ...request, response: { ...request.response, ...response, status, rule: delivery.by } };
}
