/** Real-looking requests of many senders, as the bytes that they send. */
import { readdirSync, readFileSync } from 'node:fs';

/** A request, ready to be written to a socket. */
export interface Sample {
  name: string;
  method: string;
  /** Path and query below the hook URL. */
  path: string;
  headers: [string, string][];
  body: Buffer;
}

interface SampleFile {
  name: string;
  method: string;
  url: string;
  headers: [string, string][];
  bodyText?: string;
  bodyBase64?: string;
}

const folder = new URL('../samples/', import.meta.url);

/** All samples, by name. */
export const samples = (): Sample[] =>
  readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .toSorted()
    .map((file) => {
      // The files are ours: test/samples/README.md says where they come from.
      const sample = JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as SampleFile;
      const body = sample.bodyBase64
        ? Buffer.from(sample.bodyBase64, 'base64')
        : Buffer.from(sample.bodyText ?? '');
      const { pathname, search } = new URL(sample.url);
      const path = `${pathname.replace(/^\/in\/[^/]+/, '')}${search}`;
      return { name: sample.name, method: sample.method, path, headers: sample.headers, body };
    });

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
