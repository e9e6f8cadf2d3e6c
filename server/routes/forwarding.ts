import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import {
  ApiError,
  ForwardSince,
  ForwardStatus,
  ForwardStatusList,
  Redelivery,
  Requeued,
} from '../contract.ts';
import type { Forwarder } from '../egress/forwarder.ts';
import { fail, noSuchBin } from '../errors.ts';
import type { Store } from '../store/store.ts';

const binParams = Type.Object({ bin: Type.String() });
const targetParams = Type.Object({ bin: Type.String(), target: Type.String({ maxLength: 64 }) });
const errors = { 400: ApiError, 404: ApiError };

/** How forwarding goes, and what a person can do about it. Targets are set with the bin. */
export const forwardingRoutes =
  (store: Store, forwarder: Forwarder): FastifyPluginAsyncTypebox =>
  async (app) => {
    const statusOf = async (bin: string, id: string): Promise<ForwardStatus> => {
      const until = forwarder.pausedUntil(bin, id);
      return {
        id,
        ...(await store.forwards.counts(bin, id)),
        pausedUntil: until === null ? null : new Date(until).toISOString(),
      };
    };
    const find = (bin: string, target: string): string => {
      const { forwarding } = store.bins.settings(bin) ?? noSuchBin(bin);
      return forwarding.some(({ id }) => id === target) ? target : fail('target_not_found');
    };

    app.get(
      '/api/bins/:bin/forwarding',
      {
        schema: {
          tags: ['deliveries'],
          summary: 'How forwarding to each target goes',
          params: binParams,
          response: { 200: ForwardStatusList, 404: ApiError },
        },
      },
      async ({ params: { bin } }) => {
        const { forwarding } = store.bins.settings(bin) ?? noSuchBin(bin);
        return { items: await Promise.all(forwarding.map(({ id }) => statusOf(bin, id))) };
      },
    );

    app.post(
      '/api/bins/:bin/forwarding/:target/since',
      {
        schema: {
          tags: ['deliveries'],
          summary: 'Forward what came since then and was not delivered to this target',
          params: targetParams,
          body: ForwardSince,
          response: { 200: ForwardStatus, ...errors },
        },
      },
      async ({ params: { bin, target }, body: { seq, time } }) => {
        const id = find(bin, target);
        const from = seq === undefined ? { time: Date.parse(time ?? '') } : { seq };
        if ('time' in from && Number.isNaN(from.time)) fail('bad_forwarding', `"${time}" is no time`);
        if (!(await store.forwards.since(bin, id, from)))
          fail('bad_forwarding', 'Only a target that is enabled and works in the background looks back');
        forwarder.restart(bin, id);
        return statusOf(bin, id);
      },
    );

    app.post(
      '/api/bins/:bin/forwarding/:target/redeliver',
      {
        schema: {
          tags: ['deliveries'],
          summary: 'Try dead forwards again: all of this target, or those of `ids`',
          params: targetParams,
          body: Redelivery,
          response: { 200: Requeued, ...errors },
        },
        preValidation: async (request) => {
          request.body ??= {};
        },
      },
      async ({ params: { bin, target }, body: { ids } }) => {
        const id = find(bin, target);
        if ((await store.forwards.cursor(bin, id)) === null)
          fail('bad_forwarding', 'Only a target that is enabled and works in the background tries again');
        const queued = await store.forwards.redeliver(bin, id, ids ?? null);
        forwarder.restart(bin, id);
        return { queued };
      },
    );

    app.post(
      '/api/bins/:bin/forwarding/:target/resume',
      {
        schema: {
          tags: ['deliveries'],
          summary: 'Try a target now that is left alone because it failed again and again',
          params: targetParams,
          response: { 200: ForwardStatus, 404: ApiError },
        },
      },
      async ({ params: { bin, target } }) => {
        const id = find(bin, target);
        forwarder.restart(bin, id);
        return statusOf(bin, id);
      },
    );
  };
