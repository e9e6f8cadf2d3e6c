/** Wires the control plane together; decides nothing. The one error handler is here. */
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import swagger from '@fastify/swagger';
import websocket from '@fastify/websocket';
import { Ajv } from 'ajv';
import Fastify, {
  type FastifyError,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
} from 'fastify';
import { hookUrl } from './capture/hook-url.ts';
import type { Config } from './config.ts';
import type { Declared } from './config-file/check.ts';
import type { Bin } from './contract.ts';
import type { Forwarder } from './egress/forwarder.ts';
import type { Replays } from './egress/replay.ts';
import { errorBody, HookglassError } from './errors.ts';
import { guard, liveProtocol } from './guard.ts';
import { Live } from './live.ts';
import { binRoutes } from './routes/bins.ts';
import { deliveryRoutes } from './routes/deliveries.ts';
import { docsRoutes } from './routes/docs.ts';
import { exportRoutes } from './routes/exports.ts';
import { insightRoutes } from './routes/insight.ts';
import { liveRoutes } from './routes/live.ts';
import { responseRoutes } from './routes/response.ts';
import { requestRoutes } from './routes/requests.ts';
import { systemRoutes } from './routes/system.ts';
import type { Responder } from './responses/responder.ts';
import { testEventRoutes } from './routes/test-events.ts';
import type { Store, StoredBin } from './store/store.ts';
import type { TestEvents } from './test-events/sending.ts';
import { ui } from './ui.ts';
import type { SignatureThread } from './verification/signature-thread.ts';

/** What the control plane is made of. */
export interface AppParts {
  config: Config;
  declared: Declared | null;
  store: Store;
  /** Checks what the event loop must not. */
  thread: SignatureThread;
  responder: Responder;
  version: string;
  /** What leaves this server. */
  replays: Replays;
  testEvents: TestEvents;
  forwarder: Forwarder;
  /** The folder of the built page. */
  pageFolder: string;
  /** What a hook URL begins with; known once the port is. */
  hookBase(): string;
  onError(cause: unknown): void;
}

/** Builds the control plane; it listens to nothing by itself. */
export async function buildApp(parts: AppParts) {
  const {
    config,
    declared,
    store,
    thread,
    responder,
    replays,
    testEvents,
    forwarder,
    version,
    pageFolder,
    hookBase,
    onError,
  } = parts;
  const app = Fastify({ logger: false, return503OnClosing: false }).withTypeProvider<TypeBoxTypeProvider>();
  const declaredIds = new Set(declared?.bins.map(({ id }) => id));
  const withUrl = (bin: StoredBin): Bin => ({
    ...bin,
    url: hookUrl(hookBase(), bin.id),
    // A bin that was renamed since gets the name of the file again.
    declared: [bin.id, ...bin.aliases].some((id) => declaredIds.has(id)) ? (declared?.file ?? null) : null,
  });
  const live = new Live(store, withUrl);

  app.setErrorHandler((error: FastifyError, _request, reply) => sendError(error, reply, onError));
  readOnlyJson(app);
  checkShapes(app);
  resolveNames(app, store);
  // Before the guard: it marks what is a handshake, and so ends the connection of one that is refused.
  await app.register(websocket, {
    options: {
      maxPayload: 64 * 1024,
      perMessageDeflate: false,
      handleProtocols: (protocols) => protocols.has(liveProtocol) && liveProtocol,
    },
  });
  guard(app, config);
  app.addHook('onSend', async (request, reply) => secure(request, reply));

  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Hookglass',
        version,
        description:
          'Everything the page does. The live stream is a WebSocket at /api/bins/{bin}/live. ' +
          'Wherever a bin is named, a name that it had before does too.',
      },
      tags: ['bins', 'requests', 'verification', 'deliveries', 'test events', 'exports', 'system'].map(
        (name) => ({ name }),
      ),
    },
  });
  await app.register(binRoutes({ store, withUrl, responder, unguessable: config.token !== null }));
  await app.register(responseRoutes({ store, responder, withUrl }));
  await app.register(requestRoutes({ store, thread, publicUrl: config.publicUrl }));
  await app.register(deliveryRoutes({ store, replays, forwarder, maxBodyBytes: config.maxBodyBytes }));
  await app.register(testEventRoutes(testEvents, config.maxBodyBytes));
  await app.register(exportRoutes({ store, withUrl, version, maxBodyBytes: config.maxBodyBytes }));
  await app.register(insightRoutes(store));
  await app.register(liveRoutes(store, live));
  await app.register(
    systemRoutes(store, () => ({
      version,
      hookBase: hookBase(),
      maxBodyBytes: config.maxBodyBytes,
      keepRequests: config.keepRequests,
      keepBytes: config.keepBytes,
      dataFolder: config.dataDir,
    })),
  );
  const description = { schema: { hide: true }, config: { access: 'description' } } as const;
  app.get('/api/openapi.json', description, () => app.swagger());
  await app.register(docsRoutes());
  ui(app, pageFolder);
  await app.ready();
  return { app, live };
}

function sendError(error: FastifyError, reply: FastifyReply, onError: (cause: unknown) => void) {
  const status = error.statusCode ?? 500;
  if (status >= 500 && status !== 503 && status !== 507) onError(error);
  if (status === 503) void reply.header('retry-after', '1');
  // What went wrong inside is for the terminal, not for whoever called.
  const message = status === 500 ? 'Something went wrong here; the terminal says what' : error.message;
  return reply
    .code(status)
    .type('application/json')
    .send(errorBody(status, error.code ?? 'internal', message, fieldOf(error)));
}

/** The field of the body that was wrong, by its own check or by that of the shapes. */
function fieldOf(error: FastifyError | HookglassError): string | undefined {
  if (error instanceof HookglassError) return error.field;
  if (error.validationContext !== 'body') return undefined;
  return error.validation?.[0]?.instancePath.slice(1).replaceAll('/', '.') || undefined;
}

/** JSON is the only body; an empty one is none, whatever its type says. */
function readOnlyJson(app: FastifyInstance): void {
  const parse = app.getDefaultJsonParser('error', 'error');
  app.removeAllContentTypeParsers();
  app.addContentTypeParser<string>('application/json', { parseAs: 'string' }, (request, text, done) => {
    if (text === '') done(null);
    else void parse(request, text, done);
  });
}

/** Addresses are text, so their numbers are read out of it; in a body a number is a number. */
function checkShapes(app: FastifyInstance): void {
  const address = new Ajv({ coerceTypes: true, useDefaults: true });
  const body = new Ajv();
  app.setValidatorCompiler(({ schema, httpPart }) => (httpPart === 'body' ? body : address).compile(schema));
}

/** Links and scripts that know a bin by an old name go on working: every route gets the name it has now. */
function resolveNames(app: FastifyInstance, store: Store): void {
  app.addHook('preValidation', async ({ params }) => {
    if (typeof params !== 'object' || params === null || !('bin' in params)) return;
    if (typeof params.bin === 'string') params.bin = store.bins.settings(params.bin)?.id ?? params.bin;
  });
}

function secure(request: FastifyRequest, reply: FastifyReply): void {
  void reply
    .header('x-content-type-options', 'nosniff')
    .header('cross-origin-resource-policy', 'same-origin')
    .header('cross-origin-opener-policy', 'same-origin')
    .header('referrer-policy', 'no-referrer')
    .header('x-frame-options', 'DENY');
  if (!reply.hasHeader('cache-control')) void reply.header('cache-control', 'no-store');
  if (!reply.hasHeader('content-security-policy')) {
    // The documentation is a page of a library: it styles itself inline, and it may talk to this server only.
    const policy = request.routeOptions.url?.startsWith('/api/docs')
      ? "default-src 'none'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; " +
        "font-src 'self' data:; connect-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
      : "default-src 'none'; frame-ancestors 'none'";
    void reply.header('content-security-policy', policy);
  }
}
