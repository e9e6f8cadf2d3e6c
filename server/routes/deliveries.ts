import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import {
  ApiError,
  type Delivery,
  Delivery as DeliverySchema,
  DeliveryKind,
  DeliveryList,
  DeliveryPage,
  DeliveryRun,
  DeliveryRunList,
  DeliveryState,
  Replay,
  ReplayMany,
  TargetList,
} from '../contract.ts';
import type { Forwarder } from '../egress/forwarder.ts';
import type { Replays } from '../egress/replay.ts';
import { readTarget } from '../egress/target-guard.ts';
import { fail, HookglassError, noSuchBin } from '../errors.ts';
import type { DeliveryQuery, Store } from '../store/store.ts';
import { forwardingRoutes } from './forwarding.ts';
import { findRequest, requestParams } from './find-request.ts';
import { readFilter } from './requests.ts';
import { whenGone } from './while-there.ts';

const binParams = Type.Object({ bin: Type.String() });
const deliveryParams = Type.Object({ bin: Type.String(), id: Type.String({ maxLength: 64 }) });
const runParams = Type.Object({ bin: Type.String(), run: Type.String({ maxLength: 64 }) });
const limit = Type.Integer({ minimum: 1, maximum: 1000, default: 100 });
const before = Type.Optional(Type.String({ maxLength: 64, description: 'An id.' }));
const errors = { 400: ApiError, 404: ApiError, 409: ApiError, 413: ApiError };

/** What the routes of deliveries work with. */
export interface DeliveryParts {
  store: Store;
  replays: Replays;
  forwarder: Forwarder;
  maxBodyBytes: number;
}

/** Replays, and the record of everything that was sent. */
export const deliveryRoutes =
  ({ store, replays, forwarder, maxBodyBytes }: DeliveryParts): FastifyPluginAsyncTypebox =>
  async (app) => {
    const list = async (bin: string, query: DeliveryQuery) =>
      (await store.deliveries.list(bin, query)) ?? noSuchBin(bin);
    const find = async (bin: string, id: string): Promise<Delivery> => {
      const found = await store.deliveries.get(bin, id);
      if (found) return found;
      return (await store.bins.get(bin)) ? fail('delivery_not_found') : noSuchBin(bin);
    };

    await app.register(forwardingRoutes(store, forwarder));

    app.post(
      '/api/bins/:bin/requests/:seq/replay',
      {
        // A body that is edited may be as long as one that is kept, in base64.
        bodyLimit: Math.ceil(maxBodyBytes * 1.4) + 2 ** 20,
        schema: {
          tags: ['deliveries'],
          summary: 'Send a stored request again, as it came or edited; waits for what comes of it',
          params: Type.Object(requestParams),
          body: Replay,
          response: { 200: DeliveryList, ...errors },
        },
      },
      async (request, reply) => {
        const { edit = {}, times = 1, parallel = 1 } = request.body;
        const stored = await findRequest(store, request.params);
        const order = { ...orderOf(request, request.body), edit, times, parallel };
        const ids = await replays.one(stored, order, whenGone(reply));
        const sent = await Promise.all(ids.map((id) => store.deliveries.get(stored.bin, id)));
        return { items: sent.filter((one) => one !== null) };
      },
    );

    app.post(
      '/api/bins/:bin/replay',
      {
        schema: {
          tags: ['deliveries'],
          summary: 'Send many stored requests again, in the background',
          params: binParams,
          body: ReplayMany,
          response: { 202: DeliveryRun, ...errors },
        },
      },
      async (request, reply) => {
        const { seqs, q, times = 1, parallel = 1, gaps = 'none' } = request.body;
        if ((seqs === undefined) === (q === undefined))
          throw new HookglassError('bad_body', 'Name the requests by seqs or by q, one of the two');
        const chosen = seqs === undefined ? { filter: readFilter(q) } : { seqs };
        const order = { ...orderOf(request, request.body), edit: {}, times, parallel };
        const run = await replays.many(request.params.bin, chosen, { ...order, gaps: gaps === 'original' });
        return reply.code(202).send(run);
      },
    );

    app.get(
      '/api/bins/:bin/runs',
      {
        schema: {
          tags: ['deliveries'],
          summary: 'Runs of many deliveries since the last start, newest first',
          params: binParams,
          response: { 200: DeliveryRunList },
        },
      },
      async ({ params: { bin } }) => ({ items: replays.runs.list(bin) }),
    );

    app.get(
      '/api/bins/:bin/runs/:run',
      {
        schema: {
          tags: ['deliveries'],
          summary: 'How far a run is',
          params: runParams,
          response: { 200: DeliveryRun, 404: ApiError },
        },
      },
      async ({ params: { bin, run } }) => replays.runs.get(bin, run) ?? fail('run_not_found'),
    );

    app.delete(
      '/api/bins/:bin/runs/:run',
      {
        schema: {
          tags: ['deliveries'],
          summary: 'Stop a run: nothing more is sent',
          params: runParams,
          response: { 200: DeliveryRun, 404: ApiError },
        },
      },
      async ({ params: { bin, run } }) => (await replays.runs.cancel(bin, run)) ?? fail('run_not_found'),
    );

    app.get(
      '/api/bins/:bin/targets',
      {
        schema: {
          tags: ['deliveries'],
          summary: 'URLs that requests of this bin were sent to, the last used first',
          params: binParams,
          response: { 200: TargetList, 404: ApiError },
        },
      },
      async ({ params: { bin } }) => ({
        items: [...((await store.deliveries.targets(bin)) ?? noSuchBin(bin))],
      }),
    );

    app.get(
      '/api/bins/:bin/requests/:seq/deliveries',
      {
        schema: {
          tags: ['deliveries'],
          summary: 'Outgoing attempts of a request, newest first',
          params: Type.Object(requestParams),
          querystring: Type.Object({ limit, before }),
          response: { 200: DeliveryPage, 404: ApiError },
        },
      },
      async ({ params, query }) => {
        const { bin, seq } = await findRequest(store, params);
        return list(bin, { seq, ...query });
      },
    );

    app.get(
      '/api/bins/:bin/deliveries',
      {
        schema: {
          tags: ['deliveries'],
          summary: 'Outgoing attempts of a bin, newest first',
          params: binParams,
          querystring: Type.Object({
            limit,
            before,
            kind: Type.Optional(DeliveryKind),
            state: Type.Optional(DeliveryState),
            target: Type.Optional(
              Type.String({ maxLength: 64, description: 'The id of a forwarding target.' }),
            ),
            run: Type.Optional(Type.String({ maxLength: 64 })),
            dead: Type.Optional(Type.Literal('1', { description: 'Forwards that are not tried again.' })),
          }),
          response: { 200: DeliveryPage, 400: ApiError, 404: ApiError },
        },
      },
      async ({ params: { bin }, query: { target, dead, ...query } }) =>
        list(bin, { ...query, targetId: target, ...(dead === '1' && { dead: true }) }),
    );

    app.get(
      '/api/bins/:bin/deliveries/:id',
      {
        schema: {
          tags: ['deliveries'],
          summary: 'One attempt, with what was sent and what came back',
          params: deliveryParams,
          response: { 200: DeliverySchema, 404: ApiError },
        },
      },
      async ({ params: { bin, id } }) => find(bin, id),
    );

    for (const which of ['request', 'response'] as const)
      app.get(
        `/api/bins/:bin/deliveries/:id/${which}-body`,
        {
          schema: {
            tags: ['deliveries'],
            summary:
              which === 'request'
                ? 'The exact bytes of the body that was sent, when it is not that of the stored request'
                : 'The exact bytes of the body that came back, as far as they are kept',
            params: deliveryParams,
          },
        },
        async ({ params: { bin, id } }, reply) => {
          const { seq, request } = await find(bin, id);
          if (which === 'request' && seq !== null && request?.body.own === false)
            return reply.redirect(`/api/bins/${encodeURIComponent(bin)}/requests/${seq}/body`);
          const bytes = (await store.deliveries.body(bin, id, which)) ?? Buffer.alloc(0);
          return reply
            .type('application/octet-stream')
            .header(
              'content-disposition',
              `attachment; filename="${which}-${id.replace(/[^\w-]/g, '_')}.bin"`,
            )
            .header('content-security-policy', "sandbox; default-src 'none'")
            .send(Buffer.from(bytes));
        },
      );
  };

/** How requests are sent, as the body of a call says it. */
function orderOf(
  { headers }: FastifyRequest,
  {
    target,
    path = 'keep',
    host = 'target',
    sign = 'keep',
    anyCertificate = false,
    timeoutMs,
  }: Omit<Replay, 'edit'>,
) {
  // A browser says so of its own page, and lets no page lie.
  const by = headers['sec-fetch-site'] === 'same-origin' ? 'page' : 'api';
  return { target: readTarget(target), path, host, sign, anyCertificate, timeoutMs, by };
}
