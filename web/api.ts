/** The control plane as functions: one call a function, failures as one kind of error. */
import { signal } from '@preact/signals';
import type {
  ApiError,
  Bin,
  BinList,
  BinPatch,
  CapturedRequest,
  Delivery,
  DeliveryPage,
  ExportFormat,
  Imported,
  Facets,
  FieldValues,
  NewBin,
  Provider,
  Removed,
  RequestPage,
  RequestPatch,
  RequestSummary,
  ResponsePreview,
  ResponseTrial,
  SignatureDiagnosis,
  SignatureVerdict,
  SystemInfo,
  Timeline,
  Trial,
  VerifyCode,
} from '../server/contract.ts';
import { t } from './locales/locale.ts';

const tokenKey = 'hookglass.token';
const token = signal<string | null>(sessionStorage.getItem(tokenKey));

/** True when the server asked for an access token that the page does not have. */
export const tokenNeeded = signal(false);

/** Remembers an access token for this tab. */
export function rememberToken(value: string): void {
  token.value = value;
  sessionStorage.setItem(tokenKey, value);
  tokenNeeded.value = false;
}

/** Takes `#token=…` out of the address, so that it is neither shared nor kept in the history. */
export function takeTokenFromAddress(): void {
  const value = new URLSearchParams(location.hash.slice(1)).get('token');
  if (value === null) return;
  if (value) rememberToken(value);
  history.replaceState(null, '', location.pathname + location.search);
}

/** A call that did not work: `status` 0 when no answer came at all. */
export class ApiFailure extends Error {
  readonly status: number;
  readonly code: string;
  /** Where in what was sent, keys after dots; null when that is not known. */
  readonly field: string | null;
  constructor(status: number, code: string, message: string, field: string | null = null) {
    super(message);
    this.status = status;
    this.code = code;
    this.field = field;
  }
}

/** Any thrown thing as an ApiFailure. */
export function toFailure(cause: unknown): ApiFailure {
  if (cause instanceof ApiFailure) return cause;
  return new ApiFailure(0, 'page_error', cause instanceof Error ? cause.message : String(cause));
}

/** A failure as a sentence with its cause. */
export const failureText = ({ status, message }: ApiFailure): string =>
  status ? t.value.common.answered(status, message) : message;

/** Calls the API. Rejects with an ApiFailure. */
export async function send(
  method: string,
  path: string,
  init: RequestInit & { json?: unknown; ndjson?: Blob } = {},
): Promise<Response> {
  const { json, ndjson, ...rest } = init;
  const headers = new Headers();
  if (token.value) headers.set('authorization', `Bearer ${token.value}`);
  if (json !== undefined) headers.set('content-type', 'application/json');
  if (ndjson) headers.set('content-type', 'application/x-ndjson');
  const body = json === undefined ? (ndjson ?? null) : JSON.stringify(json);
  const response = await fetch(path, { ...rest, method, headers, body }).catch((cause: unknown) => {
    if (rest.signal?.aborted) throw cause;
    throw new ApiFailure(0, 'no_answer', t.value.common.noAnswer);
  });
  if (response.ok) return response;
  if (response.status === 401) tokenNeeded.value = true;
  throw await readFailure(response);
}

async function readFailure(response: Response): Promise<ApiFailure> {
  const text = await response.text();
  try {
    // The contract: every error of the control plane has this shape; a proxy's page fails to parse.
    const { code, message, field }: ApiError = JSON.parse(text);
    return new ApiFailure(response.status, code, message, field ?? null);
  } catch {
    return new ApiFailure(response.status, 'unknown', text.slice(0, 300) || response.statusText);
  }
}

// The server answers with the shapes of contract.ts; checking them again here would be a second contract.
export const read = async <T>(response: Promise<Response>): Promise<T> => (await response).json();

/** The address of a bin. */
export const binPath = (bin: string) => `/api/bins/${encodeURIComponent(bin)}`;
/** The address of a request. */
export const requestPath = (bin: string, seq: number) => `${binPath(bin)}/requests/${seq}`;

/** Which requests to list. */
export interface PageQuery {
  limit?: number;
  before?: number;
  q?: string;
}

/** What came out of a body's content codings, and what stopped it. */
export interface DecodedBytes {
  bytes: Uint8Array<ArrayBuffer>;
  trouble: { kind: 'cut'; limit: number } | { kind: 'broken'; coding: string; reason: string } | null;
}

/** Reads `cut; limit=1` and `broken; coding=gzip; reason="…"`. */
function readTrouble(header: string): DecodedBytes['trouble'] {
  const limit = /^cut; limit=(\d+)$/.exec(header)?.[1];
  if (limit !== undefined) return { kind: 'cut', limit: Number(limit) };
  const [, coding, reason] = /^broken; coding=(\S+); reason="(.*)"$/.exec(header) ?? [];
  return coding === undefined ? null : { kind: 'broken', coding, reason: reason ?? '' };
}

/** What to export: one request, or those that a filter leaves. `to`: where code is to send it. */
export interface ExportQuery {
  bin: string;
  seq?: number | undefined;
  q?: string | undefined;
  to?: string | undefined;
}

/** Which outgoing attempts to list. */
export interface DeliveryQuery {
  limit: number;
  before?: string;
  kind?: Delivery['kind'];
  state?: Delivery['state'];
  /** The id of a forwarding target. */
  target?: string;
  dead?: '1';
}

const queryOf = (query: object): URLSearchParams =>
  new URLSearchParams(Object.entries(query).map(([name, value]) => [name, String(value)]));

/** The calls the page makes. */
export const api = {
  system: () => read<SystemInfo>(send('GET', '/api/system')),
  bins: (limit: number, after?: number) =>
    read<BinList>(send('GET', `/api/bins?limit=${limit}${after === undefined ? '' : `&after=${after}`}`)),
  createBin: (bin: NewBin) => read<Bin>(send('POST', '/api/bins', { json: bin })),
  bin: (bin: string) => read<Bin>(send('GET', binPath(bin))),
  updateBin: (bin: string, patch: BinPatch) => read<Bin>(send('PATCH', binPath(bin), { json: patch })),
  previewResponse: (bin: string, trial: ResponseTrial, signal: AbortSignal) =>
    read<ResponsePreview>(send('POST', `${binPath(bin)}/response/preview`, { json: trial, signal })),
  resetResponse: (bin: string) => send('POST', `${binPath(bin)}/response/reset`),
  deleteBin: (bin: string) => send('DELETE', binPath(bin), { keepalive: true }),
  requests: (bin: string, { limit = 200, before, q }: PageQuery, signal: AbortSignal) => {
    const query = new URLSearchParams({ limit: String(limit) });
    if (before !== undefined) query.set('before', String(before));
    if (q) query.set('q', q);
    return read<RequestPage>(send('GET', `${binPath(bin)}/requests?${query}`, { signal }));
  },
  request: (bin: string, seq: number, signal: AbortSignal) =>
    read<CapturedRequest>(send('GET', requestPath(bin, seq), { signal })),
  patchRequest: (bin: string, seq: number, patch: RequestPatch) =>
    read<CapturedRequest>(send('PATCH', requestPath(bin, seq), { json: patch, keepalive: true })),
  attempts: (bin: string, seq: number, signal: AbortSignal) =>
    read<{ items: RequestSummary[] }>(send('GET', `${requestPath(bin, seq)}/attempts`, { signal })),
  body: async (bin: string, seq: number, signal?: AbortSignal) => {
    const response = await send('GET', `${requestPath(bin, seq)}/body`, signal ? { signal } : {});
    return new Uint8Array(await response.arrayBuffer());
  },
  decodedBody: async (bin: string, seq: number, signal: AbortSignal): Promise<DecodedBytes> => {
    const response = await send('GET', `${requestPath(bin, seq)}/body?decoded=1`, { signal });
    const trouble = readTrouble(response.headers.get('hookglass-decoded') ?? '');
    return { bytes: new Uint8Array(await response.arrayBuffer()), trouble };
  },
  deleteRequest: (bin: string, seq: number) =>
    // Pinned ones too: the person asked for exactly this one, and could have undone it.
    send('DELETE', `${requestPath(bin, seq)}?pinned=1`, { keepalive: true }),
  deleteRequests: (bin: string, query: { q: string; pinned?: '1' }) =>
    read<Removed>(
      send('DELETE', `${binPath(bin)}/requests?${new URLSearchParams(query)}`, { keepalive: true }),
    ),
  timeline: (bin: string, query: Record<string, string>, signal: AbortSignal) =>
    read<Timeline>(send('GET', `${binPath(bin)}/timeline?${new URLSearchParams(query)}`, { signal })),
  facets: (bin: string, q: string, signal: AbortSignal) =>
    read<Facets>(send('GET', `${binPath(bin)}/facets?${new URLSearchParams({ q })}`, { signal })),
  values: (bin: string, query: { field: string; prefix: string }, signal: AbortSignal) =>
    read<FieldValues>(send('GET', `${binPath(bin)}/values?${new URLSearchParams(query)}`, { signal })),
  providers: () => read<{ items: Provider[] }>(send('GET', '/api/providers')),
  verifyCode: (provider: string, values: Record<string, string>, signal: AbortSignal) =>
    read<VerifyCode>(
      send('GET', `/api/providers/${encodeURIComponent(provider)}/code?${new URLSearchParams(values)}`, {
        signal,
      }),
    ),
  /** Tries secrets and settings on a stored request; nothing is kept. */
  tryOut: (bin: string, seq: number, trial: Trial, signal: AbortSignal) =>
    read<SignatureVerdict>(send('POST', `${requestPath(bin, seq)}/verify`, { json: trial, signal })),
  diagnosis: (bin: string, seq: number, asked: Partial<Trial>, signal: AbortSignal) =>
    read<SignatureDiagnosis>(send('POST', `${requestPath(bin, seq)}/diagnosis`, { json: asked, signal })),
  /** Keeps the secret that came with a handshake for its bin. */
  keepSecret: (bin: string, seq: number) =>
    read<CapturedRequest>(send('POST', `${requestPath(bin, seq)}/keep-secret`)),
  deliveriesOf: (bin: string, seq: number, query: DeliveryQuery, signal: AbortSignal) =>
    read<DeliveryPage>(send('GET', `${requestPath(bin, seq)}/deliveries?${queryOf(query)}`, { signal })),
  deliveries: (bin: string, query: DeliveryQuery, signal: AbortSignal) =>
    read<DeliveryPage>(send('GET', `${binPath(bin)}/deliveries?${queryOf(query)}`, { signal })),
  formats: () => read<{ items: ExportFormat[] }>(send('GET', '/api/formats')),
  /** Resolves when it begins; the body is read as it comes. */
  exported: (format: string, { bin, seq, q, to }: ExportQuery, signal: AbortSignal | null = null) => {
    const query = new URLSearchParams();
    if (q) query.set('q', q);
    if (to) query.set('to', to);
    const path = seq === undefined ? binPath(bin) : requestPath(bin, seq);
    return send('GET', `${path}/export/${format}?${query}`, { signal });
  },
  importLines: (bin: string, ndjson: Blob, signal: AbortSignal) =>
    read<Imported>(send('POST', `${binPath(bin)}/import`, { ndjson, signal })),
};

/** Opens a live stream; the token travels as a subprotocol, the only header a page can set. */
export function openSocket(path: string): WebSocket {
  const url = new URL(path, location.href);
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
  const protocols = ['hookglass'];
  if (token.value) {
    const bytes = new TextEncoder().encode(token.value);
    protocols.push(`bearer.${base64url(bytes)}`);
  }
  return new WebSocket(url, protocols);
}

const base64url = (bytes: Uint8Array) =>
  btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/=+$/, '');
