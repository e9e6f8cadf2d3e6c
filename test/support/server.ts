/** Servers for tests: real HTTP, a real store; each ends with its test. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { readConfig } from '../../server/config.ts';
import type { Bin, CapturedRequest, RequestPage } from '../../server/contract.ts';
import { type ServerParts, startServer as start } from '../../server/server.ts';
import type { SqliteOptions } from '../../server/store/sqlite-schema.ts';
import { SqliteStore } from '../../server/store/sqlite.ts';
import { LiveClient } from './live-client.ts';

/** An answer of the API, its JSON read. */
export interface Answer<T = unknown> {
  status: number;
  headers: Headers;
  body: T;
}

/** A folder that goes away with the test. */
export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'hookglass-test-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** Talks to a server, wherever it runs. */
export class Client {
  readonly url: string;
  readonly port: number;

  constructor(url: string) {
    this.url = url;
    this.port = Number(new URL(url).port);
  }

  /** Calls the API; `json` becomes the body. */
  async api<T = unknown>(path: string, init: RequestInit & { json?: unknown } = {}): Promise<Answer<T>> {
    const { json, ...rest } = init;
    const headers = new Headers(rest.headers);
    if (json !== undefined) headers.set('content-type', 'application/json');
    const response = await fetch(`${this.url}${path}`, {
      ...rest,
      headers,
      ...(json === undefined ? {} : { body: JSON.stringify(json) }),
    });
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.includes('json') ?? false;
    // What the caller expects is what it checks next.
    return {
      status: response.status,
      headers: response.headers,
      body: (isJson ? JSON.parse(text) : text) as T,
    };
  }

  /** Sends a request to a bin, as a sender would. */
  send(bin: string, init: RequestInit & { path?: string } = {}): Promise<Response> {
    const { path = '', ...rest } = init;
    return fetch(`${this.url}/in/${bin}${path}`, { method: 'POST', ...rest });
  }

  async bin(id: string): Promise<Bin> {
    return (await this.api<Bin>(`/api/bins/${id}`)).body;
  }

  async request(bin: string, seq: number | 'latest' = 'latest'): Promise<CapturedRequest> {
    return (await this.api<CapturedRequest>(`/api/bins/${bin}/requests/${seq}`)).body;
  }

  async page(bin: string, query = ''): Promise<RequestPage> {
    return (await this.api<RequestPage>(`/api/bins/${bin}/requests?${query}`)).body;
  }

  async body(bin: string, seq: number | 'latest' = 'latest'): Promise<Buffer> {
    return Buffer.from(await (await fetch(`${this.url}/api/bins/${bin}/requests/${seq}/body`)).arrayBuffer());
  }

  /** Joins the live stream. `bin` null: of all bins. */
  live(bin: string | null, query = ''): Promise<LiveClient> {
    const path = bin === null ? '/api/live' : `/api/bins/${bin}/live`;
    return LiveClient.open(`${this.url.replace('http', 'ws')}${path}?${query}`);
  }
}

/** A server inside this process. */
export class TestServer extends Client {
  readonly errors: unknown[];
  readonly close: () => Promise<void>;

  constructor(url: string, errors: unknown[], close: () => Promise<void>) {
    super(url);
    this.errors = errors;
    this.close = close;
  }
}

/** Starts a server on a free port, in memory unless `--data` is among the flags. It ends with the test. */
export async function startServer(...parts: Parameters<typeof launchServer>): Promise<TestServer> {
  const server = await launchServer(...parts);
  onTestFinished(server.close);
  return server;
}

/** The same for many tests: whoever launches it closes it. */
export async function launchServer(
  flags: readonly string[] = [],
  sqlite: Partial<SqliteOptions> = {},
  more: Pick<ServerParts, 'now' | 'resolve'> = {},
): Promise<TestServer> {
  const where = flags.includes('--data') ? [] : ['--data', ':memory:'];
  const config = readConfig(['--port', '0', ...where, ...flags], {});
  const file = config.dataDir === null ? null : join(config.dataDir, 'hookglass.db');
  const store = new SqliteStore({ file, durability: config.durability, ...sqlite });
  await store.open();
  const errors: unknown[] = [];
  const server = await start({
    config,
    store,
    version: '0.0.0-test',
    ...more,
    onError: (cause) => errors.push(cause),
  });
  let closed: Promise<void> | null = null;
  const close = (): Promise<void> => (closed ??= server.close());
  return new TestServer(server.url, errors, close);
}
