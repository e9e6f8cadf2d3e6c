import { Readable } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import { type DecodedBody, type Trouble, decodedLimit, decodeStream } from '../decode-stream.ts';
import { fail } from '../errors.ts';
import { contentEncodings, headerValue, mediaType } from '../headers.ts';
import { type Part, parseMultipart, safeFileName } from '../multipart.ts';
import { Room } from '../room.ts';
import type { Store, StoredRequest } from '../store/store.ts';
import { findRequest, requestParams } from './find-request.ts';

interface BodyCall {
  Params: { bin: string; seq: string };
  Querystring: { decoded?: '1'; part?: number };
}

const schema = {
  tags: ['requests'],
  summary: 'The exact bytes of the body, or of a part of it',
  params: Type.Object(requestParams),
  querystring: Type.Object({
    decoded: Type.Optional(
      Type.Literal('1', {
        description:
          'Undo its content codings; the answer header `hookglass-decoded` says how far that went.',
      }),
    ),
    part: Type.Optional(
      Type.Integer({ minimum: 1, maximum: 1_000_000, description: 'The part of a multipart body, from 1.' }),
    ),
  }),
};

const stalledMs = 30_000;
/** Bodies that are in memory whole, twice over while they are decoded or taken apart: two of the largest at once. */
const room = new Room(4 * decodedLimit, 10_000);

/** Bytes that a body may have when its codings are taken off: deflate makes 1,032 of one at most, others any number. */
function mostBytes(stored: number, codings: readonly string[]): number {
  if (codings.some((coding) => coding === 'br' || coding === 'zstd')) return decodedLimit;
  return Math.min(decodedLimit, stored * 1032 ** codings.length);
}

/** `GET …/:seq/body`: always an attachment of opaque bytes, whatever the sender called them. */
export function bodyRoute(app: FastifyInstance, store: Store): void {
  app.get<BodyCall>('/api/bins/:bin/requests/:seq/body', { schema }, async ({ params, query }, reply) => {
    const { bin } = params;
    const request = await findRequest(store, params);
    const body = (await store.body(bin, request.seq)) ?? fail('request_not_found');
    const sent = (size: number, name: string) =>
      reply
        .type('application/octet-stream')
        .header('content-length', size)
        .header('content-disposition', disposition(name))
        .header('content-security-policy', "sandbox; default-src 'none'");

    const codings = query.decoded === '1' ? contentEncodings(request.headers) : [];
    const whole = codings.length > 0 || query.part !== undefined;
    const held = await room.take(whole ? 2 * mostBytes(body.stored, codings) : 0);
    reply.raw.once('close', () => held.keep(0));
    // It may have gone away while it waited: then nothing closes any more.
    if (reply.raw.destroyed) {
      held.keep(0);
      return reply.hijack();
    }
    // A reader that stands still does not keep others out.
    if (whole) reply.raw.setTimeout(stalledMs, () => reply.raw.destroy());
    const decoded = codings.length > 0 ? await decodeStream(body.pieces, codings) : null;
    if (query.part === undefined) held.keep(decoded?.size ?? 0);
    if (query.decoded === '1') void reply.header('hookglass-decoded', ending(decoded?.trouble ?? null));
    const pieces = decoded ? Readable.from(decoded.pieces) : body.pieces;
    if (query.part === undefined)
      return sent(decoded?.size ?? body.stored, `${bin}-${request.seq}.bin`).send(
        Readable.from(pieces, { objectMode: false }),
      );
    const { bytes, part } = partOf(request, await together(pieces), query.part);
    return sent(bytes.length, safeFileName(part.fileName ?? part.name, `part-${query.part}.bin`)).send(bytes);
  });
}

async function together(pieces: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const all: Uint8Array[] = [];
  for await (const piece of pieces) all.push(piece);
  return Buffer.concat(all);
}

function partOf(request: StoredRequest, body: Buffer, number: number): { bytes: Buffer; part: Part } {
  const { parts, problem } = parseMultipart(body, mediaType(headerValue(request.headers, 'content-type')));
  const part = parts[number - 1];
  if (!part) {
    const count = `The body has ${parts.length} parts`;
    return fail('no_such_part', problem ? `${count}: ${problem.code}` : count);
  }
  return { bytes: body.subarray(part.start, part.end), part };
}

/** `whole`, `cut; limit=67108864` or `broken; coding=gzip; reason="…"`. */
function ending(trouble: DecodedBody['trouble']): string {
  if (!trouble) return 'whole';
  return trouble.kind === 'cut' ? `cut; limit=${trouble.limit}` : brokenOf(trouble);
}

const brokenOf = ({ coding, reason }: Extract<Trouble, { kind: 'broken' }>): string =>
  `broken; coding=${coding}; reason="${reason}"`;

/** The name twice: in ASCII for whoever reads no more, in UTF-8 for the others. */
function disposition(name: string): string {
  const ascii = name.replaceAll(/[^ !#-[\]-~]/g, '_');
  const more = ascii === name ? '' : `; filename*=UTF-8''${percentEncoded(name)}`;
  return `attachment; filename="${ascii}"${more}`;
}

const percentEncoded = (text: string): string =>
  encodeURIComponent(text.toWellFormed()).replaceAll(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16)}`,
  );
