import type { RequestSummary } from '../../server/contract.ts';

/** A row of the list, plain but for what a test says. */
export const aRequest = (own: Partial<RequestSummary> = {}): RequestSummary => ({
  bin: 'a',
  seq: 1,
  id: '0190',
  receivedAt: '2026-11-22T02:00:00.000Z',
  method: 'POST',
  path: '/',
  title: '/',
  summary: '',
  provider: null,
  eventId: null,
  attempt: 1,
  attempts: 1,
  eventKey: null,
  size: 10,
  contentType: null,
  status: 200,
  fault: null,
  state: 'complete',
  signature: null,
  remoteAddress: '127.0.0.1',
  pinned: false,
  noted: false,
  ...own,
});
