/** A running Hookglass: store, capture plane, control plane and retention, started in order and ended in order. */
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildApp } from './app.ts';
import type { CaptureContext } from './capture/capture.ts';
import { Holds } from './capture/holds.ts';
import { Listener } from './capture/listener.ts';
import { SettleLater } from './capture/settle-later.ts';
import type { Config } from './config.ts';
import type { Declared } from './config-file/check.ts';
import { declareBins } from './config-file/declare.ts';
import { Deliverer } from './egress/deliver.ts';
import { Forwarder } from './egress/forwarder.ts';
import { Pace } from './egress/pace.ts';
import { Proxies } from './egress/proxy.ts';
import { Replays } from './egress/replay.ts';
import { portOf, type Resolve, systemResolve, TargetGuard } from './egress/target-guard.ts';
import { Responder } from './responses/responder.ts';
import { startRetention } from './retention.ts';
import { GroupCommit } from './store/group-commit.ts';
import type { Store } from './store/store.ts';
import { TestEvents } from './test-events/sending.ts';
import { ArrivalCheck } from './verification/arrival.ts';
import { startRechecks } from './verification/recheck.ts';
import { SignatureThread } from './verification/signature-thread.ts';

// Running requests get this long when the process is told to stop; what has arrived by then is kept.
const graceMs = 1_000;

/** What a server is started with besides its options. */
export interface ServerParts {
  config: Config;
  /** Null or absent: no file declares bins. */
  declared?: Declared | null;
  /** Open already. The server closes it. */
  store: Store;
  version: string;
  onError(cause: unknown): void;
  now?: () => number;
  /** How names of targets are looked up; default: as the system does. */
  resolve?: Resolve;
}

/** A server that listens. */
export interface RunningServer {
  port: number;
  /** Where the page is. */
  url: string;
  /** What a hook URL begins with. */
  hookBase: string;
  /** Ends within two seconds; everything that was accepted is kept. */
  close(): Promise<void>;
}

/** Starts everything. Rejects as node:net does when the address cannot be had. */
export async function startServer({
  config,
  declared = null,
  store,
  version,
  onError,
  now = Date.now,
  resolve = systemResolve,
}: ServerParts): Promise<RunningServer> {
  if (declared) await declareBins(store, declared.bins);
  const url = (): string => `http://${urlHost(config.host)}:${port}`;
  const hookBase = (): string => `${config.publicUrl ?? url()}/in/`;
  // Three, so that what somebody waits for never waits for what nobody does. They run while there is work.
  const [arriving, asked, background] = [new SignatureThread(), new SignatureThread(), new SignatureThread()];
  const guard = new TargetGuard({
    hosted: config.token !== null,
    hookDomain: config.hookDomain,
    ...ownPlaces(config, () => port),
    resolve,
  });
  const deliverer = new Deliverer(store.deliveries, guard, now);
  const replays = new Replays(store, deliverer, now);
  const responder = new Responder(store);
  const { runs } = replays;
  const ownBase = (): string => `${url()}/in/`;
  const testEvents = new TestEvents({ store, deliverer, runs, hookBase, ownBase, now });
  const proxies = new Proxies(store, deliverer, now);
  const pace = new Pace();
  const forwarder = new Forwarder({ store, deliverer, now, turn: () => pace.turn() });
  const { app, live } = await buildApp({
    config,
    declared,
    store,
    thread: asked,
    replays,
    testEvents,
    forwarder,
    version,
    pageFolder: pageFolder(),
    responder,
    hookBase,
    onError,
  });
  const context: CaptureContext = {
    store,
    commit: new GroupCommit((batch) => store.append(batch)),
    settle: new SettleLater(store),
    responder,
    holds: new Holds(),
    check: new ArrivalCheck({ store, thread: arriving, publicUrl: config.publicUrl }),
    onward: {
      stored(bin, forwards) {
        pace.captured();
        if (forwards) forwarder.wake(bin);
      },
      isAsked: proxies.isAsked,
      answer: (bin, seq) => proxies.answer(bin, seq),
      answered: (bin, seq, status, scripted) => proxies.answered(bin, seq, status, scripted),
    },
    now,
    maxBodyBytes: config.maxBodyBytes,
    autoCreate: config.autoCreate,
    hosted: config.token !== null,
    pressure: { bytes: 0 },
    closing: false,
  };
  const listener = new Listener(context, config.hookDomain, {
    request: (request, response) => app.routing(request, response),
    upgrade: (request, socket, head) => void app.server.emit('upgrade', request, socket, head),
  });
  const port = await listener.listen(config.host, config.port);
  const retention = startRetention(store, config, now);
  await forwarder.start();
  const rechecks = startRechecks({ store, thread: background, publicUrl: config.publicUrl });
  return {
    port,
    url: url(),
    hookBase: hookBase(),
    async close() {
      live.close();
      forwarder.close();
      const ended = deliverer.close(graceMs);
      await Promise.all([listener.close(graceMs), ended, replays.runs.close()]);
      await responder.close();
      await retention.stop();
      const rechecked = rechecks.stop();
      await Promise.all([arriving, asked, background].map((thread) => thread.close()));
      await rechecked;
      await context.settle.flush();
      await app.close();
      await store.close();
    },
  };
}

/** By which names and ports the page and the API answer, here and through a proxy or tunnel. */
function ownPlaces({ publicUrl, allowHosts }: Config, port: () => number) {
  const outside = publicUrl === null ? null : new URL(publicUrl);
  const names = allowHosts.map((name) => name.toLowerCase());
  return {
    ownNames: outside ? [...names, outside.hostname] : names,
    ownPorts: () => [port(), ...(outside ? [portOf(outside)] : []), ...(names.length > 0 ? [80, 443] : [])],
  };
}

/** Beside the built server when published, in dist when run from the sources. */
function pageFolder(): string {
  const here = fileURLToPath(new URL('.', import.meta.url));
  return import.meta.url.endsWith('.ts') ? join(here, '../dist/web') : join(here, '../web');
}

/** What a browser on this machine can open: a wildcard is no address. */
function urlHost(host: string): string {
  if (host === '0.0.0.0' || host === '::') return 'localhost';
  return host.includes(':') ? `[${host}]` : host;
}
