/** Between rows of outgoing attempts and the shapes of the contract. */
import type {
  Delivery,
  DeliveryErrorCode,
  DeliveryKind,
  DeliveryState,
  DeliverySummary,
} from '../contract.ts';
import { pairsOf, seqOf } from './sqlite-rows.ts';

/** The columns of a summary. */
export const summaryColumns =
  'delivery.id, rid, kind, by, target_id, run, url, method, state, status, error, message, attempt, dead, ' +
  'delivery.created_at, started_at, ended_at, next_at, connect_ms, first_byte_ms, total_ms, request_size, response_size';

/** A row of `delivery`; what comes after `response_size` only when it is read whole. */
export interface DeliveryRow {
  id: string;
  rid: number | null;
  kind: DeliveryKind;
  by: string;
  target_id: string | null;
  run: string | null;
  url: string;
  method: string;
  state: DeliveryState;
  status: number | null;
  error: DeliveryErrorCode | null;
  message: string | null;
  attempt: number;
  dead: number;
  created_at: number;
  started_at: number | null;
  ended_at: number | null;
  next_at: number | null;
  connect_ms: number | null;
  first_byte_ms: number | null;
  total_ms: number | null;
  request_size: number;
  response_size: number | null;
  response_stored: number | null;
  response_cut: number | null;
  path: string | null;
  head: Uint8Array | null;
  response_head: Uint8Array | null;
  body: Uint8Array | null;
}

const timeOf = (ms: number | null): string | null => (ms === null ? null : new Date(ms).toISOString());

/** An attempt as it is listed. */
export const deliverySummaryOf = (bin: string, row: DeliveryRow): DeliverySummary => ({
  id: row.id,
  bin,
  seq: row.rid === null ? null : seqOf(row.rid),
  kind: row.kind,
  by: row.by,
  targetId: row.target_id,
  run: row.run,
  target: row.url,
  method: row.method,
  state: row.state,
  status: row.status,
  error: row.error === null ? null : { code: row.error, message: row.message ?? '' },
  attempt: row.attempt,
  dead: row.dead === 1,
  createdAt: new Date(row.created_at).toISOString(),
  startedAt: timeOf(row.started_at),
  endedAt: timeOf(row.ended_at),
  nextAttemptAt: timeOf(row.next_at),
  timing: { connectMs: row.connect_ms, firstByteMs: row.first_byte_ms, totalMs: row.total_ms },
  requestSize: row.request_size,
  responseSize: row.response_size,
});

/** An attempt with the heads of both messages. */
export const deliveryOfRow = (bin: string, row: DeliveryRow): Delivery => ({
  ...deliverySummaryOf(bin, row),
  request:
    row.head === null
      ? null
      : {
          method: row.method,
          target: row.path ?? '',
          headers: pairsOf(row.head),
          body: { size: row.request_size, own: row.body !== null },
        },
  response:
    row.response_head === null
      ? null
      : {
          status: row.status ?? 0,
          headers: pairsOf(row.response_head),
          body: {
            size: row.response_size ?? 0,
            stored: row.response_stored ?? 0,
            cut: row.response_cut === 1,
          },
        },
});
