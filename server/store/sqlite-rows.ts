/** Between rows of the SQLite file and the shapes of the contract. */
import type {
  ForwardTarget,
  HeaderPair,
  RequestState,
  RequestSummary,
  SignatureStatus,
  SignatureVerdict,
} from '../contract.ts';
import { unpackPairs } from './sqlite-pack.ts';
import type { StoredBin, StoredRequest, StoredVerification } from './store.ts';

/** How many requests a bin's key range holds. */
export const seqSpan = 2 ** 32;

/** The key of a request. Exact up to 2^21 bins: below 2^53. */
export const ridOf = (bin: number, seq: number): number => bin * seqSpan + seq;

/** The seq in a key. */
export const seqOf = (rid: number): number => rid % seqSpan;

/** A row of `bin`. */
export interface BinRow {
  no: number;
  id: string;
  name: string;
  created_at: number;
  last_seq: number;
  last_request_at: number | null;
  requests: number;
  bytes: number;
  pinned: number;
  paused: number;
  /** JSON arrays. */
  labels: string;
  aliases: string;
  /** StoredVerification[] as JSON, secrets included; null: never set. */
  verification: string | null;
  recheck_from: number | null;
  recheck_to: number | null;
  /** ForwardTarget[] as JSON; null: never set. */
  forwarding: string | null;
}

/** The number of an event's newest attempt, by the index on event_key. */
const attemptsColumn =
  '(SELECT newest.attempt FROM request AS newest WHERE newest.event_key = request.event_key ' +
  'ORDER BY newest.rid DESC LIMIT 1) AS attempts';

/** The columns of a summary. */
export const summaryColumns =
  'rid, id, received_at, method, path, title, summary, provider, event_id, event_key, attempt, size, ' +
  `content_type, status, state, signature, remote_address, pinned, note, ${attemptsColumn}`;

/** Every column of a request. */
export const requestColumns = `*, ${attemptsColumn}`;

/** A row of `request` as far as a summary needs it. */
export interface SummaryRow {
  rid: number;
  id: string;
  received_at: number;
  method: string;
  path: string;
  title: string;
  summary: string;
  provider: string | null;
  event_id: string | null;
  event_key: number | null;
  attempt: number;
  /** Null when nothing identifies the event. */
  attempts: number | null;
  size: number;
  content_type: string | null;
  status: number;
  state: RequestState;
  signature: SignatureStatus | null;
  remote_address: string;
  pinned: number;
  note: string | null;
}

/** A whole row of `request`. */
export interface RequestRow extends SummaryRow {
  stored: number;
  sha256: string;
  spool: number | null;
  remote_port: number;
  http_version: string;
  reason: string | null;
  head_ms: number | null;
  body_ms: number;
  commit_ms: number | null;
  reply_ms: number | null;
  target: string;
  head: Uint8Array;
  trailers: Uint8Array | null;
  /** JSON, without steps. */
  verdicts: string | null;
}

const isoTime = (ms: number): string => new Date(ms).toISOString();

/** A bin as the store gives it. */
export const binOfRow = (row: BinRow): StoredBin => ({
  id: row.id,
  name: row.name,
  aliases: JSON.parse(row.aliases) as string[],
  labels: JSON.parse(row.labels) as string[],
  createdAt: isoTime(row.created_at),
  requests: row.requests,
  bytes: row.bytes,
  lastSeq: row.last_seq,
  lastRequestAt: row.last_request_at === null ? null : isoTime(row.last_request_at),
  pinned: row.pinned,
  paused: row.paused === 1,
  response: { status: 200, headers: [['content-type', 'application/json']], body: null },
  verification: (JSON.parse(row.verification ?? '[]') as StoredVerification[]).map((one) => ({
    ...one,
    secrets: one.secrets.map(({ id, text }) => ({ id, hint: hintOf(text) })),
  })),
  rechecking: recheckingOf(row),
  forwarding: JSON.parse(row.forwarding ?? '[]') as ForwardTarget[],
});

/** The end of a secret, by which its owner knows it; nothing of a short one. A key's last line says nothing. */
function hintOf(secret: string): string {
  const text = secret.replace(/-----[^-]*-----/g, '').trim();
  return text.length >= 12 ? text.slice(-4) : '';
}

/** As if nothing had been deleted between. */
function recheckingOf({ recheck_from, recheck_to, last_seq, requests }: BinRow): number | null {
  if (recheck_from === null || recheck_to === null) return null;
  return Math.max(0, recheck_to - Math.max(recheck_from, last_seq - requests + 1) + 1);
}

/** A row of the list. */
export const summaryOfRow = (bin: string, row: SummaryRow): RequestSummary => ({
  bin,
  seq: seqOf(row.rid),
  id: row.id,
  receivedAt: isoTime(row.received_at),
  method: row.method,
  path: row.path,
  title: row.title,
  summary: row.summary,
  provider: row.provider,
  eventId: row.event_id,
  attempt: row.attempt,
  attempts: Math.max(row.attempts ?? 1, row.attempt),
  eventKey: eventKeyText(row.event_key),
  size: row.size,
  contentType: row.content_type,
  status: row.status,
  state: row.state,
  signature: row.signature,
  remoteAddress: row.remote_address,
  pinned: row.pinned === 1,
  noted: row.note !== null,
});

/** The identity of an event as the contract gives it. */
export const eventKeyText = (key: number | null): string | null => key?.toString(36) ?? null;

/** A summary is small whatever was sent: the whole path is in the target of the request. */
export const listed = (summary: RequestSummary): RequestSummary => ({
  ...summary,
  path: cut(summary.path, 1024),
  contentType: summary.contentType && cut(summary.contentType, 200),
});

const cut = (text: string, length: number): string =>
  text.length > length ? `${text.slice(0, length - 1)}…` : text;

/** Header pairs from their stored bytes. */
export function pairsOf(bytes: Uint8Array | null): HeaderPair[] {
  const texts = bytes === null ? [] : unpackPairs(bytes);
  return Array.from({ length: texts.length / 2 }, (_, at) => [texts[2 * at] ?? '', texts[2 * at + 1] ?? '']);
}

/** A request, whole but for the bytes of its body and for what was answered. */
export const requestOfRow = (bin: string, row: RequestRow): StoredRequest => ({
  ...summaryOfRow(bin, row),
  target: row.target,
  httpVersion: row.http_version,
  headers: pairsOf(row.head),
  trailers: pairsOf(row.trailers),
  remotePort: row.remote_port,
  body: { size: row.size, stored: row.stored, sha256: row.sha256 },
  reason: row.reason,
  note: row.note,
  timing: { headMs: row.head_ms, bodyMs: row.body_ms, commitMs: row.commit_ms, replyMs: row.reply_ms },
  verification: row.verdicts === null ? [] : (JSON.parse(row.verdicts) as SignatureVerdict[]),
});
