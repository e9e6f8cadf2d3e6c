/** Bytes and binary strings as text. Pure and total: no input throws. */

/** The bytes of a binary string, one per character. */
export const binaryToBytes = (binary: string): Uint8Array =>
  Uint8Array.from(binary, (character) => character.charCodeAt(0));

/** A binary string as people meant it: UTF-8 when it is that, else latin1, which it already is. */
export function decodeBinary(binary: string): string {
  if (!/[\u0080-\u00ff]/.test(binary)) return binary;
  return decodeUtf8(binaryToBytes(binary)) ?? binary;
}

/** UTF-8 as text, or null when it is not UTF-8. */
export function decodeUtf8(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}

/** One character per byte: what `latin1` of Node is (the browser's `latin1` is windows-1252). */
export function decodeLatin1(bytes: Uint8Array): string {
  const parts: string[] = [];
  for (let at = 0; at < bytes.length; at += 8_192)
    parts.push(String.fromCharCode(...bytes.subarray(at, at + 8_192)));
  return parts.join('');
}

/** The charset that a byte order mark names, when no header does. */
function markedCharset([first, second]: Uint8Array): string | undefined {
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  return first === 0xfe && second === 0xff ? 'utf-16be' : undefined;
}

/** Text, and why it could not be read as announced: then each byte is one character, or it is read as UTF-8. */
export interface DecodedText {
  text: string;
  trouble: { code: 'not-utf8' } | { code: 'unknown-charset'; charset: string } | null;
}

/** Bytes in their announced charset; without one UTF-8, and latin1 for what is not UTF-8. */
export function decodeText(bytes: Uint8Array, charset: string | undefined): DecodedText {
  const named = charset ?? markedCharset(bytes);
  const utf8 = !named || /^utf-?8$/i.test(named);
  if (utf8) {
    const text = decodeUtf8(bytes);
    if (text !== null) return { text, trouble: null };
    return { text: decodeLatin1(bytes), trouble: { code: 'not-utf8' } };
  }
  try {
    return { text: new TextDecoder(named, { ignoreBOM: true }).decode(bytes), trouble: null };
  } catch {
    const text = decodeUtf8(bytes) ?? decodeLatin1(bytes);
    return { text, trouble: { code: 'unknown-charset', charset: named } };
  }
}

/** A form or query string as pairs in order, raw and decoded. */
export interface FormPair {
  rawName: string;
  rawValue: string;
  name: string;
  value: string;
}

/** Reads `a=1&b=2`, keeping order and repeats; `+` is a space. */
export const parsePairs = (text: string): FormPair[] =>
  text
    .split('&')
    .filter((part) => part !== '')
    .map((part) => {
      const at = part.indexOf('=');
      const rawName = at < 0 ? part : part.slice(0, at);
      const rawValue = at < 0 ? '' : part.slice(at + 1);
      return { rawName, rawValue, name: percentDecode(rawName), value: percentDecode(rawValue) };
    });

function percentDecode(text: string): string {
  const spaced = text.replaceAll('+', ' ');
  if (!spaced.includes('%')) return spaced;
  // Bytes first: a sequence that is not UTF-8 must still show something instead of throwing.
  const binary = spaced.replace(/[\u0080-\uffff]+/g, (wide) => decodeLatin1(new TextEncoder().encode(wide)));
  return decodeBinary(
    binary.replace(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
  );
}
