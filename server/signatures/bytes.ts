/** Text and bytes: what a scheme needs to read bodies and URLs without ever throwing. Pure. */

/** The bytes of a header value or URL: one per character of a binary string; UTF-8 should it hold more. */
export const bytesOf = (text: string): Buffer =>
  // eslint-disable-next-line no-control-regex
  /^[\x00-\xff]*$/.test(text) ? Buffer.from(text, 'latin1') : Buffer.from(text, 'utf8');

/** A view of the same memory, so that nothing is copied. */
export const bufferOf = (bytes: Uint8Array): Buffer =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/** The body as text; a sequence that is not UTF-8 becomes U+FFFD. */
export const textOf = (bytes: Uint8Array): string => bufferOf(bytes).toString('utf8');

/** A JSON value, undefined when the text is not JSON. */
export function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The value at a path of keys and indices, undefined when something on the way is missing. */
export function valueAt(value: unknown, path: readonly string[]): unknown {
  let at = value;
  for (const key of path) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, key)) return undefined;
    at = (at as Record<string, unknown>)[key];
  }
  return at;
}

/** The text at a path of a JSON body, null when there is none. */
export function textAt(value: unknown, ...path: string[]): string | null {
  const found = valueAt(value, path);
  return typeof found === 'string' ? found : null;
}

/** Decodes strictly: null for characters, lengths or padding that do not belong. */
export function decode(text: string, encoding: 'hex' | 'base64' | 'base64url'): Buffer | null {
  if (encoding === 'hex')
    return text.length % 2 === 0 && /^[0-9a-f]*$/i.test(text) ? Buffer.from(text, 'hex') : null;
  const alphabet = encoding === 'base64' ? /^[A-Za-z0-9+/]*={0,2}$/ : /^[A-Za-z0-9_-]*={0,2}$/;
  if (!alphabet.test(text) || text.replace(/=+$/, '').length % 4 === 1) return null;
  return Buffer.from(text, encoding);
}

/** A URL, null when the text is not one. */
export const urlOf = (text: string | null): URL | null => (text === null ? null : URL.parse(text));

/** The value of a query parameter or form field, decoded; null when there is none. */
export const paramOf = (form: string, name: string): string | null => new URLSearchParams(form).get(name);
