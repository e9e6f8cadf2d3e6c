/** The built page, from memory: a URL names one of its files or it does not; no path reaches the disk. */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { fail } from './errors.ts';

interface Asset {
  type: string;
  etag: string;
  plain: Buffer;
  gzip: Buffer;
  /** True when the name changes with the content. */
  immutable: boolean;
}

const types: Record<string, string> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
};

const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "worker-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  "img-src 'self' data: blob:",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  // The page has one policy, for the address of its own workers: no other can be made.
  'trusted-types hookglass-worker',
].join('; ');

const unlisted = { schema: { hide: true }, config: { access: 'page' } } as const;

/** Serves the page's files, and index.html at the addresses of its screens. */
export function ui(app: FastifyInstance, folder: string): void {
  const assets = load(folder);
  const index = assets.get('/index.html');
  for (const [path, asset] of assets) {
    if (asset !== index) app.get(path, unlisted, (request, reply) => send(asset, request, reply));
  }
  for (const screen of ['/', '/bins/:bin', '/bins/:bin/requests/:seq', '/bins/:bin/requests/:seq/:tab']) {
    app.get(screen, unlisted, (request, reply) =>
      index ? send(index, request, reply) : fail('not_found', 'The page is not built: run `npm run build`'),
    );
  }
  // A person at an address that is no screen gets the page, which says so; a program gets JSON.
  app.setNotFoundHandler((request, reply) => {
    const forPeople = request.method === 'GET' && /\btext\/html\b/.test(request.headers.accept ?? '');
    if (!index || !forPeople || request.url.startsWith('/api')) return fail('not_found');
    return send(index, request, reply.code(404));
  });
}

function send(asset: Asset, request: FastifyRequest, reply: FastifyReply) {
  void reply
    .header('content-security-policy', policy)
    .header('cache-control', asset.immutable ? 'public, max-age=31536000, immutable' : 'no-cache')
    .header('etag', asset.etag)
    .header('vary', 'accept-encoding')
    .type(asset.type);
  if (reply.statusCode === 200 && request.headers['if-none-match'] === asset.etag)
    return reply.code(304).send();
  const zipped = /\bgzip\b/.test(request.headers['accept-encoding'] ?? '');
  if (zipped) void reply.header('content-encoding', 'gzip');
  return reply.send(zipped ? asset.gzip : asset.plain);
}

function load(folder: string): Map<string, Asset> {
  if (!existsSync(folder)) return new Map();
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  return new Map(
    files.map((entry) => {
      const file = join(entry.parentPath, entry.name);
      const path = file.slice(folder.length).replaceAll('\\', '/');
      const plain = readFileSync(file);
      const etag = `"${createHash('sha256').update(plain).digest('base64url').slice(0, 22)}"`;
      const type = types[extname(entry.name)] ?? 'application/octet-stream';
      return [
        path,
        { type, etag, plain, gzip: gzipSync(plain, { level: 9 }), immutable: path.startsWith('/assets/') },
      ];
    }),
  );
}
