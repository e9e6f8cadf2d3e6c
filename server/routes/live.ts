import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import { noSuchBin } from '../errors.ts';
import type { Live } from '../live.ts';
import type { Store } from '../store/store.ts';
import { filterText, readFilter } from './requests.ts';

const querystring = Type.Object({
  after: Type.Optional(Type.Integer({ minimum: 0, maximum: 2 ** 32 - 1 })),
  q: filterText,
});

/** `/api/bins/:bin/live` and `/api/live`: WebSocket. What is wrong with the call is said before the handshake. */
export const liveRoutes =
  (store: Store, live: Live): FastifyPluginAsyncTypebox =>
  async (app) => {
    app.get(
      '/api/bins/:bin/live',
      {
        websocket: true,
        config: { live: true },
        schema: { params: Type.Object({ bin: Type.String() }), querystring },
        preHandler: async ({ params: { bin }, query: { q } }) => {
          readFilter(q);
          if (!(await store.bins.get(bin))) noSuchBin(bin);
        },
      },
      (socket, { params: { bin }, query: { after, q } }) =>
        live.join(socket, { bin, after: after ?? null, filter: readFilter(q) }),
    );

    app.get(
      '/api/live',
      {
        websocket: true,
        config: { live: true },
        schema: { querystring },
        preHandler: async ({ query: { q } }) => void readFilter(q),
      },
      (socket, { query: { q } }) => live.join(socket, { bin: null, after: null, filter: readFilter(q) }),
    );
  };
