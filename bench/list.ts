/** A store of 100,000 requests: how soon it is ready, and how soon it shows its first page. */
import type { Figure } from './figure.ts';
import { inFolder, load, startHookglass } from './processes.ts';

const wanted = 100_000;

/** Fills a store through the front door, starts it anew, and asks for pages. */
export async function benchList(): Promise<Figure[]> {
  return inFolder(async (folder) => {
    const flags = ['--keep-bytes', 'none'];
    await fill(folder);
    const server = await startHookglass(folder, flags);
    try {
      const url = `http://127.0.0.1:${server.port}/api/bins/bench/requests?limit=50`;
      const times: number[] = [];
      for (let count = 0; count < 500; count += 1) {
        const startedAt = performance.now();
        await (await fetch(url)).json();
        times.push(performance.now() - startedAt);
      }
      const sorted = times.toSorted((a, b) => a - b);
      const detail = `p50 ${sorted[250]?.toFixed(2)} ms, highest ${sorted.at(-1)?.toFixed(1)} ms`;
      return [
        {
          name: `ready with ${wanted} requests`,
          value: server.readyMs,
          unit: 'ms',
          target: '<= 1000',
          detail: 'start of the process to its first line',
        },
        {
          name: 'first page by API, p99',
          value: sorted[494] ?? Number.NaN,
          unit: 'ms',
          target: '<= 20',
          detail,
        },
      ];
    } finally {
      await server.stop();
    }
  });
}

/** Sends until the bin holds enough; the server is stopped then. */
export async function fill(folder: string): Promise<void> {
  const server = await startHookglass(folder, ['--keep-bytes', 'none']);
  const plan = { port: server.port, path: '/in/bench', bodyBytes: 1000, connections: 64, rate: null };
  for (let stored = 0; stored < wanted;) stored += (await load({ ...plan, seconds: 3 })).answers;
  await server.stop();
}
