/** Odd requests and odd filters by a seeded generator, and the question whether store and `matches` agree on them. */
import {
  brotliCompressSync,
  brotliDecompressSync,
  deflateRawSync,
  gunzipSync,
  gzipSync,
  inflateRawSync,
} from 'node:zlib';
import { expect } from 'vitest';
import { type FilterSubject, matches, parseFilter } from '../../server/filter.ts';
import type { NewCapture, Store, StoredRequest } from '../../server/store/store.ts';
import { aCapture } from './conformance.ts';

/** A small generator of numbers below `limit`: the same seed, the same numbers. */
export function seeded(seed: number): (limit: number) => number {
  let state = seed;
  return (limit) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * limit);
  };
}

type Random = ReturnType<typeof seeded>;

const one = <T>(random: Random, list: readonly T[]): T => list[random(list.length)] as T;

const words = [
  'order', 'Invoice', 'ΟΔΥΣΣΕΥΣ', 'ΣΑΣ', 'İstanbul', 'straße', 'STRASSE', '\u212aelvin', 'kelvin', '中文字', '測',
  'é', 'e\u0301', '🦊fox', 'a*b', '%', '_', "it's", '"q"', 'back\\slash', 'a\u0000b', 'tab\tbed', 'x', 'ab', 'null',
  'true', '4900', '1e3', '0.10', '-0', '12345678901234567890', '0.0000001', 'a.b', ':', '-', ' ', 'ﬁ', 'ß', 'Ω',
]; // prettier-ignore

const word = (random: Random): string => one(random, words);

function json(random: Random): string {
  const value = (): string =>
    one(random, [
      JSON.stringify(word(random)),
      JSON.stringify(word(random)).replace(/[^\x20-\x7e]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`),
      '4900', '1e3', '1.0', '-0', '0.10', '12345678901234567890', '1.5e-7', 'true', 'null', '[1,2,3]', '{"b":"deep"}',
    ]); // prettier-ignore
  return `${one(random, ['', ' ', '\n'])}{"a":${value()},"Key":${value()},"list":[${value()},${value()}],"o":{"p q":1,"a":${value()}}}`;
}

function body(random: Random): { bytes: Buffer; encoding: string | null } {
  const text = Buffer.from(
    one(random, [json(random), json(random), `${word(random)} ${word(random)}`, '', '<x/>', '\ufeff{"a":1}']),
  );
  const pick = random(12);
  if (pick === 0) return { bytes: gzipSync(text), encoding: 'gzip' };
  if (pick === 1) return { bytes: brotliCompressSync(gzipSync(text)), encoding: 'GZIP, br' };
  if (pick === 2) return { bytes: deflateRawSync(text), encoding: 'deflate' };
  if (pick === 3) return { bytes: text, encoding: 'gzip' };
  return { bytes: text, encoding: null };
}

const binary = (text: string): string => Buffer.from(text.replace(/[\n\r\0]/g, '')).toString('latin1');

/** A request as nobody sends it, or as somebody just might. */
export function anOddRequest(bin: string, random: Random, number: number): NewCapture {
  const { bytes, encoding } = body(random);
  const capture = aCapture(bin, '', {
    method: one(random, ['GET', 'POST', 'lin\u212a', 'LINK', '', 'POST', 'a*b', 'MKCOL']),
    path: one(random, ['/', '/orders?x=1&x=2', '/a%20b?name=it%27s+me&%4eame=1', `/${word(random)}?q=${word(random)}`, '/x?', '?']),
    receivedAt: 1_790_000_000_000 + number * 1000,
    rawHeaders: ['Host', 'localhost', 'X-Kind', binary(word(random)), 'x-kind', binary(word(random)), ...(encoding === null ? [] : ['Content-Encoding', encoding])],
    contentType: one(random, [null, 'application/json', 'text/plain; charset=utf-16le', 'text/plain; charset=nonsense', 'MULTIPART/form-data', 'application/json; charset="UTF-8"']),
    remoteAddress: one(random, ['127.0.0.1', '::1', '10.0.0.7', '']),
    state: one(random, ['complete', 'complete', 'truncated', 'aborted', 'refused']),
    status: one(random, [200, 200, 201, 404, 413, 500, 503, 0]),
    scripted: one(random, [undefined, undefined, { fault: null, answer: 'null' }, { fault: 'reset', answer: 'null' }, { fault: 'drip', answer: 'null' }]),
  }); // prettier-ignore
  return {
    ...capture,
    body: {
      ...capture.body,
      size: bytes.length + (random(9) === 0 ? 10_000 : 0),
      stored: bytes.length,
      sha256: number % 5 === 0 ? 'same' : capture.id,
      bytes: bytes.length > 0 ? [bytes] : [],
    },
  };
}

const quoted = (text: string): string => `"${text.replace(/["\\]/g, '\\$&')}"`;

/** One term of any field. */
function aTerm(random: Random): string {
  const glob = (): string => {
    const text = word(random);
    return quoted(one(random, [text, text.toUpperCase(), text.slice(0, 2), text.slice(1), `*${text}`, `${text}*`, `*${text.slice(1)}*`]) || '*');
  }; // prettier-ignore
  const number = (): string => one(random, ['0', '200', '>=400', '<500', '100-413', '>1', '1-9', '5']);
  const term = one(random, [
    () => glob(),
    () => glob(),
    () => `method:${one(random, ['post', 'LINK', 'link', 'GET,mkcol', 'P*', glob()])}`,
    () => `path:${one(random, ['/', '/orders', '*x=2', glob()])}`,
    () => `event:${glob()}`,
    () => `status:${one(random, ['2xx', '5xx', number()])}`,
    () => `sig:${one(random, ['none', 'valid', 'none,invalid'])}`,
    () => `provider:${one(random, ['none', 'stripe', 'n*', glob()])}`,
    () => `state:${one(random, ['complete', 'refused,aborted', 'TRUNCATED'])}`,
    () => `has:${one(random, ['body', 'event', 'file', 'note', 'query', 'note,file'])}`,
    () => `is:${one(random, ['pinned', 'retry', 'failed', 'fault'])}`,
    () => `size:${one(random, ['>1kb', '0', '<100', '5-80'])}`,
    () => `ip:${one(random, ['127.0.0.1', '::1', '10.*', glob()])}`,
    () => `since:${one(random, ['15m', '2026-09-21', '2026-09-21T13:30:00Z'])}`,
    () => `from:${1_790_000_000_000 + random(700) * 1000}`,
    () => `to:${new Date(1_790_000_000_000 + random(700) * 1000).toISOString()}`,
    () => `seq:${one(random, ['5-9', '1,3,5-300,257', '>500', '0', '256', '<=255,600'])}`,
    () => `header.x-kind:${glob()}`,
    () => `header.HOST:local*`,
    () => `query.${one(random, ['x', 'name', 'Name', 'q'])}:${one(random, ['1', '2', "it's", '*', glob()])}`,
    () => `body:${glob()}`,
    () => `body.${one(random, ['a', 'Key', 'key', 'list.0', 'list.length', 'o.a', 'o.b', 'a.b'])}:${one(random, ['4900', '1000', '1', '0', '0.1', '>1', '3', '12345678901234567000', '1.5e-7', 'null', 'deep', '*', glob()])}`,
  ])(); // prettier-ignore
  return random(4) === 0 ? `-${term}` : term;
}

/** One to three terms. */
export const anOddFilter = (random: Random): string =>
  Array.from({ length: 1 + random(3) }, () => aTerm(random)).join(' ');

/** What `matches` looks at, made without the store's own way to do it. */
export async function subjectOf(store: Store, request: StoredRequest): Promise<FilterSubject> {
  const pieces: Uint8Array[] = [];
  for await (const piece of (await store.body(request.bin, request.seq))?.pieces ?? []) pieces.push(piece);
  const bytes = Buffer.concat(pieces);
  const encoding = request.headers.find(([name]) => name === 'Content-Encoding')?.[1];
  const text = textOf(request, decoded(bytes, encoding));
  return {
    summary: request,
    note: request.note,
    headers: () => request.headers,
    bodyText: () => text,
    bodyJson: () => {
      try {
        return JSON.parse(text) as unknown;
      } catch {
        return undefined;
      }
    },
  };
}

function decoded(bytes: Buffer, encoding: string | undefined): Buffer {
  try {
    if (encoding === 'gzip') return gunzipSync(bytes);
    if (encoding === 'GZIP, br') return gunzipSync(brotliDecompressSync(bytes));
    return encoding === 'deflate' ? inflateRawSync(bytes) : bytes;
  } catch {
    return bytes;
  }
}

const textOf = ({ contentType }: StoredRequest, bytes: Buffer): string =>
  new TextDecoder(contentType?.includes('utf-16le') ? 'utf-16le' : 'utf-8').decode(bytes);

/** Expects that the store finds for each filter exactly what `matches` says, in order. */
export async function expectAgreement(store: Store, bin: string, filters: readonly string[]): Promise<void> {
  const { lastSeq } = (await store.bins.get(bin)) ?? { lastSeq: 0 };
  const subjects: FilterSubject[] = [];
  for (let seq = lastSeq; seq > 0; seq -= 1) {
    const request = await store.get(bin, seq);
    if (request) subjects.push(await subjectOf(store, request));
  }
  for (const text of filters) {
    const filter = parseFilter(text);
    const page = await store.page(bin, { limit: 1000, filter });
    const wanted = subjects
      .filter((subject) => matches(filter, subject, Date.now()))
      .map(({ summary }) => summary.seq);
    expect({ text, found: page?.items.map(({ seq }) => seq) }).toEqual({ text, found: wanted });
  }
}
