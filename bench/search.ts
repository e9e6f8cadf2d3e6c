/** A bin of 100,000 requests with JSON bodies of 1 kB: how soon searches and counts answer, and what captures feel. */
import { createHash, randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { NewCapture } from '../server/store/store.ts';
import { SqliteStore } from '../server/store/sqlite.ts';
import type { Figure } from './figure.ts';
import { inFolder, load, startHookglass, type Target } from './processes.ts';

const wanted = 100_000;
const batchRows = 500;
const rounds = 12;

const queries = {
  'rare word': 'q=needle-77777',
  'common word': 'q=customer',
  'no match': 'q=xyzzy-not-there',
  'no match, common syllables': 'q=customer_invoice_amount',
  '2-letter word': 'q=zq',
  '2-letter word, everywhere': 'q=us',
  'negated, rare': 'q=-needle-77777',
  'negated, in every row': 'q=-customer',
  'body path, rare value': 'q=body.data.order:order-77777',
  'body path, number': 'q=body.data.amount:77777',
  'word and status and method': 'q=customer%20status:5xx%20method:PUT',
  'status alone': 'q=status:5xx',
  'status alone, none': 'q=status:404',
  'method and header': 'q=method:PUT%20header.x-region:eu-7',
};
const counts = {
  timeline: 'timeline?',
  'timeline of a status': 'timeline?q=status:5xx',
  'timeline of a rare word': 'timeline?q=needle-77777',
  'timeline of a word in every row': 'timeline?q=customer',
  facets: 'facets?',
  'facets of a word in every row': 'facets?q=customer',
  'values of a field': 'values?field=provider',
  'values of a path': 'values?field=body.data.currency&prefix=e',
  'paths of bodies': 'values?field=body',
};

/** Fills a store, searches it, and captures at a steady rate with and without searches. */
export async function benchSearch(): Promise<Figure[]> {
  return inFolder(async (folder) => {
    await seed(folder);
    const server = await startHookglass(folder, ['--keep-bytes', 'none']);
    try {
      const bin = `http://127.0.0.1:${server.port}/api/bins/search`;
      const first = await timed(`${bin}/requests?limit=50&${queries['no match']}`);
      const filled = await indexed(bin);
      const figures = [
        figure('first search of all, nothing indexed yet', first, 3000),
        figure('until all is indexed', filled, 20_000),
      ];
      for (const [name, query] of Object.entries(queries))
        figures.push(await measured(name, `${bin}/requests?limit=50&${query}`));
      for (const [name, path] of Object.entries(counts)) figures.push(await measured(name, `${bin}/${path}`));
      const many = Object.values(counts).map((path) => timed(`${bin}/${path}`));
      figures.push(
        figure(`${many.length} counts at once, the slowest`, Math.max(...(await Promise.all(many))), 3000),
      );
      return [...figures, ...(await captures(server))];
    } finally {
      await server.stop();
    }
  });
}

const figure = (name: string, value: number, target: number, detail = ''): Figure => ({
  name,
  value,
  unit: 'ms',
  target: `<= ${target}`,
  detail,
});

async function measured(name: string, url: string): Promise<Figure> {
  const times: number[] = [];
  for (let round = 0; round < rounds; round += 1) times.push(await timed(url));
  const sorted = times.toSorted((a, b) => a - b);
  const detail = `median ${sorted[rounds / 2]?.toFixed(1)} ms of ${rounds}; shown is the slowest`;
  return figure(name, sorted.at(-1) ?? Number.NaN, 300, detail);
}

async function timed(url: string): Promise<number> {
  const startedAt = performance.now();
  const answer = await fetch(url);
  await answer.text();
  if (!answer.ok) throw new Error(`${url} was answered ${answer.status}`);
  return performance.now() - startedAt;
}

/** Waits until a search for what is not there is as fast as it gets. */
async function indexed(bin: string): Promise<number> {
  const startedAt = performance.now();
  while ((await timed(`${bin}/requests?${queries['no match']}`)) > 150) {
    if (performance.now() - startedAt > 60_000) throw new Error('the index does not get ready');
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  return performance.now() - startedAt;
}

/** The same load alone, and beside searches and counts without a pause; what is captured is indexed meanwhile. */
async function captures(server: Target): Promise<Figure[]> {
  const plan = { port: server.port, path: '/in/search', bodyBytes: 1000, connections: 16, rate: 1000 };
  await load({ ...plan, seconds: 1 });
  const alone = await load({ ...plan, seconds: 5 });
  const bin = `http://127.0.0.1:${server.port}/api/bins/search`;
  const ended = new AbortController();
  let searched = 0;
  const searching = (async () => {
    const urls = [
      ...Object.values(queries).map((query) => `${bin}/requests?${query}`),
      ...Object.values(counts).map((path) => `${bin}/${path}`),
    ];
    for (let at = 0; !ended.signal.aborted; at += 1) {
      await timed(urls[at % urls.length] ?? '');
      searched += 1;
    }
  })();
  const beside = await load({ ...plan, seconds: 5 });
  ended.abort();
  await searching;
  const detail = `p50 ${beside.p50.toFixed(2)} ms beside ${searched} searches; alone p50 ${alone.p50.toFixed(2)} ms`;
  return [
    figure('p99 at 1,000 captures/s, alone', alone.p99, 25, `${alone.answers} answers`),
    figure('p99 at 1,000 captures/s, beside searches', beside.p99, 25, detail),
  ];
}

async function seed(folder: string): Promise<void> {
  const store = new SqliteStore({ file: join(folder, 'hookglass.db'), durability: 'normal' });
  await store.open();
  await store.bins.create({ id: 'search', name: 'search' });
  for (let at = 0; at < wanted; at += batchRows)
    await store.append(Array.from({ length: batchRows }, (_, index) => aCapture(at + index)));
  await store.close();
}

function aCapture(number: number): NewCapture {
  const digest = (text: string): string => createHash('sha256').update(`${text}${number}`).digest('hex');
  const body = Buffer.from(
    JSON.stringify({
      id: `evt_${digest('id').slice(0, 24)}`,
      type: ['invoice.paid', 'invoice.payment_failed', 'customer.created', 'charge.refunded'][number % 4],
      created: 1_760_000_000 + number,
      data: {
        order: `order-${number}`,
        amount: number,
        currency: ['eur', 'usd', 'gbp'][number % 3],
        customer: {
          id: `cus_${digest('customer').slice(0, 14)}`,
          email: `${digest('mail').slice(0, 8)}@example.com`,
        },
        note: number === 77_777 ? 'needle-77777' : 'hay',
        lines: [0, 1, 2].map((line) => ({ sku: digest(`sku${line}`).slice(0, 20), quantity: line + 1 })),
        address: { line1: `${number} Main Street`, city: 'Springfield', state: 'OR', country: 'US' },
        trace: digest('a') + digest('b') + digest('c'),
      },
    }).padEnd(1000),
  );
  return {
    bin: 'search',
    id: randomUUID(),
    receivedAt: Date.now() - (wanted - number) * 100,
    method: number % 50 === 0 ? 'PUT' : 'POST',
    target: '/in/search/hooks',
    path: `/hooks?n=${number}`,
    httpVersion: '1.1',
    rawHeaders: [
      'Host',
      'localhost:4665',
      'User-Agent',
      'bench/1.0',
      'Content-Type',
      'application/json',
      'X-Region',
      `eu-${number % 9}`,
      'X-Request-Id',
      digest('r').slice(0, 32),
    ],
    rawTrailers: [],
    contentType: 'application/json',
    remoteAddress: '127.0.0.1',
    remotePort: 50_000,
    state: 'complete',
    reason: null,
    status: number % 1000 === 7 ? 503 : 200,
    headMs: null,
    bodyMs: 0.1,
    body: {
      size: body.length,
      stored: body.length,
      sha256: createHash('sha256').update(body).digest('hex'),
      bytes: [body],
      spool: null,
    },
  };
}
