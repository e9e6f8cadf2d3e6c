import { Readable } from 'node:stream';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { ApiError, type Bin, ExportFormats, Imported } from '../contract.ts';
import { fail, noSuchBin } from '../errors.ts';
import type { Exported, Format, Piece, Place } from '../exports/format.ts';
import { formats } from '../exports/formats.ts';
import type { RequestFilter } from '../filter.ts';
import { importLines } from '../import.ts';
import type { Store, StoredBin, StoredRequest } from '../store/store.ts';
import { findRequest, requestParams } from './find-request.ts';
import { whenGone } from './while-there.ts';
import { filterText, readFilter, withResponse } from './requests.ts';

// Rows asked for at once; each of them is then read by its key.
const pageRows = 200;
const blockBytes = 64 * 1024;

const to = Type.Optional(
  Type.String({ maxLength: 2000, description: 'Where code is to send the request; default: the hook URL.' }),
);
const binParams = Type.Object({ bin: Type.String(), format: Type.String() });

/** What exports need to know of this server. */
export interface ExportParts {
  store: Store;
  withUrl(bin: StoredBin): Bin;
  version: string;
  maxBodyBytes: number;
}

/** `/api/formats`, exports of a request and of a bin, and the way back in. */
export const exportRoutes =
  ({ store, withUrl, version, maxBodyBytes }: ExportParts): FastifyPluginAsyncTypebox =>
  async (app) => {
    const findBin = async (id: string): Promise<Bin> => withUrl((await store.bins.get(id)) ?? noSuchBin(id));

    const placeOf = (bin: Bin, request: FastifyRequest, to: string | undefined): Omit<Place, 'many'> => ({
      bin: bin.id,
      hookUrl: bin.url,
      to: to === undefined ? null : readTarget(to),
      api: ownOrigin(bin.url, request.headers.host ?? ''),
      version,
    });

    app.get(
      '/api/formats',
      { schema: { tags: ['exports'], summary: 'Export formats', response: { 200: ExportFormats } } },
      async () => ({ items: [...formats] }),
    );

    app.get(
      '/api/bins/:bin/requests/:seq/export/:format',
      {
        schema: {
          tags: ['exports'],
          summary: 'One request in another format',
          params: Type.Object({ ...requestParams, format: Type.String() }),
          querystring: Type.Object({ to }),
        },
      },
      async (call, reply) => {
        const { params, query } = call;
        const format = findFormat(params.format, 'one');
        const bin = await findBin(params.bin);
        const request = await findRequest(store, { bin: bin.id, seq: params.seq });
        const place = { ...placeOf(bin, call, query.to), many: false };
        return send(reply, format, {
          pieces: format.write(one(store, request), place),
          name: `${bin.id}-${request.seq}`,
        });
      },
    );

    app.get(
      '/api/bins/:bin/export/:format',
      {
        schema: {
          tags: ['exports'],
          summary: 'The requests of a bin, or those that match, oldest first, in another format',
          params: binParams,
          querystring: Type.Object({ q: filterText, to }),
        },
      },
      async (call, reply) => {
        const { params, query } = call;
        const format = findFormat(params.format, 'many');
        const filter = readFilter(query.q);
        const bin = await findBin(params.bin);
        const place = { ...placeOf(bin, call, query.to), many: true };
        const signal = whenGone(reply);
        return send(reply, format, {
          pieces: format.write(matching(store, bin.id, { filter, signal }), place),
          name: bin.id,
        });
      },
    );

    // The lines are read as they come: for this route alone a body may be something else than JSON.
    app.addContentTypeParser('application/x-ndjson', (_request, payload, done) => done(null, payload));
    app.post(
      '/api/bins/:bin/import',
      {
        config: { takes: 'application/x-ndjson' },
        schema: {
          tags: ['exports'],
          summary:
            'Takes in what format ndjson gave out; the requests get new seqs, in the order of the lines',
          consumes: ['application/x-ndjson'],
          params: Type.Object({ bin: Type.String() }),
          response: { 200: Imported, 404: ApiError },
        },
      },
      async ({ params, body }) => {
        const bin = await findBin(params.bin);
        return importLines({ store, bin: bin.id, maxBodyBytes }, body instanceof Readable ? body : []);
      },
    );
  };

function findFormat(id: string, wanted: 'one' | 'many'): Format {
  const format = formats.find((one) => one.id === id && one[wanted]);
  if (format) return format;
  const known = formats.filter((one) => one[wanted]).map((one) => one.id);
  return fail('format_not_found', `There is no format "${id}" here; there are ${known.join(', ')}`);
}

/** The base that code sends to: http or https, nothing that a command could be broken with. */
function readTarget(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (!url || !/^https?:$/.test(url.protocol) || url.username || url.password)
    return fail('bad_target', 'to= takes an http or https URL without a user name');
  // URL leaves an apostrophe in a path.
  return new URL(url.href.replace(/#.*$/, '').replaceAll("'", '%27'));
}

/** Where this call came to: the guard has checked the host. */
function ownOrigin(hookUrl: string, host: string): string {
  const hook = new URL(hookUrl);
  return hook.host === host ? hook.origin : `http://${host}`;
}

const exported = (store: Store, request: StoredRequest): Exported => ({
  request: withResponse(request),
  body: () => piecesOf(store, request),
});

async function* piecesOf(store: Store, { bin, seq }: StoredRequest): AsyncGenerator<Uint8Array> {
  const body = (await store.body(bin, seq)) ?? fail('request_not_found');
  for await (const piece of body.pieces) {
    yield piece;
    // Reads by key are done at once: others must get their turn between them.
    await nextTurn();
  }
}

async function* one(store: Store, request: StoredRequest): AsyncGenerator<Exported> {
  yield exported(store, request);
}

/** Oldest first, as the bin is now: what arrives meanwhile is not waited for. */
async function* matching(
  store: Store,
  bin: string,
  { filter, signal }: { filter: RequestFilter; signal: AbortSignal },
): AsyncGenerator<Exported> {
  let last = Number.POSITIVE_INFINITY;
  for (let after = 0; after < last;) {
    const asked = store.page(bin, { after, limit: pageRows, filter }, signal);
    const found = await asked.catch((cause: unknown) => {
      if (signal.aborted) return 'gone' as const;
      throw cause;
    });
    if (found === 'gone') return;
    const page = found ?? fail('bin_not_found');
    last = Math.min(last, page.lastSeq);
    for (const { seq } of page.items) {
      const request = seq <= last ? await store.get(bin, seq) : null;
      if (request) yield exported(store, request);
      await nextTurn();
    }
    after = page.through;
  }
}

function send(
  reply: FastifyReply,
  { mediaType, extension }: Format,
  { pieces, name }: { pieces: AsyncIterable<Piece>; name: string },
): FastifyReply {
  const isText = /^text\/|json$/.test(mediaType);
  void reply
    .type(isText ? `${mediaType}; charset=utf-8` : mediaType)
    .header('content-disposition', `attachment; filename="${name}.${extension}"`)
    .header('content-security-policy', "sandbox; default-src 'none'");
  return reply.send(Readable.from(blocks(pieces), { objectMode: false }));
}

/** Many small pieces as few large ones. */
async function* blocks(pieces: AsyncIterable<Piece>): AsyncGenerator<Buffer> {
  let waiting: Buffer[] = [];
  let bytes = 0;
  for await (const piece of pieces) {
    const block =
      typeof piece === 'string'
        ? Buffer.from(piece)
        : Buffer.from(piece.buffer, piece.byteOffset, piece.length);
    waiting.push(block);
    bytes += block.length;
    if (bytes < blockBytes) continue;
    yield Buffer.concat(waiting);
    waiting = [];
    bytes = 0;
  }
  if (bytes > 0) yield Buffer.concat(waiting);
}
