/** What 50 rules cost: the latency of a bin whose rules all look and do not apply, beside one that has none. */
import type { Figure } from './figure.ts';
import { inFolder, load, startHookglass, type Target } from './processes.ts';

const rounds = 7;
const rules = 50;
const bins = ['plain', 'ruled', 'rendered'] as const;
type BinName = (typeof bins)[number];

/**
 * The quietest of interleaved rounds in one process, one request at a time: nothing waits but for its own answer, and what
 * else the machine does only adds.
 */
export async function benchResponses(): Promise<Figure[]> {
  return inFolder(async (folder) => {
    const server = await startHookglass(folder, ['--keep-bytes', 'none']);
    try {
      await setUp(server);
      const found: Record<BinName, number[]> = { plain: [], ruled: [], rendered: [] };
      for (let round = 0; round <= rounds; round += 1)
        for (const bin of bins) {
          const plan = { port: server.port, path: `/in/${bin}`, bodyBytes: 1000, connections: 1 };
          const { p50, notOk } = await load({ ...plan, rate: null, seconds: 2 });
          if (notOk > 0) throw new Error(`${notOk} answers of ${bin} were not 200`);
          // The first round only warms up.
          if (round > 0) found[bin].push(p50);
        }
      return [
        figure(`${rules} rules, added to the median answer`, found, 'ruled'),
        figure('a template, added to it', found, 'rendered'),
      ];
    } finally {
      await server.stop();
    }
  });
}

function figure(name: string, found: Record<BinName, number[]>, bin: BinName): Figure {
  const [plain, other] = [Math.min(...found.plain), Math.min(...found[bin])];
  return {
    name,
    value: other - plain,
    unit: 'ms',
    target: bin === 'ruled' ? '<= 0.20' : '-',
    detail: `ratio ${(other / plain).toFixed(2)}; p50 in ms: ${list(found[bin])} against ${list(found.plain)}`,
  };
}

async function setUp({ port }: Target): Promise<void> {
  const create = async (id: BinName, response: unknown): Promise<void> => {
    const { status } = await fetch(`http://127.0.0.1:${port}/api/bins`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ id, response }),
    });
    if (status !== 201) throw new Error(`${id} was not made: ${status}`);
  };
  await create('plain', {});
  // Every condition there is, the dearest last: each rule fails at another one.
  const all = {
    methods: ['POST'],
    path: '/*',
    headers: [{ name: 'user-agent', value: 'bench' }],
    providers: ['none'],
    json: [{ name: 'type', value: 'load' }],
  };
  const failing = [
    { methods: ['PUT'] },
    { path: '/orders/*' },
    { headers: [{ name: 'x-kind', value: null }] },
    { providers: ['stripe'] },
    { json: [{ name: 'type', value: 'other' }] },
  ];
  await create('ruled', {
    rules: Array.from({ length: rules }, (_, at) => ({ match: { ...all, ...failing[at % failing.length] } })),
  });
  await create('rendered', {
    body: { kind: 'template', text: '{"type":{{ body.type | json }},"at":"{{ now }}"}' },
  });
}

const list = (values: readonly number[]): string => values.map((value) => value.toFixed(2)).join(' ');
