/** Multipart bodies taken apart, RFC 2046 section 5.1. Pure and total: no input throws. Shared with the page. */
import type { HeaderPair } from './contract.ts';
import { type MediaType, headerValue, mediaType } from './headers.ts';

/** One part: where its bytes are, and what its headers say. */
export interface Part {
  start: number;
  end: number;
  /** As they were sent; binary strings, one character per byte. */
  headers: HeaderPair[];
  /** From Content-Disposition, as text; null when it is not there. */
  name: string | null;
  fileName: string | null;
}

/**
 * What is wrong. `no-boundary`: the Content-Type names none, or a wrong one · `boundary-missing`: it stands nowhere in
 * the body · `line-feeds`: lines end with LF alone · `no-end`: the last boundary did not arrive · `too-many`.
 */
export interface MultipartProblem {
  code: 'no-boundary' | 'boundary-missing' | 'line-feeds' | 'no-end' | 'too-many';
}

/** The parts that could be read; with `no-end` the last one may be cut. */
export interface Multipart {
  parts: Part[];
  problem: MultipartProblem | null;
}

const [dash, carriage, feed, blank, tab] = [45, 13, 10, 32, 9];
const mostParts = 100_000;
const mostHeaderBytes = 65_536;

/** Reads the parts of a body of this type. */
export function parseMultipart(bytes: Uint8Array, { parameters }: MediaType): Multipart {
  const boundary = parameters.get('boundary') ?? '';
  if (!boundary || boundary.length > 200) return { parts: [], problem: { code: 'no-boundary' } };
  const delimiter = Uint8Array.from(`--${boundary}`, (character) => character.charCodeAt(0));
  const parts: Part[] = [];
  let mark = nextMark(bytes, delimiter, 0);
  if (!mark) return { parts, problem: { code: 'boundary-missing' } };
  if (mark.feedOnly) return { parts, problem: { code: 'line-feeds' } };
  while (!mark.last) {
    if (parts.length >= mostParts) return { parts, problem: { code: 'too-many' } };
    const next = nextMark(bytes, delimiter, mark.after);
    parts.push(readPart(bytes, mark.after, next?.before ?? bytes.length));
    if (!next) return { parts, problem: { code: 'no-end' } };
    mark = next;
  }
  return { parts, problem: null };
}

interface Mark {
  /** Where the part before it ends: its line break belongs to the boundary. */
  before: number;
  after: number;
  last: boolean;
  feedOnly: boolean;
}

/** The next line that is the boundary. Only starts of lines are looked at, byte by byte: no body can make this slow. */
function nextMark(bytes: Uint8Array, delimiter: Uint8Array, from: number): Mark | null {
  for (let at = from; at < bytes.length; at += 1) {
    if (bytes[at] !== dash || (at > from && bytes[at - 1] !== feed)) continue;
    if (!startsWith(bytes, delimiter, at)) continue;
    let end = at + delimiter.length;
    const last = bytes[end] === dash && bytes[end + 1] === dash;
    if (last) end += 2;
    while (bytes[end] === blank || bytes[end] === tab) end += 1;
    const feedOnly = bytes[end] === feed;
    const ends = feedOnly || (bytes[end] === carriage && bytes[end + 1] === feed);
    if (!ends && !(last && end >= bytes.length)) continue;
    const lineBreak = at > 1 && bytes[at - 2] === carriage ? 2 : 1;
    return { before: Math.max(from, at - lineBreak), after: end + (feedOnly ? 1 : 2), last, feedOnly };
  }
  return null;
}

function lineAfter(bytes: Uint8Array, at: number): number {
  const end = bytes.indexOf(feed, at);
  return end < 0 ? bytes.length : end + 1;
}

const startsWith = (bytes: Uint8Array, wanted: Uint8Array, at: number): boolean =>
  wanted.every((byte, index) => bytes[at + index] === byte);

function readPart(bytes: Uint8Array, from: number, end: number): Part {
  const blankLine =
    bytes[from] === carriage && bytes[from + 1] === feed ? from - 2 : headEnd(bytes, from, end);
  const start = blankLine < 0 ? end : Math.min(end, blankLine + 4);
  const headers = blankLine > from ? readHeaders(bytes.subarray(from, blankLine)) : [];
  const { parameters } = mediaType(headerValue(headers, 'content-disposition'));
  const file = extended(parameters.get('filename*')) ?? parameters.get('filename');
  return {
    start,
    end,
    headers,
    name: textOf(parameters.get('name')),
    fileName: textOf(file),
  };
}

/** Where the line break before the blank line begins, else -1. */
function headEnd(bytes: Uint8Array, from: number, end: number): number {
  const most = Math.min(end, from + mostHeaderBytes);
  for (let at = lineAfter(bytes, from); at < most; at = lineAfter(bytes, at))
    if (bytes[at] === carriage && bytes[at + 1] === feed) return at - 2;
  return -1;
}

const readHeaders = (bytes: Uint8Array): HeaderPair[] =>
  binary(bytes)
    .split('\r\n')
    .filter((line) => line !== '')
    .map((line) => {
      const colon = line.indexOf(':');
      return colon < 0 ? [line, ''] : [line.slice(0, colon), line.slice(colon + 1).trim()];
    });

const binary = (bytes: Uint8Array): string => {
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return text;
};

/** A binary string as text: UTF-8 when it is that, which is what browsers send. */
function textOf(value: string | null | undefined): string | null {
  if (value === null || value === undefined) return null;
  if (!/[\u0080-\u00ff]/.test(value) || /[^\0-\u00ff]/.test(value)) return value;
  try {
    const bytes = Uint8Array.from(value, (character) => character.charCodeAt(0));
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return value;
  }
}

/** `UTF-8''caf%C3%A9`, RFC 8187; null when it is not that. */
function extended(value: string | undefined): string | null {
  const [, encoded] = /^utf-8'[^']*'(.*)$/i.exec(value ?? '') ?? [];
  if (encoded === undefined) return null;
  try {
    return decodeURIComponent(encoded);
  } catch {
    return null;
  }
}

const forbidden = /[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029<>:"|?*]/gu;
const deviceNames = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i;

/** A sender's name for a file as one that is safe to save: no folders, no invisible or reversing characters. */
export function safeFileName(name: string | null, fallback: string): string {
  const base = (name ?? '').split(/[/\\]/).at(-1) ?? '';
  const plain = base
    .replaceAll(forbidden, '')
    .replace(/^[. ]+/, '')
    // A run is looked at from its start only: a long one in the middle would be from each of its dots.
    .replace(/(?<![. ])[. ]+$/, '');
  const [, stem = '', extension = ''] = /^(.*?)(\.[^.]{1,12})?$/su.exec(plain) ?? [];
  const short = `${Array.from(stem).slice(0, 60).join('')}${extension}`;
  if (!short) return fallback;
  return deviceNames.test(short) ? `_${short}` : short;
}
