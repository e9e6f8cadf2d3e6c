/** Why a signature fails, asked over HTTP: how long that takes, and whether others wait meanwhile. */
import type { Figure } from './figure.ts';
import { inFolder, startHookglass, type Target } from './processes.ts';

const rounds = 5;
const whsec = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const hex = 'a'.repeat(64);
const base64 = 'qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqo=';

/** Signatures of the right shape that no secret makes: all there is has to be tried. */
const senders: readonly { provider: string; secret: string; headers: Record<string, string> }[] = [
  { provider: 'github', secret: 'a-secret', headers: { 'x-hub-signature-256': `sha256=${hex}` } },
  { provider: 'stripe', secret: whsec, headers: { 'stripe-signature': `t=1767225600,v1=${hex}` } },
  {
    provider: 'slack',
    secret: 'a-secret',
    headers: { 'x-slack-request-timestamp': '1767225600', 'x-slack-signature': `v0=${hex}` },
  },
  { provider: 'shopify', secret: 'a-secret', headers: { 'x-shopify-hmac-sha256': base64 } },
  {
    provider: 'svix',
    secret: whsec,
    headers: { 'svix-id': 'm', 'svix-timestamp': '1767225600', 'svix-signature': `v1,${base64}` },
  },
  { provider: 'square', secret: 'a-secret', headers: { 'x-square-hmacsha256-signature': base64 } },
];
const sizes = [
  { name: '2 kB', bytes: 2_000 },
  { name: '256 kB', bytes: 256_000 },
  { name: '1 MB', bytes: 1_000_000 },
];

interface Asked {
  ms: number;
  complete: boolean;
}

/** The slowest provider of each size, and the longest that a small request had to wait beside it. */
export async function benchDiagnosis(): Promise<Figure[]> {
  return inFolder(async (folder) => {
    const server = await startHookglass(folder);
    try {
      for (const { provider, secret, headers } of senders) {
        await setUp(server, provider, secret);
        for (const { bytes } of sizes) await send(server, provider, headers, bodyOf(bytes));
      }
      const quiet = await watched(server, () => new Promise((resolve) => setTimeout(resolve, 1000)));
      const figures: Figure[] = [];
      for (const [at, { name }] of sizes.entries()) {
        const slowest: { provider: string; asked: Asked }[] = [];
        const loop = await watched(server, async () => {
          for (const { provider } of senders)
            slowest.push({ provider, asked: await ask(server, provider, at + 1) });
        });
        const [worst] = slowest.toSorted((a, b) => b.asked.ms - a.asked.ms);
        const whole = slowest.filter(({ asked }) => asked.complete).length;
        figures.push(
          {
            name: `diagnosis of ${name}, slowest of ${senders.length} providers`,
            value: worst?.asked.ms ?? Number.NaN,
            unit: 'ms',
            target: '<= 100',
            detail: `median of ${rounds}, ${worst?.provider}; ${whole} of ${senders.length} tried everything`,
          },
          {
            name: `longest answer beside it, ${name}`,
            value: loop,
            unit: 'ms',
            target: 'no block',
            detail: `${quiet.toFixed(1)} ms without a diagnosis`,
          },
        );
      }
      return figures;
    } finally {
      await server.stop();
    }
  });
}

/** Objects in a list with text, numbers, escapes and letters beyond ASCII, as webhooks have them. */
function bodyOf(bytes: number): string {
  const items: string[] = [];
  for (let size = 0, id = 0; size < bytes; id += 1) {
    const item = JSON.stringify({
      id,
      url: `https://example.com/${id}`,
      name: `Zoë ${id}`,
      price: id / 4,
      on: true,
    });
    items.push(item);
    size += item.length + 1;
  }
  return `{"id":"evt_1","data":[${items.join(',')}]}`;
}

async function setUp({ port }: Target, provider: string, secret: string): Promise<void> {
  const json = (path: string, method: string, body: unknown) =>
    fetch(`http://127.0.0.1:${port}/api/bins${path}`, {
      method,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  await json('', 'POST', { id: provider });
  const verification = [{ provider, secrets: [{ text: secret }], toleranceSeconds: null }];
  const { status } = await json(`/${provider}`, 'PATCH', { verification });
  if (status !== 200) throw new Error(`the verification was not set: ${status}`);
}

async function send(
  { port }: Target,
  bin: string,
  headers: Record<string, string>,
  body: string,
): Promise<void> {
  const { ok, status } = await fetch(`http://127.0.0.1:${port}/in/${bin}`, {
    method: 'POST',
    headers: { ...headers, 'content-type': 'application/json' },
    body,
  });
  if (!ok) throw new Error(`not kept: ${status}`);
}

/** The median of several. */
async function ask({ port }: Target, bin: string, seq: number): Promise<Asked> {
  const path = `http://127.0.0.1:${port}/api/bins/${bin}/requests/${seq}/diagnosis`;
  const asked: Asked[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const startedAt = performance.now();
    const response = await fetch(path, { method: 'POST' });
    const { complete } = (await response.json()) as { complete: boolean };
    if (!response.ok) throw new Error(`no diagnosis: ${response.status}`);
    asked.push({ ms: performance.now() - startedAt, complete });
  }
  const sorted = asked.toSorted((a, b) => a.ms - b.ms);
  return sorted[Math.floor(rounds / 2)] ?? { ms: Number.NaN, complete: false };
}

/** The longest that the smallest of requests took while `work` was done. */
async function watched({ port }: Target, work: () => Promise<unknown>): Promise<number> {
  const state = { done: false, longest: 0 };
  const watching = (async () => {
    while (!state.done) {
      const startedAt = performance.now();
      await (await fetch(`http://127.0.0.1:${port}/healthz`)).text();
      state.longest = Math.max(state.longest, performance.now() - startedAt);
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
  })();
  await work();
  state.done = true;
  await watching;
  return state.longest;
}
