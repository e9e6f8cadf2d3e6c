import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import { readableName, unguessableName } from '../bin-names.ts';
import { ApiError, type Bin, Bin as BinSchema, BinList, BinPatch, NewBin } from '../contract.ts';
import { readForwarding } from '../egress/forward-settings.ts';
import { fail, noSuchBin } from '../errors.ts';
import { readVerification } from '../verification/settings.ts';
import type { Store, StoredBin, StoredBinPatch } from '../store/store.ts';

const params = Type.Object({ bin: Type.String() });

/** Why a name cannot be had. */
async function failTaken(store: Store, name: string): Promise<never> {
  const holder = (await store.bins.get(name))?.id ?? name;
  if (holder === name) fail('bin_exists', `A bin is called "${name}" already`);
  return fail(
    'bin_exists',
    `"${name}" is a former name of the bin "${holder}", and its hook URL still captures there; drop that name first`,
  );
}

/** Settings are read here: what is kept of them is more than what is told. */
function readPatch(store: Store, bin: string, patch: BinPatch): StoredBinPatch {
  const { verification, forwarding, ...rest } = patch;
  const known = store.bins.settings(bin)?.checks.list ?? noSuchBin(bin);
  return {
    ...rest,
    ...(verification && { verification: readVerification(verification, known) }),
    ...(forwarding && { forwarding: readForwarding(forwarding) }),
  };
}

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
        const bin = await store.bins.create({ id, name: body.name ?? id, labels: body.labels ?? [] });
        return reply.code(201).send(withUrl(bin ?? (await failTaken(store, id))));
      },
    );

    app.get(
      '/api/bins',
      {
        schema: {
          tags: ['bins'],
          summary: 'All bins, the last used first; with `limit` in pages, the newest bin first',
          querystring: Type.Object({
            limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000 })),
            after: Type.Optional(Type.Integer({ minimum: 1, maximum: 2 ** 32 })),
          }),
          response: { 200: BinList, 400: ApiError },
        },
      },
      async ({ query: { limit, after } }) => {
        if (limit === undefined) return { items: (await store.bins.list()).map(withUrl) };
        const { items, nextAfter } = await store.bins.page(limit, after ?? null);
        return { items: items.map(withUrl), ...(nextAfter === null ? {} : { nextAfter }) };
      },
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
          summary:
            'Rename, label or pause a bin, or set its verification; by its old names it still captures',
          params,
          body: BinPatch,
          response: { 200: BinSchema, 400: ApiError, 404: ApiError, 409: ApiError },
        },
      },
      async ({ params: { bin }, body }) => {
        const updated = (await store.bins.update(bin, readPatch(store, bin, body))) ?? noSuchBin(bin);
        return withUrl(updated === 'taken' ? await failTaken(store, body.id ?? '') : updated);
      },
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
