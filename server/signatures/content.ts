/** Step 3: the exact bytes that are signed, part by part. Pure; the body is never copied. */
import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { bytesOf, textOf, urlOf } from './bytes.ts';
import {
  type ContentPart,
  isProblem,
  type Piece,
  type Problem,
  problem,
  type Reading,
  type Scheme,
  type Settings,
  type SignedRequest,
} from './signature.ts';

/** The parts a scheme signs, in order. */
export function contentOf(
  scheme: Scheme,
  request: SignedRequest,
  reading: Reading,
  settings: Settings,
): readonly ContentPart[] | Problem {
  if (scheme.build) return scheme.build(request, reading, settings);
  const parts: ContentPart[] = [];
  for (const piece of scheme.content) {
    const bytes = bytesOfPiece(piece, request, reading, settings);
    if (bytes === null) return lacking(piece);
    parts.push({ part: piece.startsWith('=') ? 'text' : piece.replace('value:', ''), bytes });
  }
  return parts;
}

/** The parts as one run of bytes. */
export const joined = (parts: readonly ContentPart[]): Buffer =>
  Buffer.concat(parts.map(({ bytes }) => bytes));

/** A part of text that was decoded, so UTF-8. */
export const textPart = (part: string, text: string): ContentPart => ({ part, bytes: Buffer.from(text) });

/** The settings' public URL laid over the request's: an origin replaces the origin, more replaces all but the query. */
export function withPublicUrl(request: SignedRequest, settings: Settings): SignedRequest {
  const wanted = settings.values['url']?.trim() ?? '';
  const url = urlOf(wanted);
  if (!url) return request;
  const asked = urlOf(request.url);
  if (url.pathname === '/' && !wanted.endsWith('/') && url.search === '' && asked)
    return { ...request, url: url.origin + (request.url ?? '').slice(originLength(request.url ?? '')) };
  return { ...request, url: url.search === '' && asked ? wanted + asked.search : wanted };
}

/** Where path and query begin in an absolute URL. */
export function originLength(url: string): number {
  const [origin = ''] = /^[a-z][a-z0-9+.-]*:\/\/[^/?#]*/i.exec(url) ?? [];
  return origin.length;
}

/** Path and query of an absolute URL, as written. */
export const pathOf = (url: string): string => url.slice(originLength(url)).replace(/#.*$/s, '') || '/';

/** Fields of a form, sorted by name; values of one name sorted and without repeats: as Twilio signs them. */
export function sortedParams(body: Uint8Array): string {
  const fields = new Map<string, Set<string>>();
  for (const [name, value] of new URLSearchParams(textOf(body))) {
    const values = fields.get(name) ?? new Set();
    fields.set(name, values.add(value));
  }
  return [...fields.keys()]
    .sort()
    .map((name) =>
      [...(fields.get(name) ?? [])]
        .sort()
        .map((value) => name + value)
        .join(''),
    )
    .join('');
}

/** The SHA-256 of a body. */
export const bodyHash = (body: Uint8Array, encoding: 'hex' | 'base64' = 'hex'): string =>
  createHash('sha256').update(body).digest(encoding);

const pieces: Record<
  Exclude<Piece, `=${string}` | `value:${string}`>,
  (request: SignedRequest, reading: Reading) => Uint8Array | null
> = {
  id: (_, { id }) => (id === null ? null : bytesOf(id)),
  timestamp: (_, { timestamp }) => (timestamp === null ? null : bytesOf(timestamp)),
  body: ({ body }) => body,
  url: ({ url }) => (url === null ? null : bytesOf(url)),
  path: ({ url }) => (url === null ? null : bytesOf(pathOf(url))),
  method: ({ method }) => bytesOf(method),
  params: ({ body }) => Buffer.from(sortedParams(body)),
  crc32: ({ body }) => Buffer.from(String(crc32(body))),
};

function bytesOfPiece(
  piece: Piece,
  request: SignedRequest,
  reading: Reading,
  settings: Settings,
): Uint8Array | null {
  if (piece.startsWith('=')) return Buffer.from(piece.slice(1));
  if (!piece.startsWith('value:')) return pieces[piece as keyof typeof pieces](request, reading);
  const value = settings.values[piece.slice('value:'.length)]?.trim() ?? '';
  return value === '' ? null : Buffer.from(value);
}

function lacking(piece: Piece): Problem {
  if (piece === 'url' || piece === 'path')
    return problem(
      'malformed',
      'url_unknown',
      'The URL that the sender called is signed, and it is not known.',
    );
  if (piece.startsWith('value:'))
    return problem('no_secret', 'setting_missing', 'The setting "{key}" is needed, and it is empty.', {
      key: piece.slice('value:'.length),
    });
  return problem('malformed', 'part_missing', 'The {part} is signed, and the request has none.', {
    part: piece,
  });
}

/** Parts, or the problem there was. */
export const isParts = (value: readonly ContentPart[] | Problem): value is readonly ContentPart[] =>
  !isProblem(value);
