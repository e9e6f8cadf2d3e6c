/**
 * The control plane is the developer's alone. Any web page can call localhost, so: a Host that is ours (against DNS
 * rebinding), no foreign Origin and no cross-site fetch, JSON for what changes things, the token when there is one.
 */
import { createHash, timingSafeEqual } from 'node:crypto';
import { networkInterfaces } from 'node:os';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { hostName } from './capture/hook-url.ts';
import { type Config, isLoopback } from './config.ts';
import { fail } from './errors.ts';
import { headerValues } from './headers.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /**
     * Who may call a route. Default: the developer, with the token when there is one. `description`: the same without
     * the token, there is nothing of the user's in it. `page`: any navigation. `anyone`: health checks.
     */
    access?: 'description' | 'page' | 'anyone';
    /** True for the routes of the live stream: other routes take no WebSocket handshake. */
    live?: boolean;
    /** The type of the body, where it is not JSON: one that no page can post without asking. */
    takes?: 'application/x-ndjson';
  }
}

/** The WebSocket subprotocol of the live stream; browsers cannot send a token in any other place. */
export const liveProtocol = 'hookglass';
const bearerProtocol = /^bearer\.([\w-]+)$/;

/** Puts the checks before every route. */
export function guard(app: FastifyInstance, config: Config): void {
  const isOurs = hostCheck(config);
  const digest = config.token === null ? null : sha256(config.token);
  app.addHook('onRequest', async (request) => {
    const access = accessOf(request);
    if (access === 'anyone') return;
    const host = hostName(request.headers.host);
    if (host === null || !isOurs(host)) {
      const name = host ?? 'a request without a readable Host header';
      fail(
        'misdirected',
        `${name} is not served here; start Hookglass with --allow-host ${host ?? '<name>'} to allow it`,
      );
    }
    checkOrigin(request);
    if (access === 'page') return;
    checkFetchSite(request);
    checkContentType(request);
    if (digest && access !== 'description' && !hasToken(request, digest)) fail('token_required');
    if (request.ws && !request.routeOptions.config.live) fail('not_found');
  });
}

/**
 * By the route that was matched, never by the text of the URL: a router decodes what a text check does not. What no
 * route has taken is the developer's, unless it can only be the page that says so.
 */
export function accessOf({
  routeOptions,
  url,
}: FastifyRequest): 'description' | 'page' | 'anyone' | 'developer' {
  const unknownPage = routeOptions.url === undefined && /^\/(?!api)/i.test(url);
  return routeOptions.config.access ?? (unknownPage ? 'page' : 'developer');
}

/** Names that mean this machine; addresses too when it is bound to all of them, for those cannot be rebound. */
function hostCheck({ host, allowHosts }: Config): (name: string) => boolean {
  const isWildcard = host === '0.0.0.0' || host === '::';
  const bound = isWildcard
    ? Object.values(networkInterfaces()).flatMap((all) => (all ?? []).map(({ address }) => address))
    : [host];
  const names = new Set([...allowHosts, ...bound].map((name) => name.toLowerCase()));
  return (name) => {
    const bare = name.replace(/^\[|\]$/g, '');
    return isLoopback(bare) || bare.endsWith('.localhost') || names.has(bare);
  };
}

/** An Origin must be the origin that this request was sent to, and there may be only one. */
function checkOrigin(request: FastifyRequest): void {
  const pairs = request.raw.rawHeaders.flatMap((name, at, all): [string, string][] =>
    at % 2 === 0 ? [[name, all[at + 1] ?? '']] : [],
  );
  const origins = headerValues(pairs, 'origin');
  if (origins.length === 0) return;
  const [origin = ''] = origins;
  const authority = /^https?:\/\/([^/?#@\s]+)$/i.exec(origin)?.[1];
  const same = authority?.toLowerCase() === request.headers.host?.toLowerCase();
  if (origins.length > 1 || !same)
    fail('foreign_origin', `${origin || 'this origin'} may not call this server`);
}

/** Another port of localhost is the same site but another program: only our own page, or no page at all. */
function checkFetchSite(request: FastifyRequest): void {
  const site = request.headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin' && site !== 'none') {
    fail('foreign_origin', `a ${site} page may not call this server`);
  }
}

/** A form or a text can be posted by any page without asking; JSON cannot. DELETE cannot either. */
function checkContentType({ method, headers, routeOptions }: FastifyRequest): void {
  if (!/^(?:POST|PUT|PATCH)$/.test(method)) return;
  if (routeOptions.config.takes) {
    const [essence = ''] = (headers['content-type'] ?? '').split(';');
    if (essence.trim().toLowerCase() !== routeOptions.config.takes) fail('ndjson_only');
    return;
  }
  const empty = headers['transfer-encoding'] === undefined && Number(headers['content-length'] ?? 0) === 0;
  const type = headers['content-type'];
  if (empty && type === undefined) return;
  if (!/^application\/json\s*(?:;|$)/i.test(type ?? '')) fail('json_only');
}

function hasToken({ headers }: FastifyRequest, digest: Buffer): boolean {
  const [, bearer] = /^bearer +(\S+) *$/i.exec(headers.authorization ?? '') ?? [];
  const protocols = (headers['sec-websocket-protocol'] ?? '').split(',').map((one) => one.trim());
  const encoded = protocols.map((one) => bearerProtocol.exec(one)?.[1]).find((one) => one !== undefined);
  const token = bearer ?? (encoded === undefined ? undefined : Buffer.from(encoded, 'base64url').toString());
  return token !== undefined && timingSafeEqual(sha256(token), digest);
}

const sha256 = (text: string): Buffer => createHash('sha256').update(text).digest();
