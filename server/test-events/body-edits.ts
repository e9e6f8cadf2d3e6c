/** Changes to the body of an event that leave it readable. Pure; bodies are UTF-8 or any bytes. */
import type { HeaderPair } from '../contract.ts';
import { bodyKind, headerValue, mediaType } from '../headers.ts';

/** The body with one more field behind all others, or null when this kind of body takes none. `value` is JSON. */
export function withField(
  body: Buffer,
  headers: readonly HeaderPair[],
  { name, value }: { name: string; value: string },
): Buffer | null {
  const type = mediaType(headerValue(headers, 'content-type'));
  const kind = bodyKind(type);
  const plain = value.startsWith('"') ? String(JSON.parse(value)) : value;
  if (body.length === 0) return null;
  if (kind === 'form')
    return Buffer.concat([body, Buffer.from(`&${encodeURIComponent(name)}=${encodeURIComponent(plain)}`)]);
  if (kind === 'xml') return inserted(body, '</', `<!-- ${name}: ${plain} -->`);
  if (kind === 'multipart') return withPart(body, type.parameters.get('boundary') ?? '', { name, plain });
  // Some senders call JSON text/plain.
  const at = body.lastIndexOf('}');
  if (at < 0 || !/^\s*[[{]/.test(body.toString('latin1', 0, 64))) return null;
  const isEmpty = /\{\s*$/.test(body.toString('latin1', Math.max(0, at - 64), at));
  return inserted(body, '}', `${isEmpty ? '' : ','}${JSON.stringify(name)}:${value}`);
}

/** The text put before the last place of a mark. */
function inserted(body: Buffer, mark: string, text: string): Buffer | null {
  const at = body.lastIndexOf(mark);
  return at < 0 ? null : Buffer.concat([body.subarray(0, at), Buffer.from(text), body.subarray(at)]);
}

function withPart(
  body: Buffer,
  boundary: string,
  { name, plain }: { name: string; plain: string },
): Buffer | null {
  const part = `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${plain}\r\n`;
  return boundary === '' ? null : inserted(body, `--${boundary}--`, part);
}

/**
 * The body with one character changed, as somebody on the way might: the last digit, or letter, of `text`, else of the
 * whole. Null when there is nothing to change.
 */
export function tampered(body: Buffer, text: string | undefined): Buffer | null {
  const start = text === undefined ? -1 : body.indexOf(text);
  const end = text === undefined || start < 0 ? body.length : start + Buffer.byteLength(text);
  const from = Math.max(0, start);
  const at = lastOf(body, { from, end }, isDigit) ?? lastOf(body, { from, end }, isLetter);
  if (at === null) return null;
  const changed = Buffer.from(body);
  // To its neighbour: 0 and 1, a and b and so on, so never out of its kind.
  const byte = body[at] ?? 0;
  changed[at] = isDigit(byte) ? byte ^ 1 : byte === 0x7a || byte === 0x5a ? byte - 1 : byte + 1;
  return changed;
}

const isDigit = (byte: number): boolean => byte >= 0x30 && byte <= 0x39;
const isLetter = (byte: number): boolean => (byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7a;

// A long body may hold escapes and nothing else.
const maxLooks = 1000;

/** The last such byte that no escape (`\u00e9`, `%C3`) and no tag claims. */
function lastOf(
  body: Buffer,
  { from, end }: { from: number; end: number },
  isWanted: (byte: number) => boolean,
): number | null {
  for (let at = end - 1, looks = 0; at >= from && looks < maxLooks; at -= 1) {
    if (!isWanted(body[at] ?? 0)) continue;
    looks += 1;
    if (/[%\\][^"&\s]{0,4}$/.test(body.toString('latin1', Math.max(0, at - 5), at))) continue;
    if (/<[^>]*$/.test(body.toString('latin1', Math.max(from, at - 64), at))) continue;
    return at;
  }
  return null;
}
