/** Large and small bodies in a real browser: how soon they are there, and whether the page stays awake. */
import { chromium, type Page } from 'playwright-core';
import type { Figure } from './figure.ts';
import { longestTask } from './page.ts';
import { inFolder, startHookglass } from './processes.ts';

const flags = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run'];
const json = { 'content-type': 'application/json' };
const selections = 30;
/** The browser reports a long task some time after it. */
const settleMs = 1_000;

/** About so many bytes of what a shop sends: objects of ten values, three deep. */
function jsonOf(bytes: number, mark: string): string {
  const one = (id: number): string =>
    `{"id":${8_120_000_000_000 + id},"handle":"linen-overshirt-${id}","price":"${id % 400}.00","tags":["new","linen"],` +
    `"created_at":"2026-11-22T02:26:03Z","stock":{"lyon":${id % 90},"oslo":null},"active":true}`;
  const rows = Array.from({ length: Math.ceil(bytes / one(1000).length) }, (_, index) => one(index));
  return `{"mark":"${mark}","products":[${rows.join(',')}]}`;
}

/** Needs Chromium, at CHROMIUM_PATH or where Debian puts it. */
export async function benchBody(): Promise<Figure[]> {
  return inFolder(async (folder) => {
    const server = await startHookglass(folder, ['--max-body', '64mb']);
    const executablePath = process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium';
    const browser = await chromium.launch({ executablePath, args: flags });
    try {
      const url = `http://localhost:${server.port}`;
      const send = (bin: string, body: string): Promise<Response> =>
        fetch(`${url}/in/${bin}`, { method: 'POST', headers: json, body });
      await send('large', '{"mark":"small"}');
      await send('large', jsonOf(5_000_000, 'five'));
      await send('large', jsonOf(50_000_000, 'fifty'));
      for (let index = 0; index < selections; index += 1) await send('small', jsonOf(90_000, `row-${index}`));

      const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
      await page.goto(`${url}/bins/large/requests/1/body`);
      await page.getByRole('treeitem').first().waitFor();
      let tree = Number.NaN;
      const treeTask = await longestTask(page, async () => {
        tree = await openNext(page, 'k', '.tl .s-', '"five"');
        await page.waitForTimeout(settleMs);
      });
      let raw = Number.NaN;
      const rawTask = await longestTask(page, async () => {
        raw = await openNext(page, 'k', '.lines .tx', 'fifty');
        await page.waitForTimeout(settleMs);
      });
      await page.goto(`${url}/bins/small/requests/${selections}/body`);
      await page.getByRole('treeitem').first().waitFor();
      const times: number[] = [];
      for (let index = selections - 2; index >= 0; index -= 1)
        times.push(await openNext(page, 'j', '.tl .s-', `"row-${index}"`));
      const sorted = times.toSorted((a, b) => a - b);
      const half = sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
      const most = `highest ${sorted.at(-1)?.toFixed(1)} ms, with fetching it`;
      return [
        {
          name: '5 MB of JSON, key to first line',
          value: tree,
          unit: 'ms',
          target: '<= 1000',
          detail: 'as a tree',
        },
        { name: '5 MB of JSON, longest task', value: treeTask, unit: 'ms', target: '<= 100', detail: '' },
        {
          name: '50 MB of JSON, key to first line',
          value: raw,
          unit: 'ms',
          target: '<= 3000',
          detail: 'raw',
        },
        { name: '50 MB of JSON, longest task', value: rawTask, unit: 'ms', target: '-', detail: '' },
        {
          name: '90 kB of JSON, key to painted, p50',
          value: half,
          unit: 'ms',
          target: '<= 50',
          detail: most,
        },
      ];
    } finally {
      await browser.close();
      await server.stop();
    }
  });
}

/** Presses a key and waits for a text; milliseconds on the page's own clock, to the frame that shows it. */
const openNext = (page: Page, key: string, where: string, text: string): Promise<number> =>
  page.evaluate(
    ({ key, where, text }) =>
      new Promise<number>((resolve) => {
        const startedAt = performance.now();
        document.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
        const look = (): void => {
          const shown = [...document.querySelectorAll(where)].some((one) => one.textContent.includes(text));
          if (shown) resolve(performance.now() - startedAt);
          else requestAnimationFrame(look);
        };
        requestAnimationFrame(look);
      }),
    { key, where, text },
  );
