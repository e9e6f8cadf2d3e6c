/** Bodies with their content codings taken off, RFC 9110 section 8.4. Never throws; what comes out is bounded. */
import {
  brotliDecompressSync,
  constants,
  gunzipSync,
  inflateRawSync,
  inflateSync,
  zstdDecompressSync,
} from 'node:zlib';

/** What became of a body. */
export interface DecodedBody {
  /** Decoded as far as it went; at most `limit`. */
  bytes: Uint8Array;
  /** False when there is more than these: cut by the limit, broken off, or not decodable to the end. */
  complete: boolean;
  /** Why it was not decoded to the end, as a sentence part; null when it was, or when only the limit cut it. */
  failure: string | null;
  /** The codings that were taken off, the last applied first. */
  encodings: string[];
}

/** Layers taken off at most: more is an attack, not a webhook. */
export const maxLayers = 5;
/** A layer may grow to this many times the limit before it is read by its beginning only. */
const slack = 4;
const maxNarrowing = 8;

type Inflate = (bytes: Uint8Array, options: { maxOutputLength: number; broken: boolean }) => Uint8Array;

const zlibFlush = (broken: boolean) => (broken ? { finishFlush: constants.Z_SYNC_FLUSH } : {});

const gunzip: Inflate = (bytes, { maxOutputLength, broken }) =>
  gunzipSync(bytes, { maxOutputLength, ...zlibFlush(broken) });

/** RFC 9110 means zlib by `deflate`, some senders mean the raw format: the first two bytes tell. */
export const startsAsZlib = ([first = 0, second = 0]: Uint8Array): boolean =>
  (first & 0x0f) === 8 && ((first << 8) | second) % 31 === 0;

const inflate: Inflate = (bytes, { maxOutputLength, broken }) =>
  (startsAsZlib(bytes) ? inflateSync : inflateRawSync)(bytes, { maxOutputLength, ...zlibFlush(broken) });

const codings: ReadonlyMap<string, Inflate> = new Map([
  ['gzip', gunzip],
  ['x-gzip', gunzip],
  ['deflate', inflate],
  [
    'br',
    (bytes, { maxOutputLength, broken }) =>
      brotliDecompressSync(bytes, {
        maxOutputLength,
        ...(broken ? { finishFlush: constants.BROTLI_OPERATION_FLUSH } : {}),
      }),
  ],
  [
    'zstd',
    (bytes, { maxOutputLength, broken }) =>
      zstdDecompressSync(bytes, {
        maxOutputLength,
        ...(broken ? { finishFlush: constants.ZSTD_e_flush } : {}),
      }),
  ],
]);

/** Takes the codings off, the last applied first, and gives at most `limit` bytes. Without codings the bytes themselves. */
export function decodeBody(bytes: Uint8Array, encodings: readonly string[], limit: number): DecodedBody {
  const done: DecodedBody = { bytes, complete: true, failure: null, encodings: [] };
  for (const [index, name] of encodings.toReversed().entries()) {
    const coding = codings.get(name);
    if (index >= maxLayers) return cut({ ...done, complete: false, failure: 'too many codings' }, limit);
    if (!coding) return cut({ ...done, complete: false, failure: `“${name}” is not a known coding` }, limit);
    const layer = takeOff(coding, done.bytes, limit);
    if (layer === null)
      return cut({ ...done, complete: false, failure: `it cannot be read as ${name}` }, limit);
    done.bytes = layer.bytes;
    done.complete &&= layer.complete;
    done.encodings.push(name);
    if (layer.broken) done.failure ??= `the ${name} data breaks off`;
  }
  return cut(done, limit);
}

const cut = (body: DecodedBody, limit: number): DecodedBody =>
  body.bytes.length > limit ? { ...body, bytes: body.bytes.subarray(0, limit), complete: false } : body;

interface Layer {
  bytes: Uint8Array;
  complete: boolean;
  broken: boolean;
}

/** One layer; null when nothing of it can be read. */
function takeOff(inflateOne: Inflate, bytes: Uint8Array, limit: number): Layer | null {
  const maxOutputLength = limit * slack;
  try {
    return { bytes: inflateOne(bytes, { maxOutputLength, broken: false }), complete: true, broken: false };
  } catch (cause) {
    if (isTooLarge(cause)) return beginning(inflateOne, bytes, limit);
  }
  try {
    // Broken off: a body that was cut, or whose sender went away. What came is worth reading.
    const read = inflateOne(bytes, { maxOutputLength, broken: true });
    return read.length > 0 ? { bytes: read, complete: false, broken: true } : null;
  } catch (cause) {
    return isTooLarge(cause) ? beginning(inflateOne, bytes, limit) : null;
  }
}

/** Of what grows too large: decodes a shorter and shorter beginning, until what comes out is near the limit. */
function beginning(inflateOne: Inflate, bytes: Uint8Array, limit: number): Layer | null {
  let fits = 0;
  let tooMuch = bytes.length;
  let best: Uint8Array | null = null;
  for (let step = 0; step < maxNarrowing && tooMuch - fits > 1; step += 1) {
    // Compressed bombs unfold by factors of thousands: by eighths downwards first, then by halves.
    const length = fits === 0 ? Math.max(1, Math.floor(tooMuch / 8)) : Math.floor((fits + tooMuch) / 2);
    try {
      const options = { maxOutputLength: limit * slack, broken: true };
      const read = inflateOne(bytes.subarray(0, length), options);
      fits = length;
      best = read;
      if (read.length >= limit) break;
    } catch (cause) {
      if (!isTooLarge(cause)) break;
      tooMuch = length;
    }
  }
  return best?.length ? { bytes: best, complete: false, broken: false } : null;
}

const isTooLarge = (cause: unknown): boolean =>
  cause instanceof Error && 'code' in cause && cause.code === 'ERR_BUFFER_TOO_LARGE';
