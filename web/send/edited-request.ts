/** A request that is edited before it is sent: what it begins as, and what the API is told of it. Pure. */
import type { HeaderPair, RequestEdit, SampleDetail } from '../../server/contract.ts';
import { type HeaderRow, pairsOf, rowsOf } from '../deliveries/edited-headers.ts';

/** As typed. */
export interface EditedRequest {
  method: string;
  rows: readonly HeaderRow[];
  /** Null: the bytes of `kept`, which are no text. */
  text: string | null;
  kept: { base64: string } | null;
}

/** The sample, to be changed. */
export const editedSample = ({ request: { method, headers, body } }: SampleDetail): EditedRequest => ({
  method,
  rows: rowsOf(headers),
  text: body === null ? '' : 'text' in body ? body.text : null,
  kept: body !== null && 'base64' in body ? body : null,
});

const jsonType: readonly HeaderPair[] = [['content-type', 'application/json']];

/** A first request of one's own, which shows what placeholders do. */
export const blankRequest = (): EditedRequest => ({
  method: 'POST',
  rows: rowsOf(jsonType),
  text: '{\n  "id": "evt_{{uuid}}",\n  "type": "hello.webhook",\n  "created": {{now}}\n}',
  kept: null,
});

/** What the API is told. */
export const editOf = ({ method, rows, text, kept }: EditedRequest): RequestEdit => ({
  method: method.trim(),
  headers: pairsOf(rows).headers,
  ...(text === null ? kept && { body: kept } : { body: { text } }),
});

/** A path as people type it: it begins with a slash or with its query. */
export const completedPath = (typed: string): string => {
  const trimmed = typed.trim();
  return trimmed === '' || /^[/?]/.test(trimmed) ? trimmed : `/${trimmed}`;
};
