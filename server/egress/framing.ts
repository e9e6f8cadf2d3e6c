/**
 * The headers of an outgoing request. What belongs to one connection, or to the framing of one message, is made anew;
 * everything else keeps its place, its case and its repeats. Pure.
 */
import type { HeaderPair } from '../contract.ts';
import { headerValues } from '../headers.ts';
import { type OutgoingBody, type OutgoingRequest, sizeOf } from './outgoing.ts';

/** Never sent as they came; so is whatever `Connection` lists, and all that begins with `proxy-`. */
export const rebuiltHeaders: ReadonlySet<string> = new Set([
  'connection',
  'content-length',
  'expect',
  'http2-settings',
  'keep-alive',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

// They are about the message and not the connection, whatever a sender lists.
const neverListed = new Set(['host', 'content-type', 'content-encoding', 'authorization', 'cookie']);

/** The header pairs that are sent. */
export function framed({ origin, method, headers, body, host, manner }: OutgoingRequest): HeaderPair[] {
  const listed = new Set(
    headerValues(headers, 'connection')
      .flatMap((value) => value.split(','))
      .map((name) => name.trim().toLowerCase())
      .filter((name) => !neverListed.has(name)),
  );
  const isChunked = manner?.chunkBytes !== undefined && body !== null;
  const length = isChunked ? null : lengthOf(method, body);
  const pairs: HeaderPair[] = [];
  const placed = { host: false, length: false };
  for (const [name, value] of headers) {
    const key = name.toLowerCase();
    if (key === 'host') {
      if (host === 'original') pairs.push([name, value]);
      else if (!placed.host) pairs.push([name, origin.host]);
      placed.host = true;
    } else if (key === 'content-length' || key === 'transfer-encoding') {
      // The length stands where the framing stood.
      if (length === null || placed.length) continue;
      pairs.push([key === 'content-length' ? name : 'Content-Length', length]);
      placed.length = true;
    } else if (!rebuiltHeaders.has(key) && !key.startsWith('proxy-') && !listed.has(key))
      pairs.push([name, value]);
  }
  if (!placed.host) pairs.unshift(['Host', origin.host]);
  if (isChunked) pairs.push(['Transfer-Encoding', 'chunked']);
  else if (length !== null && !placed.length) pairs.push(['Content-Length', length]);
  pairs.push(['Connection', 'close']);
  return pairs;
}

/** Null: nothing is said of a body. Methods that mean one say that there is none. */
function lengthOf(method: string, body: OutgoingBody | null): string | null {
  if (body !== null) return String(sizeOf(body));
  return /^(?:GET|HEAD|DELETE|OPTIONS|TRACE)$/.test(method) ? null : '0';
}
