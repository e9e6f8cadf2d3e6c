import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import { ApiError, type Bin, ResponsePreview, ResponseTrial } from '../contract.ts';
import { fail, noSuchBin } from '../errors.ts';
import { type Previewed, preview } from '../responses/preview.ts';
import type { Responder } from '../responses/responder.ts';
import { readResponse } from '../responses/settings.ts';
import type { Store, StoredBin, StoredRequest } from '../store/store.ts';

const params = Type.Object({ bin: Type.String() });

/** What these routes work with. */
export interface ResponseParts {
  store: Store;
  responder: Responder;
  withUrl(bin: StoredBin): Bin;
}

/** `/api/bins/:bin/response`: begin sequences anew; what a sender would see. */
export const responseRoutes =
  ({ store, responder, withUrl }: ResponseParts): FastifyPluginAsyncTypebox =>
  async (app) => {
    app.post(
      '/api/bins/:bin/response/reset',
      {
        schema: {
          tags: ['bins'],
          summary: 'Begin all sequences of answers of a bin anew',
          params,
          response: { 204: Type.Null(), 404: ApiError },
        },
      },
      async ({ params: { bin } }, reply) => {
        if (!store.bins.settings(bin)) noSuchBin(bin);
        responder.sequences.reset(bin);
        return reply.code(204).send(null);
      },
    );

    app.post(
      '/api/bins/:bin/response/preview',
      {
        schema: {
          tags: ['bins'],
          summary: 'What a sender would see of a response; nothing is kept or counted',
          params,
          body: ResponseTrial,
          response: { 200: ResponsePreview, 400: ApiError, 404: ApiError },
        },
      },
      async ({ params: { bin }, body }) => {
        const { id, url, verification } = withUrl((await store.bins.get(bin)) ?? noSuchBin(bin));
        const response = readResponse(body.response);
        const found = await previewed(store, id, body.seq);
        return preview(responder, response, {
          bin: id,
          found,
          hookUrl: url,
          verifies: verification.length > 0,
        });
      },
    );
  };

/** The request that was asked for, or the newest; null when the bin holds none. */
async function previewed(store: Store, bin: string, seq: number | undefined): Promise<Previewed | null> {
  const request = await store.get(bin, seq ?? 'latest');
  if (!request) return seq === undefined ? null : fail('request_not_found');
  return { request, body: await bodyOf(store, request) };
}

/** As much as arrives in one piece; of a larger body rules and templates see nothing either. */
const smallBytes = 256 * 1024;

async function bodyOf(store: Store, { bin, seq, body }: StoredRequest): Promise<Uint8Array> {
  const stored = body.stored < smallBytes ? await store.body(bin, seq) : null;
  const pieces: Uint8Array[] = [];
  for await (const piece of stored?.pieces ?? []) pieces.push(piece);
  return Buffer.concat(pieces);
}
