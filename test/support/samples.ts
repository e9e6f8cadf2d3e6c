/** The samples of the product, as the bytes that their senders sent: no id and no time is made anew. */
import type { HeaderPair } from '../../server/contract.ts';
import { samples as all } from '../../server/samples/samples.ts';

/** A request, ready to be written to a socket. */
export interface Sample {
  name: string;
  method: string;
  /** Path and query below the hook URL. */
  path: string;
  headers: HeaderPair[];
  body: Buffer;
}

/** The forty requests that were recorded, by name. */
export const samples = (): Sample[] =>
  all
    .filter(({ id }) => !id.startsWith('ultimate-multisite-') || id.endsWith('-payment_received'))
    .map(({ id, method, path, headers, body }) => ({
      name: id,
      method,
      path,
      headers: framed(headers, Buffer.from(body)),
      body: Buffer.from(body),
    }))
    .toSorted((a, b) => (a.name < b.name ? -1 : 1));

const framed = (headers: readonly HeaderPair[], body: Buffer): HeaderPair[] => [
  ['Host', 'hooks.example.com'],
  ...headers,
  ...(body.length > 0 ? [['Content-Length', String(body.length)] satisfies HeaderPair] : []),
];

/** The bytes of a sample for a bin; a chunked or absent length is left as its headers say. */
export function bytesOf(sample: Sample, bin: string): Buffer {
  const head = [
    `${sample.method} /in/${bin}${sample.path} HTTP/1.1`,
    ...sample.headers.map(([name, value]) => `${name}: ${value}`),
    '',
    '',
  ].join('\r\n');
  return Buffer.concat([Buffer.from(head), sample.body]);
}
