/** What the HTTP parser refused, in words. Pure and total. */

/** A refused message: why, what is answered, and what could be read of it. */
export interface Refusal {
  status: number;
  reason: string;
  method: string;
  target: string | null;
  host: string | undefined;
  bytes: Buffer;
}

const reasons: Record<string, readonly [status: number, reason: string]> = {
  HPE_HEADER_OVERFLOW: [431, 'the head of the request is larger than 256 kB'],
  HPE_CHUNK_EXTENSIONS_OVERFLOW: [413, 'the chunk extensions are too long'],
  ERR_HTTP_REQUEST_TIMEOUT: [408, 'the request did not arrive in time'],
};

/** Reads a `clientError`; null when there is nobody left to answer. */
export function parserRefusal(error: Error): Refusal | null {
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  if (!code.startsWith('HPE_') && !(code in reasons)) return null;
  const bytes = 'rawPacket' in error && Buffer.isBuffer(error.rawPacket) ? error.rawPacket : Buffer.alloc(0);
  const detail = 'reason' in error && typeof error.reason === 'string' ? error.reason : error.message;
  const [status, reason] = reasons[code] ?? [400, explain(bytes, detail)];
  const head = bytes.subarray(0, 8192).toString('latin1');
  const [, method = '', target] = /^([!#-'*+.^-z|~-]{1,32}) +([^\s]+)/.exec(head) ?? [];
  const host = /\r?\nhost:[ \t]*([^\r\n]*)/i.exec(head)?.[1]?.trim();
  return { status, reason, method, target: target ?? null, host, bytes: Buffer.from(bytes) };
}

function explain(bytes: Buffer, detail: string): string {
  if (bytes[0] === 0x16 && bytes[1] === 0x03) return 'this is TLS: send to http://, not https://';
  if (bytes.subarray(0, 14).toString('latin1') === 'PRI * HTTP/2.0') return 'this is HTTP/2: send HTTP/1.1';
  return `not valid HTTP: ${detail}`;
}
