import type { FastifyInstance, FastifyPluginAsync } from 'fastify';
import Fastify from 'fastify';

const prefix = '/api/docs';

/**
 * `/api/docs`: the API, browsable. The library that draws it takes more memory than the rest of the server, so it
 * is loaded when somebody first asks.
 */
export const docsRoutes = (): FastifyPluginAsync => async (app) => {
  let loading: Promise<FastifyInstance> | null = null;
  for (const path of [prefix, `${prefix}/*`]) {
    app.get(path, { schema: { hide: true }, config: { access: 'page' } }, async (request, reply) => {
      loading ??= load();
      const docs = await loading;
      const { statusCode, headers, rawPayload } = await docs.inject({ method: 'GET', url: request.url });
      const { connection: _connection, ...ofDocs } = headers;
      return reply.code(statusCode).headers(ofDocs).send(rawPayload);
    });
  }
};

async function load(): Promise<FastifyInstance> {
  const { default: reference } = await import('@scalar/fastify-api-reference');
  const docs = Fastify({ logger: false });
  await docs.register(reference, {
    routePrefix: prefix,
    configuration: {
      url: '/api/openapi.json',
      withDefaultFonts: false,
      telemetry: false,
      hideClientButton: true,
      showDeveloperTools: 'never',
      mcp: { disabled: true },
      agent: { disabled: true },
    },
  });
  await docs.ready();
  return docs;
}
