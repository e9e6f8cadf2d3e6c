/** What the HTTP parser refused, in words. Pure and total. */
import type { RequestState } from '../contract.ts';
import type { Arriving } from './arriving.ts';

const notValid = 'not valid HTTP: ';

/** A refused message: why, what is answered, and what could be read of it. */
export interface Refusal {
  status: number;
  state: RequestState;
  reason: string;
  method: string;
  target: string | null;
  host: string | undefined;
  bytes: Buffer;
}

const reasons: Record<string, readonly [status: number, state: RequestState, reason: string]> = {
  HPE_HEADER_OVERFLOW: [431, 'refused', 'the head of the request is larger than 256 kB'],
  HPE_CHUNK_EXTENSIONS_OVERFLOW: [413, 'refused', 'the chunk extensions are too long'],
  HPE_INVALID_EOF_STATE: [400, 'aborted', 'the connection ended before the request did'],
  ERR_HTTP_REQUEST_TIMEOUT: [408, 'aborted', 'the request did not arrive in time'],
};

/** Reads a `clientError`; null when there is nobody left to answer. */
export function parserRefusal(error: Error, arriving: Arriving): Refusal | null {
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  if (!code.startsWith('HPE_') && !(code in reasons)) return null;
  const parsed =
    'bytesParsed' in error && typeof error.bytesParsed === 'number' ? error.bytesParsed : undefined;
  const bytes = arriving.rest(parsed);
  const detail = 'reason' in error && typeof error.reason === 'string' ? error.reason : error.message;
  const head = bytes.toString('latin1');
  const [, method = '', target, more = ''] =
    /^[\r\n]*([!#-'*+.0-9A-Z^-z|~-]{1,64}) +(\S+)([^\r\n]*)/.exec(head) ?? [];
  const [status, state, reason] = reasons[code] ?? [400, 'refused', explain(bytes, detail)];
  if (arriving.follows && reason.startsWith(notValid) && !more.includes('HTTP/')) {
    // Most often a Content-Length that counts characters.
    const tooMany = `${bytes.length} ${bytes.length === 1 ? 'byte' : 'bytes'} after the end of the request: its Content-Length is too small or missing`;
    return { status, state, reason: tooMany, method: '', target: null, host: undefined, bytes };
  }
  const host = /\r?\nhost:[ \t]*([^\r\n]*)/i.exec(head)?.[1]?.trim();
  return { status, state, reason, method, target: target ?? null, host, bytes };
}

function explain(bytes: Buffer, detail: string): string {
  if (bytes[0] === 0x16 && bytes[1] === 0x03) return 'this is TLS: send to http://, not https://';
  if (bytes.subarray(0, 14).toString('latin1') === 'PRI * HTTP/2.0') return 'this is HTTP/2: send HTTP/1.1';
  return notValid + detail;
}
