import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import type { CheckParts } from '../verification/arrival.ts';
import { withSteps } from '../verification/steps.ts';
import { nameAsked, respond } from '../capture/respond.ts';
import {
  ApiError,
  type CapturedRequest,
  CapturedRequest as RequestSchema,
  Removed,
  RequestList,
  RequestPage,
  RequestPatch,
} from '../contract.ts';
import { fail, noSuchBin } from '../errors.ts';
import { FilterError, parseFilter, type RequestFilter } from '../filter.ts';
import type { StoredRequest } from '../store/store.ts';
import { bodyRoute } from './body.ts';
import { withProxied } from './proxied-response.ts';
import { verificationRoutes } from './verification.ts';
import { whileThere } from './while-there.ts';

const binParams = Type.Object({ bin: Type.String() });
const params = Type.Object({
  bin: Type.String(),
  seq: Type.String({ pattern: '^(?:\\d{1,10}|latest)$', description: 'A seq, or `latest`.' }),
});
/** `q` as every route takes it: a selection of 1,000 rows by `seq:` is long. */
export const filterText = Type.Optional(
  Type.String({ maxLength: 16_000, description: 'A filter, as in `method:POST status:5xx`.' }),
);
const pinned = Type.Optional(Type.Literal('1'));
const cursor = Type.Optional(Type.Integer({ minimum: 0, maximum: 2 ** 32 - 1 }));

/** Reads `q`; what cannot be read is a 400 that names the word. */
export function readFilter(text: string | undefined): RequestFilter {
  try {
    return parseFilter(text ?? '');
  } catch (cause) {
    if (cause instanceof FilterError) fail('bad_filter', cause.message);
    throw cause;
  }
}

/** What was answered follows from the request: a bin has one answer so far. */
export const withResponse = (request: StoredRequest): CapturedRequest => ({
  ...request,
  response:
    request.status === 0
      ? { status: 0, headers: [], body: '', rule: null }
      : respond(nameAsked(request), request.seq, request),
});

/** `/api/bins/:bin/requests`: list, read, pin, note, delete; bodies as attachments. */
export const requestRoutes =
  (parts: CheckParts): FastifyPluginAsyncTypebox =>
  async (app) => {
    const { store } = parts;
    const find = async (bin: string, seq: string): Promise<StoredRequest> => {
      const known = seq === 'latest' || (Number(seq) > 0 && Number(seq) < 2 ** 32);
      const request = known ? await store.get(bin, seq === 'latest' ? seq : Number(seq)) : null;
      if (request) return request;
      return (await store.bins.get(bin)) ? fail('request_not_found') : noSuchBin(bin);
    };

    app.get(
      '/api/bins/:bin/requests',
      {
        schema: {
          tags: ['requests'],
          summary: 'Requests, newest first; with `after` alone oldest first',
          params: binParams,
          querystring: Type.Object({
            limit: Type.Integer({ minimum: 1, maximum: 1000, default: 50 }),
            before: cursor,
            after: cursor,
            q: filterText,
          }),
          response: { 200: RequestPage, 400: ApiError, 404: ApiError },
        },
      },
      async ({ params: { bin }, query: { limit, before, after, q } }, reply) => {
        const filter = readFilter(q);
        return whileThere(
          reply,
          async (signal) =>
            (await store.page(bin, { limit, before, after, filter }, signal)) ?? noSuchBin(bin),
        );
      },
    );

    app.get(
      '/api/bins/:bin/requests/:seq/attempts',
      {
        schema: {
          tags: ['requests'],
          summary: 'All attempts of the event of this request, newest first, at most 100',
          params,
          response: { 200: RequestList, 404: ApiError },
        },
      },
      async ({ params: { bin, seq } }) => {
        const { seq: found } = await find(bin, seq);
        return { items: [...((await store.attempts(bin, found)) ?? fail('request_not_found'))] };
      },
    );

    app.get(
      '/api/bins/:bin/requests/:seq',
      {
        schema: {
          tags: ['requests'],
          summary: 'One request, whole but for its body',
          params,
          response: { 200: RequestSchema, 404: ApiError },
        },
      },
      async ({ params: { bin, seq } }) =>
        withProxied(store, withResponse(await withSteps(parts, await find(bin, seq)))),
    );

    bodyRoute(app, store, find);
    await app.register(verificationRoutes(parts, find));

    app.patch(
      '/api/bins/:bin/requests/:seq',
      {
        schema: {
          tags: ['requests'],
          summary: 'Pin a request, or write a note on it',
          params,
          body: RequestPatch,
          response: { 200: RequestSchema, 404: ApiError },
        },
      },
      async ({ params: { bin, seq }, body }) => {
        const { seq: found } = await find(bin, seq);
        return withResponse((await store.update(bin, found, body)) ?? fail('request_not_found'));
      },
    );

    app.delete(
      '/api/bins/:bin/requests/:seq',
      {
        schema: {
          tags: ['requests'],
          summary: 'Delete a request; a pinned one only with `pinned=1`',
          params,
          querystring: Type.Object({ pinned }),
          response: { 204: Type.Null(), 404: ApiError, 409: ApiError },
        },
      },
      async ({ params: { bin, seq }, query }, reply) => {
        const found = await find(bin, seq);
        if (found.pinned && query.pinned !== '1') fail('request_pinned');
        await store.remove(bin, { seq: found.seq });
        return reply.code(204).send(null);
      },
    );

    app.delete(
      '/api/bins/:bin/requests',
      {
        schema: {
          tags: ['requests'],
          summary: 'Delete all requests, or those that match; pinned ones stay unless `pinned=1`',
          params: binParams,
          querystring: Type.Object({ q: filterText, pinned }),
          response: { 200: Removed, 400: ApiError, 404: ApiError },
        },
      },
      async ({ params: { bin }, query: { q, pinned } }) => {
        const filter = readFilter(q);
        if (!(await store.bins.get(bin))) noSuchBin(bin);
        return { removed: await store.remove(bin, { filter, pinned: pinned === '1' }) };
      },
    );
  };
