/** What a body renderer is. A renderer is pure: body in, something to draw out; it may throw, raw may not. */
import {
  type BodyKind,
  type MediaType,
  bodyKind,
  contentEncodings,
  headerValue,
  mediaType,
} from '../../server/headers.ts';
import type { HeaderPair } from '../../server/contract.ts';
import type { Part } from '../../server/multipart.ts';
import type { FormPair } from '../decode.ts';

/** A body with what its headers say about it. */
export interface Body {
  bytes: Uint8Array;
  media: MediaType;
  kind: BodyKind;
  /** Content-Encoding, when the bytes are still encoded. */
  encoding: string | null;
}

/** A colour of code; `plain` has none. */
export type TokenKind =
  | 'plain'
  | 'key'
  | 'string'
  | 'number'
  | 'keyword'
  | 'punctuation'
  | 'comment'
  | 'tag'
  | 'name';

/** A piece of a line. */
export type Token = readonly [kind: TokenKind, text: string];

/** A line of the shown text: where it is in the source, and how deep it is set in. */
export type Line = readonly [start: number, end: number, depth: number];

/** Text in lines that are found lazily, so that a large body never makes a long task. */
export interface TextView {
  show: 'text';
  text: string;
  lines: () => Iterable<Line>;
  paint: (line: string) => readonly Token[];
}

/** What a renderer hands back; the panel draws it. */
export type View = (
  | TextView
  | { show: 'pairs'; pairs: readonly FormPair[] }
  | { show: 'hex' }
  | { show: 'image'; type: string }
  | { show: 'tree'; text: string; several: boolean }
  | { show: 'parts'; parts: readonly Part[]; whole: boolean }
) & { note?: string | null };

/** A way to show a body. */
export interface Renderer {
  id: string;
  /** In the reader's language. */
  label: () => string;
  /** What a body is not when this fails: a name, the same in all languages. */
  format: string;
  /** 0: not at all; the highest is shown first. */
  score: (body: Body) => number;
  render: (body: Body) => View;
}

/** Reads the headers of a request, or of a part of one, for its body. */
export function bodyOf({ headers }: { headers: readonly HeaderPair[] }, bytes: Uint8Array): Body {
  const media = mediaType(headerValue(headers, 'content-type'));
  const codings = contentEncodings(headers);
  return { bytes, media, kind: bodyKind(media), encoding: codings.length ? codings.join(', ') : null };
}
