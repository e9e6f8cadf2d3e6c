/** Bodies read piece by piece: as text when they are text, as base64 when they are not. */
import type { Exported } from './format.ts';

/** A decoder that refuses what is not UTF-8 and leaves nothing out, not even a byte order mark. */
const strictDecoder = () => new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** All bytes at once: for bodies that are known to be small. */
export async function wholeBody({ body }: Exported): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  for await (const piece of body()) pieces.push(piece);
  return Buffer.concat(pieces);
}

/** The text of bytes that are UTF-8, else null. */
export function utf8Text(bytes: Uint8Array): string | null {
  try {
    return strictDecoder().decode(bytes);
  } catch {
    return null;
  }
}

/** True when the body is UTF-8: it reads the body to its end. */
export async function isUtf8({ body }: Exported): Promise<boolean> {
  const decoder = strictDecoder();
  const pieces = body()[Symbol.asyncIterator]();
  for (;;) {
    const { done, value } = await pieces.next();
    try {
      decoder.decode(value ?? new Uint8Array(), { stream: !done });
    } catch {
      await pieces.return?.();
      return false;
    }
    if (done) return true;
  }
}

/** The body as a JSON string, quotes included; it must be UTF-8. */
export async function* jsonText({ body }: Exported): AsyncGenerator<string> {
  const decoder = strictDecoder();
  yield '"';
  for await (const piece of body())
    yield JSON.stringify(decoder.decode(piece, { stream: true })).slice(1, -1);
  yield '"';
}

/** The body as base64 in a JSON string, quotes included. */
export async function* jsonBase64(exported: Exported): AsyncGenerator<string> {
  yield '"';
  yield* base64(exported);
  yield '"';
}

/** Groups of three bytes do not end where pieces do. */
async function* base64({ body }: Exported): AsyncGenerator<string> {
  let rest: Uint8Array = new Uint8Array();
  for await (const piece of body()) {
    const bytes = Buffer.concat([rest, piece]);
    const whole = bytes.length - (bytes.length % 3);
    yield bytes.subarray(0, whole).toString('base64');
    rest = bytes.subarray(whole);
  }
  yield Buffer.from(rest).toString('base64');
}
