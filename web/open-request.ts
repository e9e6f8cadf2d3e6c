/** The request in the detail pane: loads it and its body, newest wish first. */
import { signal } from '@preact/signals';
import type { CapturedRequest, RequestPatch, RequestSummary } from '../server/contract.ts';
import { type ApiFailure, api, toFailure } from './api.ts';

/** The request in the detail pane. `gone`: it was deleted or pruned. */
export type OpenRequest =
  | { state: 'none' }
  | { state: 'loading'; seq: number }
  | { state: 'ready'; seq: number; request: CapturedRequest }
  | { state: 'gone'; seq: number }
  | { state: 'failed'; seq: number; failure: ApiFailure };

/** The bytes of the open request's body. */
export type BodyState =
  | { state: 'loading' }
  | { state: 'ready'; bytes: Uint8Array<ArrayBuffer> }
  | { state: 'failed'; failure: ApiFailure; retry: () => void };

const keptBodies = 20;
const keptBytes = 100_000_000;
/** A body up to here is asked for together with its request: it is there when the request is drawn. */
const earlyBytes = 256 * 1024;

/** Where a request is opened from. */
interface From {
  /** The bin may be renamed. */
  bin: () => string;
  /** The row of a request that is loaded. */
  rowOf: (seq: number) => RequestSummary | undefined;
  onRead: (seq: number) => void;
  /** The request and its body are there, or none is open. */
  onOpened: (seq: number | null) => void;
}

/** Follows the open request of a bin. */
export function followRequest({ bin, rowOf, onRead, onOpened }: From) {
  const open = signal<OpenRequest>({ state: 'none' });
  const body = signal<BodyState>({ state: 'loading' });
  const bodies = new Map<string, Uint8Array<ArrayBuffer>>();
  let opening = new AbortController();

  /** The oldest go first; the newest stays, however large it is. */
  const forget = (): void => {
    let total = [...bodies.values()].reduce((sum, { length }) => sum + length, 0);
    for (const [id, { length }] of bodies) {
      if (bodies.size <= 1 || (bodies.size <= keptBodies && total <= keptBytes)) return;
      bodies.delete(id);
      total -= length;
    }
  };

  /** Null when it is kept here, or not known to be small. */
  const askEarly = (seq: number): Promise<Uint8Array<ArrayBuffer>> | null => {
    const row = rowOf(seq);
    if (!row || row.size === 0 || row.size > earlyBytes || bodies.has(row.id)) return null;
    const asked = api.body(bin(), seq, opening.signal);
    // Whether it failed is looked at once the request is there.
    asked.catch(() => undefined);
    return asked;
  };

  const loadBody = async (
    request: CapturedRequest,
    early: Promise<Uint8Array<ArrayBuffer>> | null = null,
  ): Promise<void> => {
    const kept = bodies.get(request.id);
    if (kept) {
      body.value = { state: 'ready', bytes: kept };
      return;
    }
    body.value = { state: 'loading' };
    const { signal: mine } = opening;
    try {
      const ask = () => early ?? api.body(bin(), request.seq, mine);
      const bytes = request.body.stored ? await ask() : new Uint8Array();
      bodies.set(request.id, bytes);
      forget();
      if (!mine.aborted) body.value = { state: 'ready', bytes };
    } catch (cause) {
      if (!mine.aborted)
        body.value = { state: 'failed', failure: toFailure(cause), retry: () => void loadBody(request) };
    }
  };

  const openRequest = async (seq: number | null): Promise<void> => {
    opening.abort();
    opening = new AbortController();
    const { signal: mine } = opening;
    if (seq === null) {
      open.value = { state: 'none' };
      onOpened(null);
      return;
    }
    onRead(seq);
    open.value = { state: 'loading', seq };
    const early = askEarly(seq);
    try {
      const request = await api.request(bin(), seq, mine);
      if (mine.aborted) return;
      body.value = { state: 'loading' };
      open.value = { state: 'ready', seq, request };
      await loadBody(request, early);
      if (!mine.aborted) onOpened(seq);
    } catch (cause) {
      if (mine.aborted) return;
      const found = toFailure(cause);
      open.value = found.status === 404 ? { state: 'gone', seq } : { state: 'failed', seq, failure: found };
    }
  };

  const show = (request: CapturedRequest): void => {
    const { value } = open;
    if (value.state === 'ready' && value.request.id === request.id)
      open.value = { state: 'ready', seq: request.seq, request };
  };

  /** Pins the request or writes a note on it; the pane shows it when it is still open. Rejects with an ApiFailure. */
  const patch = async (seq: number, change: RequestPatch): Promise<void> =>
    show(await api.patchRequest(bin(), seq, change));

  /** Reads the open request again: somebody else changed it. */
  const refresh = async (): Promise<void> => {
    const { value } = open;
    if (value.state !== 'ready') return;
    try {
      show(await api.request(bin(), value.seq, opening.signal));
    } catch {
      // It was left, is gone or out of reach: each of these is said where it belongs.
    }
  };

  return { open, body, openRequest, patch, refresh, close: () => opening.abort() };
}
