/** Reads the requests that a case sends. It shares nothing with the server: what both agree on is right. */
import type { HeaderPair } from '../../../server/contract.ts';

/** A request as it was sent; binary strings. */
export interface SentRequest {
  method: string;
  target: string;
  httpVersion: string;
  headers: HeaderPair[];
  body: string;
  trailers: HeaderPair[];
}

/** All well-formed requests from the beginning; what cannot be read ends the list. */
export function readSent(text: string): SentRequest[] {
  const requests: SentRequest[] = [];
  let at = 0;
  for (;;) {
    while (text.startsWith('\r\n', at)) at += 2;
    const head = readLines(text, at);
    const [line = '', ...lines] = head?.lines ?? [];
    const [, method, target, httpVersion] = /^(\S+) (.+) HTTP\/(\d\.\d)$/s.exec(line) ?? [];
    if (!head || method === undefined || target === undefined || httpVersion === undefined) return requests;
    const headers = readPairs(lines);
    const body = readBody(text, head.end, headers);
    if (!body) return requests;
    requests.push({ method, target, httpVersion, headers, body: body.bytes, trailers: body.trailers });
    at = body.end;
  }
}

function readBody(
  text: string,
  start: number,
  headers: readonly HeaderPair[],
): { bytes: string; trailers: HeaderPair[]; end: number } | null {
  const value = (wanted: string): string | undefined =>
    headers.find(([name]) => name.toLowerCase() === wanted)?.[1];
  if (value('transfer-encoding') === undefined) {
    const length = value('content-length') ?? '0';
    if (!/^\d+$/.test(length)) return null;
    const end = start + Number(length);
    return end > text.length ? null : { bytes: text.slice(start, end), trailers: [], end };
  }
  const chunks: string[] = [];
  let at = start;
  for (;;) {
    const [line = '', digits = ''] = /^([0-9a-f]+)[^\r\n]*\r\n/i.exec(text.slice(at, at + 20_000)) ?? [];
    const size = Number.parseInt(digits, 16);
    at += line.length;
    if (line === '' || at + size > text.length) return null;
    if (size === 0) break;
    chunks.push(text.slice(at, at + size));
    at += size + 2;
  }
  const trailers = readLines(text, at);
  return trailers && { bytes: chunks.join(''), trailers: readPairs(trailers.lines), end: trailers.end };
}

/** The lines up to an empty one. */
function readLines(text: string, start: number): { lines: string[]; end: number } | null {
  if (text.startsWith('\r\n', start)) return { lines: [], end: start + 2 };
  const end = text.indexOf('\r\n\r\n', start);
  return end < 0 ? null : { lines: text.slice(start, end).split('\r\n'), end: end + 4 };
}

const readPairs = (lines: readonly string[]): HeaderPair[] =>
  lines.map((line) => {
    const colon = line.indexOf(':');
    return [line.slice(0, colon), line.slice(colon + 1).replace(/^[ \t]+|[ \t]+$/g, '')];
  });
