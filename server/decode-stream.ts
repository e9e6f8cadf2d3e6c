/**
 * Content codings undone while the bytes stream by: what comes out is kept up to a limit, so a bomb stops there, and
 * what could be read of a broken stream stays readable.
 */
import { Readable, type Transform } from 'node:stream';
import {
  createBrotliDecompress,
  createGunzip,
  createInflate,
  createInflateRaw,
  createZstdDecompress,
} from 'node:zlib';
import { maxLayers, startsAsZlib } from './decode.ts';
import { fail } from './errors.ts';

/** Why not all of it could be decoded. `cut`: more than the limit came out. */
export type Trouble = { kind: 'cut'; limit: number } | { kind: 'broken'; coding: string; reason: string };

/** What came out, and what stopped it. */
export interface DecodedBody {
  pieces: Uint8Array[];
  size: number;
  trouble: Trouble | null;
}

type Pieces = AsyncIterable<Uint8Array>;

/** Bytes that a decoded body may have. */
export const decodedLimit = 67_108_864;

const decoders: Readonly<Record<string, (first: Uint8Array) => Transform>> = {
  gzip: () => createGunzip(),
  'x-gzip': () => createGunzip(),
  deflate: (first) => (startsAsZlib(first) ? createInflate() : createInflateRaw()),
  br: () => createBrotliDecompress(),
  zstd: () => createZstdDecompress(),
};

/** Undoes codings, the last applied first. Throws unknown_coding; what is broken is in the answer, not thrown. */
export async function decodeStream(
  pieces: Pieces,
  codings: readonly string[],
  limit = decodedLimit,
): Promise<DecodedBody> {
  if (codings.length > maxLayers)
    fail(
      'unknown_coding',
      `The body says that it was encoded ${codings.length} times; ${maxLayers} is the most`,
    );
  const unknown = codings.find((coding) => !Object.hasOwn(decoders, coding));
  if (unknown !== undefined)
    fail('unknown_coding', `The content coding "${unknown}" is not known here: the bytes are there as sent`);
  let source = pieces;
  let decoded: DecodedBody = { pieces: [], size: 0, trouble: null };
  let trouble: Trouble | null = null;
  for (const coding of codings.toReversed()) {
    decoded = await undo(source, coding, limit);
    trouble ??= decoded.trouble;
    source = Readable.from(decoded.pieces);
  }
  return { ...decoded, trouble };
}

async function undo(pieces: Pieces, coding: string, limit: number): Promise<DecodedBody> {
  const iterator = pieces[Symbol.asyncIterator]();
  const first = await iterator.next();
  if (first.done) return { pieces: [], size: 0, trouble: null };
  const decoder = decoders[coding]?.(first.value) ?? fail('unknown_coding');
  const source = Readable.from(rest(first.value, iterator), { objectMode: false });
  return collect(source, decoder, { coding, limit });
}

async function* rest(first: Uint8Array, iterator: AsyncIterator<Uint8Array>): Pieces {
  yield first;
  for (let next = await iterator.next(); !next.done; next = await iterator.next()) yield next.value;
}

function collect(
  source: Readable,
  decoder: Transform,
  { coding, limit }: { coding: string; limit: number },
): Promise<DecodedBody> {
  const pieces: Uint8Array[] = [];
  let size = 0;
  return new Promise((resolve, reject) => {
    const end = (trouble: Trouble | null) => {
      source.destroy();
      decoder.destroy();
      resolve({ pieces, size, trouble });
    };
    // Data events, not a loop: they bring everything that came before an error, a loop would lose the last of it.
    decoder.on('data', (piece: Uint8Array) => {
      pieces.push(piece.subarray(0, limit - size));
      size = Math.min(limit, size + piece.length);
      if (size === limit) end({ kind: 'cut', limit });
    });
    decoder.on('end', () => end(null));
    decoder.on('error', (cause) => end({ kind: 'broken', coding, reason: reasonOf(cause) }));
    source.on('error', reject);
    source.pipe(decoder);
  });
}

/** Words that are safe in a header. */
const reasonOf = (cause: Error): string => cause.message.replaceAll(/[^ -!#-~]+/g, ' ').slice(0, 120);
