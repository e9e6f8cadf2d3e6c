/** A body's content codings undone, by the server: browsers know only some of them. */
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { CapturedRequest } from '../server/contract.ts';
import { type ApiFailure, type DecodedBytes, api, toFailure } from './api.ts';

/** How far the decoding is. */
export type Decoding =
  | { state: 'waiting' }
  | { state: 'failed'; failure: ApiFailure }
  | ({ state: 'ready' } & DecodedBytes);

/** The decoded body of a request, asked for anew when the request is another one. */
export function useDecoded(request: CapturedRequest): Decoding {
  const decoding = useSignal<Decoding>({ state: 'waiting' });
  useEffect(() => {
    const control = new AbortController();
    api.decodedBody(request.bin, request.seq, control.signal).then(
      (decoded) => (decoding.value = { state: 'ready', ...decoded }),
      (cause: unknown) => {
        if (!control.signal.aborted) decoding.value = { state: 'failed', failure: toFailure(cause) };
      },
    );
    return () => control.abort();
  }, [request.id]);
  return decoding.value;
}
