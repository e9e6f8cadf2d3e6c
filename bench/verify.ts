/** CPU of one captured request whose signature is checked, as a share of one that is captured only. */
import { readFile } from 'node:fs/promises';
import type { Figure } from './figure.ts';
import { inFolder, load, startHookglass, type Target } from './processes.ts';

const rounds = 5;
const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
// Linux counts in hundredths of a second.
const tickMs = 10;

/** The ratio of medians over interleaved rounds in one process; both bins get the very same bytes. */
export async function benchVerify(): Promise<Figure[]> {
  return inFolder(async (folder) => {
    const server = await startHookglass(folder, ['--keep-bytes', 'none']);
    try {
      await setUp(server);
      const cost: Record<'plain' | 'checked', number[]> = { plain: [], checked: [] };
      for (let round = 0; round <= rounds; round += 1)
        for (const bin of ['plain', 'checked'] as const) {
          const us = await cpuPerRequest(server, bin);
          // The first round only warms up.
          if (round > 0) cost[bin].push(us);
        }
      const [plain, checked] = [median(cost.plain), median(cost.checked)];
      return [
        {
          name: 'CPU of a checked capture (HMAC), share',
          value: checked / plain,
          unit: '',
          target: '<= 1.15',
          detail: `µs a request: ${list(cost.checked)} against ${list(cost.plain)}`,
        },
      ];
    } finally {
      await server.stop();
    }
  });
}

async function setUp({ port }: Target): Promise<void> {
  const api = (path: string, method: string, body: unknown) =>
    fetch(`http://127.0.0.1:${port}/api/bins${path}`, {
      method,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  for (const id of ['plain', 'checked']) await api('', 'POST', { id });
  const verification = [{ provider: 'github', secrets: [{ text: secret }] }];
  const { status } = await api('/checked', 'PATCH', { verification });
  if (status !== 200) throw new Error(`the verification was not set: ${status}`);
}

/** Microseconds of all threads of the server. */
async function cpuPerRequest({ port, pid }: Target, bin: string): Promise<number> {
  const before = await cpuMs(pid);
  const plan = { port, path: `/in/${bin}`, bodyBytes: 1000, connections: 32, rate: null, seconds: 2 };
  const { answers, notOk } = await load({ ...plan, secret });
  if (notOk > 0) throw new Error(`${notOk} answers were not 200`);
  return ((await cpuMs(pid)) - before) * (1000 / answers);
}

async function cpuMs(pid: number): Promise<number> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) * tickMs;
}

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

const list = (values: readonly number[]): string => values.map((value) => value.toFixed(0)).join(' ');
