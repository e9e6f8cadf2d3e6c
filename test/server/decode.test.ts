import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync, zstdCompressSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { decodeBody } from '../../server/decode.ts';
import { contentEncodings } from '../../server/headers.ts';

const text = JSON.stringify({ list: Array.from({ length: 2000 }, (_, at) => at) });
const limit = 2 ** 20;
const read = (bytes: Uint8Array): string => Buffer.from(bytes).toString();

it.each([
  ['gzip', gzipSync],
  ['x-gzip', gzipSync],
  ['deflate', deflateSync],
  ['deflate', deflateRawSync],
  ['br', brotliCompressSync],
  ['zstd', zstdCompressSync],
])('takes %s off', (name, compress) => {
  const { bytes, ...rest } = decodeBody(compress(text), [name], limit);
  expect(read(bytes)).toBe(text);
  expect(rest).toEqual({ complete: true, failure: null, encodings: [name] });
});

it('takes several codings off, the last applied first', () => {
  const headers: [string, string][] = [['Content-Encoding', 'GZIP, identity'], ['content-encoding', 'br']]; // prettier-ignore
  const result = decodeBody(brotliCompressSync(gzipSync(text)), contentEncodings(headers), limit);
  expect(read(result.bytes)).toBe(text);
  expect(result.encodings).toEqual(['br', 'gzip']);
});

it('reads what came of a body that breaks off', () => {
  const whole = gzipSync(text);
  const { bytes, complete, failure } = decodeBody(whole.subarray(0, whole.length / 2), ['gzip'], limit);
  expect(bytes.length).toBeGreaterThan(1000);
  expect(text.startsWith(read(bytes))).toBe(true);
  expect({ complete, failure }).toEqual({ complete: false, failure: 'the gzip data breaks off' });
});

it.each([
  ['gzip', 'it cannot be read as gzip'],
  ['snappy', '“snappy” is not a known coding'],
])('gives the bytes as they are and the reason when it cannot: %s', (name, failure) => {
  const result = decodeBody(Buffer.from('plain words'), [name], limit);
  expect(read(result.bytes)).toBe('plain words');
  expect(result).toMatchObject({ complete: false, failure, encodings: [] });
});

it.each([gzipSync, zstdCompressSync])('gives no more of a bomb than the limit, and soon', (compress) => {
  const bomb = compress(Buffer.alloc(100 * 2 ** 20, 'a'));
  const { bytes, complete } = decodeBody(bomb, [compress === gzipSync ? 'gzip' : 'zstd'], limit);
  expect(bytes.length).toBe(limit);
  expect(complete).toBe(false);
});

it('does not peel for ever', () => {
  const { failure } = decodeBody(
    Buffer.from('x'),
    Array.from({ length: 1000 }, () => 'identity-ish'),
    limit,
  );
  expect(failure).not.toBeNull();
});
