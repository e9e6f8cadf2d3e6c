/** Durable captures a second, as a share of what bare node:http answers on the same machine in the same minute. */
import { inFolder, load, startBare, startHookglass } from './processes.ts';
import type { Figure } from './figure.ts';

const rounds = 5;

/** The ratio of medians over interleaved rounds, and the latency at a steady rate. */
export async function benchCapture(): Promise<Figure[]> {
  return inFolder(async (folder) => {
    const bare = await startBare();
    const hookglass = await startHookglass(folder, ['--keep-bytes', 'none']);
    try {
      const plan = { bodyBytes: 1000, connections: 64, rate: null, path: '/in/bench' };
      await load({ ...plan, port: bare.port, seconds: 1 });
      await load({ ...plan, port: hookglass.port, seconds: 1 });
      const ratios: number[] = [];
      const speeds: string[] = [];
      for (let round = 0; round < rounds; round += 1) {
        const yardstick = await load({ ...plan, port: bare.port, seconds: 4 });
        const ours = await load({ ...plan, port: hookglass.port, seconds: 4 });
        if (ours.notOk > 0) throw new Error(`${ours.notOk} answers were not 200`);
        ratios.push(ours.perSecond / yardstick.perSecond);
        speeds.push(`${Math.round(ours.perSecond)}/${Math.round(yardstick.perSecond)}`);
      }
      const steady = await load({ ...plan, port: hookglass.port, connections: 16, rate: 1000, seconds: 8 });
      return [
        {
          name: 'durable captures, share of bare node:http',
          value: median(ratios),
          unit: '',
          target: '>= 0.50, aim 0.65',
          detail: `rounds ${ratios.map((ratio) => ratio.toFixed(2)).join(' ')}; per second ${speeds.join(' ')}`,
        },
        {
          name: 'p99 at 1,000 captures/s',
          value: steady.p99,
          unit: 'ms',
          target: '<= 25',
          detail: `p50 ${steady.p50.toFixed(2)} ms, ${steady.answers} answers`,
        },
      ];
    } finally {
      await Promise.all([bare.stop(), hookglass.stop()]);
    }
  });
}

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
