/** What forwarding in the background costs captures, and how fast a queue of it drains. */
import { createServer } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import type { Figure } from './figure.ts';
import { inFolder, load, startBare, startHookglass, type Target } from './processes.ts';

const rounds = 5;
const queued = 10_000;
const cases = ['none', 'live', 'dead'] as const;
type Case = (typeof cases)[number];

/** Ratios of medians over interleaved rounds, and deliveries a second. */
export async function benchForward(): Promise<Figure[]> {
  return inFolder(async (folder) => {
    const app = await startBare();
    const hookglass = await startHookglass(folder, ['--keep-bytes', 'none']);
    try {
      const urls: Record<Case, string | null> = {
        none: null,
        live: `http://127.0.0.1:${app.port}/app`,
        dead: `http://127.0.0.1:${await deadPort()}/app`,
      };
      for (const id of [...cases, 'drain']) await api(hookglass, '', 'POST', { id });
      const speeds: Record<Case, number[]> = { none: [], live: [], dead: [] };
      for (let round = 0; round <= rounds; round += 1)
        for (const one of cases) {
          const speed = await captures(hookglass, one, urls[one]);
          // The first round only warms up.
          if (round > 0) speeds[one].push(speed);
        }
      const share = (one: Case): number => median(speeds[one]) / median(speeds.none);
      const detail = (one: Case): string => `per second ${list(speeds[one])} against ${list(speeds.none)}`;
      const drained = await drain(hookglass, urls.live ?? '');
      return [
        {
          name: 'captures while forwarding, live target, share',
          value: share('live'),
          unit: '',
          target: '>= 0.80',
          detail: detail('live'),
        },
        {
          name: 'captures while forwarding, dead target, share',
          value: share('dead'),
          unit: '',
          target: '>= 0.95',
          detail: detail('dead'),
        },
        {
          name: 'queued forwards drained',
          value: drained,
          unit: '/s',
          target: '>= 500',
          detail: `${queued} requests of 1 kB`,
        },
      ];
    } finally {
      await Promise.all([app.stop(), hookglass.stop()]);
    }
  });
}

/** Captures a second into a bin that forwards to a URL; what is left to forward afterwards is dropped. */
async function captures(server: Target, bin: Case, url: string | null): Promise<number> {
  if (url !== null) await api(server, `/${bin}`, 'PATCH', { forwarding: [{ id: 'app', url }] });
  const plan = {
    port: server.port,
    path: `/in/${bin}`,
    bodyBytes: 1000,
    connections: 64,
    rate: null,
    seconds: 4,
  };
  const { perSecond, notOk } = await load(plan);
  if (notOk > 0) throw new Error(`${notOk} answers were not 200`);
  await api(server, `/${bin}`, 'PATCH', { forwarding: [] });
  await pause(500);
  return perSecond;
}

async function drain(server: Target, url: string): Promise<number> {
  const plan = { port: server.port, path: '/in/drain', bodyBytes: 1000, connections: 64, seconds: 4 };
  await load({ ...plan, rate: queued / 4 + 250 });
  await api(server, '/drain', 'PATCH', { forwarding: [{ id: 'app', url }] });
  const { lastSeq } = await api<{ lastSeq: number }>(server, '/drain', 'GET');
  const startedAt = performance.now();
  await api(server, '/drain/forwarding/app/since', 'POST', { seq: lastSeq - queued + 1 });
  for (;;) {
    const { items } = await api<{ items: { waiting: number; queued: number; sending: number }[] }>(
      server,
      '/drain/forwarding',
      'GET',
    );
    const [{ waiting, queued: later, sending } = { waiting: 1, queued: 0, sending: 0 }] = items;
    if (waiting + later + sending === 0) return queued / ((performance.now() - startedAt) / 1000);
    await pause(50);
  }
}

async function api<T>({ port }: Target, path: string, method: string, body?: unknown): Promise<T> {
  const response = await fetch(`http://127.0.0.1:${port}/api/bins${path}`, {
    method,
    ...(body === undefined
      ? {}
      : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
  });
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
  // What this server answers is what its contract says.
  return (await response.json()) as T;
}

/** A port that was free a moment ago. */
async function deadPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === 'object' && address ? address.port : 9;
}

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

const list = (values: readonly number[]): string => values.map((value) => value.toFixed(0)).join(' ');
