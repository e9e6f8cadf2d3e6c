import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Health, type SystemInfo, SystemInfo as SystemInfoSchema } from '../contract.ts';
import type { Store } from '../store/store.ts';

/** `/healthz` is the process, `/readyz` the store, `/api/system` what this process is and allows. */
export const systemRoutes =
  (store: Store, describe: () => Omit<SystemInfo, 'storedBytes'>): FastifyPluginAsyncTypebox =>
  async (app) => {
    app.get(
      '/healthz',
      {
        config: { access: 'anyone' },
        schema: { tags: ['system'], summary: 'The process is up', response: { 200: Health } },
      },
      async () => ({ status: 'ok' }),
    );

    app.get(
      '/readyz',
      {
        config: { access: 'anyone' },
        schema: {
          tags: ['system'],
          summary: 'The store takes requests',
          response: { 200: Health, 503: Health },
        },
      },
      async (_request, reply) => {
        const reason = await store.trouble();
        return reason === null ? { status: 'ok' } : reply.code(503).send({ status: 'unavailable', reason });
      },
    );

    app.get(
      '/api/system',
      { schema: { tags: ['system'], summary: 'What this server is', response: { 200: SystemInfoSchema } } },
      async () => {
        const bins = await store.bins.list();
        return { ...describe(), storedBytes: bins.reduce((sum, { bytes }) => sum + bytes, 0) };
      },
    );
  };
