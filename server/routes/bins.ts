import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import { readableName, unguessableName } from '../bin-names.ts';
import { ApiError, type Bin, Bin as BinSchema, BinList, BinPatch, NewBin } from '../contract.ts';
import { fail, noSuchBin } from '../errors.ts';
import type { Store, StoredBin } from '../store/store.ts';

const params = Type.Object({ bin: Type.String() });

/** `/api/bins`: create, list, read, change, delete. */
export const binRoutes =
  (store: Store, withUrl: (bin: StoredBin) => Bin, unguessable: boolean): FastifyPluginAsyncTypebox =>
  async (app) => {
    const newName = unguessable ? unguessableName : readableName;

    app.post(
      '/api/bins',
      {
        schema: {
          tags: ['bins'],
          summary: 'Create a bin',
          body: NewBin,
          response: { 201: BinSchema, 400: ApiError, 409: ApiError },
        },
        // A POST without a body asks for a bin with a name of our choice.
        preValidation: async (request) => {
          request.body ??= {};
        },
      },
      async ({ body }, reply) => {
        const id = body.id ?? newName();
        const bin =
          (await store.bins.create({ id, name: body.name ?? id })) ??
          fail('bin_exists', `A bin is called "${id}" already`);
        return reply.code(201).send(withUrl(bin));
      },
    );

    app.get(
      '/api/bins',
      { schema: { tags: ['bins'], summary: 'All bins, the last used first', response: { 200: BinList } } },
      async () => ({ items: (await store.bins.list()).map(withUrl) }),
    );

    app.get(
      '/api/bins/:bin',
      { schema: { tags: ['bins'], summary: 'One bin', params, response: { 200: BinSchema, 404: ApiError } } },
      async ({ params: { bin } }) => withUrl((await store.bins.get(bin)) ?? noSuchBin(bin)),
    );

    app.patch(
      '/api/bins/:bin',
      {
        schema: {
          tags: ['bins'],
          summary: 'Rename or pause a bin',
          params,
          body: BinPatch,
          response: { 200: BinSchema, 404: ApiError },
        },
      },
      async ({ params: { bin }, body }) => withUrl((await store.bins.update(bin, body)) ?? noSuchBin(bin)),
    );

    app.delete(
      '/api/bins/:bin',
      {
        schema: {
          tags: ['bins'],
          summary: 'Delete a bin and its requests',
          params,
          response: { 204: Type.Null() },
        },
      },
      async ({ params: { bin } }, reply) => {
        if (!(await store.bins.delete(bin))) noSuchBin(bin);
        return reply.code(204).send(null);
      },
    );
  };
