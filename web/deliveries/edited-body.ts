/** A body while it is edited: text as people read it, the same bytes when nothing was typed. Pure. */
import { decodeUtf8 } from '../decode.ts';

/** What becomes of a body. */
export type EditedBody =
  | { kind: 'keep' }
  | { kind: 'text'; text: string }
  | { kind: 'file'; name: string; bytes: Uint8Array };

/** A field of a page is slow with more. */
const mostEdited = 1_000_000;

/** Why a body cannot be edited as text. */
export type NotText = 'binary' | 'large' | 'cut';

/** The text of a body, or why there is none to edit. */
export function textToEdit(
  bytes: Uint8Array,
  { stored, size }: { stored: number; size: number },
): { text: string } | { not: NotText } {
  if (stored < size) return { not: 'cut' };
  if (bytes.length > mostEdited) return { not: 'large' };
  const text = decodeUtf8(bytes);
  return text === null || text.includes('\0') ? { not: 'binary' } : { text };
}

/** Fields of a page know one kind of line end: where all were CRLF, all are again. */
export function withLineEndsOf(edited: string, before: string): string {
  const isCrLf = before.includes('\r\n') && !/(?<!\r)\n|\r(?!\n)/.test(before);
  return isCrLf ? edited.replaceAll('\n', '\r\n') : edited;
}

/** True when line ends of the text will be others once it is edited. */
export const mixesLineEnds = (text: string): boolean =>
  text.includes('\r') && /(?<!\r)\n|\r(?!\n)/.test(text);

/** Bytes as the API takes them. */
export function base64Of(bytes: Uint8Array): string {
  const parts: string[] = [];
  for (let at = 0; at < bytes.length; at += 8_192)
    parts.push(String.fromCharCode(...bytes.subarray(at, at + 8_192)));
  return btoa(parts.join(''));
}
