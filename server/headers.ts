/** Header pairs looked up, media types and charsets read. Pure and total: no input throws. Shared with the page. */
import type { HeaderPair } from './contract.ts';

/** All values of a header, in order. `name` in lower case. */
export const headerValues = (headers: readonly HeaderPair[], name: string): string[] =>
  headers.filter(([key]) => key.toLowerCase() === name).map(([, value]) => value);

/** The first value of a header, or null. `name` in lower case. */
export const headerValue = (headers: readonly HeaderPair[], name: string): string | null =>
  headers.find(([key]) => key.toLowerCase() === name)?.[1] ?? null;

/** The content codings of a body in the order they were applied, in lower case; `identity` is none. */
export const contentEncodings = (headers: readonly HeaderPair[]): string[] =>
  headerValues(headers, 'content-encoding')
    .flatMap((value) => value.split(','))
    .map((coding) => coding.trim().toLowerCase())
    .filter((coding) => coding !== '' && coding !== 'identity');

/** A Content-Type taken apart, RFC 9110 section 8.3.1. */
export interface MediaType {
  /** `type/subtype` in lower case; empty when there is none to read. */
  essence: string;
  parameters: ReadonlyMap<string, string>;
}

/** Reads a Content-Type; what cannot be read is left out, the first of a repeated parameter wins. */
export function mediaType(value: string | null): MediaType {
  const [head, rest] = splitOnce(value ?? '', ';');
  const parameters = new Map<string, string>();
  for (const [, name = '', quoted, plain = ''] of rest.matchAll(
    // Names are looked for where they begin: else a long one without a value is read again from each of its letters.
    /(?<![^\s=;])([^\s=;]+)=(?:"((?:[^"\\]|\\.)*)"|([^;]*))/g,
  )) {
    const key = name.toLowerCase();
    if (!parameters.has(key)) parameters.set(key, quoted?.replace(/\\(.)/g, '$1') ?? plain.trim());
  }
  return { essence: head.trim().toLowerCase(), parameters };
}

/** How the page may read a body; `binary` when nothing says that it is text. */
export type BodyKind = 'json' | 'form' | 'multipart' | 'xml' | 'html' | 'image' | 'text' | 'binary';

/** The kind of body that a media type announces. */
export function bodyKind({ essence }: MediaType): BodyKind {
  if (/^application\/(?:json|(?:x-)?ndjson|(?:x-)?jsonl(?:ines)?|json-seq)$|[/+]json$/.test(essence))
    return 'json';
  if (essence === 'application/x-www-form-urlencoded') return 'form';
  if (essence.startsWith('multipart/')) return 'multipart';
  if (/^(text|application)\/xml$|\+xml$/.test(essence) && essence !== 'image/svg+xml') return 'xml';
  if (essence === 'text/html') return 'html';
  if (essence.startsWith('image/')) return 'image';
  if (essence.startsWith('text/') || essence === 'application/javascript') return 'text';
  return 'binary';
}

/** Text before and after the first separator. */
function splitOnce(text: string, separator: string): [string, string] {
  const at = text.indexOf(separator);
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + separator.length)];
}
