/** The page in a real browser: how soon a capture is visible, how smoothly 100,000 rows scroll, what it weighs. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { chromium, type Page } from 'playwright-core';
import { fill } from './list.ts';
import type { Figure } from './figure.ts';
import { inFolder, load, startHookglass } from './processes.ts';

const captures = 100;
const arrivals = 2_000;
const flags = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run'];
const quiet = ['--disable-background-networking', '--disable-component-update', '--disable-sync'];

/** Needs Chromium, at CHROMIUM_PATH or where Debian puts it. */
export async function benchPage(): Promise<Figure[]> {
  return inFolder(async (folder) => {
    await fill(folder);
    const server = await startHookglass(folder, ['--keep-bytes', 'none']);
    const executablePath = process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium';
    const browser = await chromium.launch({ executablePath, args: [...flags, ...quiet] });
    try {
      const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
      const url = `http://localhost:${server.port}`;
      await page.goto(`${url}/bins/bench`);
      await page.getByRole('option').first().waitFor();
      const scroll = await longestTask(page, () => scrollThrough(page));
      await page.goto(`${url}/bins/bench`);
      await page.getByRole('option').first().waitFor();
      await page.mouse.move(900, 500);
      const arriving = await longestTask(page, () => arrive(server.port));
      await page.goto(`${url}/bins/fresh`);
      await fetch(`${url}/in/fresh`, { method: 'POST' });
      await page.goto(`${url}/bins/fresh`);
      await page.getByRole('option').first().waitFor();
      const seen = await visibleAfter(page, url);
      return [
        {
          name: 'scrolling 100,000 rows, longest task',
          value: scroll,
          unit: 'ms',
          target: '<= 50',
          detail: 'wheel, 300 steps, and 20 jumps',
        },
        {
          name: `${arrivals} arrivals a second, longest task`,
          value: arriving,
          unit: 'ms',
          target: '<= 100',
          detail: '5 s, into the list of 100,000 at its top',
        },
        {
          name: 'capture to visible, p50',
          value: seen[Math.floor(captures / 2)] ?? Number.NaN,
          unit: 'ms',
          target: '<= 50',
          detail: `p99 ${seen.at(-2)?.toFixed(1)} ms, from before the POST`,
        },
        {
          name: 'script for first paint, gzip',
          value: scriptKilobytes(),
          unit: 'kB',
          target: '<= 60',
          detail: 'what index.html names, and the words of the longest language',
        },
      ];
    } finally {
      await browser.close();
      await server.stop();
    }
  });
}

/** The burst that must leave the page usable. */
async function arrive(port: number): Promise<void> {
  await load({ port, path: '/in/bench', bodyBytes: 300, connections: 8, seconds: 5, rate: arrivals });
}

/** Milliseconds from before each POST to the frame that shows its row; one clock, that of the page. */
async function visibleAfter(page: Page, url: string): Promise<number[]> {
  const times = await page.evaluate(
    async ([address, count]) => {
      const measured: number[] = [];
      for (let index = 0; index < count; index += 1) {
        const path = `/seen-${index}`;
        const startedAt = performance.now();
        const shown = new Promise<number>((resolve) => {
          const look = (): void => {
            const row = [...document.querySelectorAll('[role=option]')].some((one) =>
              one.textContent?.includes(path),
            );
            if (row) resolve(performance.now());
            else requestAnimationFrame(look);
          };
          requestAnimationFrame(look);
        });
        await fetch(`${address}/in/fresh${path}`, { method: 'POST' });
        measured.push((await shown) - startedAt);
      }
      return measured;
    },
    [url, captures] as const,
  );
  return times.toSorted((a, b) => a - b);
}

/** The longest task of the page's main thread while something is done, in ms. */
export async function longestTask(page: Page, work: () => Promise<void>): Promise<number> {
  await page.evaluate(() => {
    const tasks: number[] = [];
    new PerformanceObserver((list) =>
      tasks.push(...list.getEntries().map(({ duration }) => duration)),
    ).observe({
      entryTypes: ['longtask'],
    });
    Object.assign(globalThis, { benchTasks: tasks });
  });
  await work();
  return page.evaluate(() => {
    const tasks: unknown = Reflect.get(globalThis, 'benchTasks');
    return Array.isArray(tasks) ? Math.max(0, ...tasks.map(Number)) : Number.NaN;
  });
}

async function scrollThrough(page: Page): Promise<void> {
  await page.mouse.move(200, 500);
  for (let step = 0; step < 300; step += 1) {
    await page.mouse.wheel(0, 1500);
    await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)));
  }
  const list = page.getByRole('listbox');
  for (let jump = 0; jump < 20; jump += 1) {
    await list.evaluate(
      (element, share) => element.scrollTo(0, element.scrollHeight * share),
      ((jump * 7) % 20) / 20,
    );
    await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)));
  }
}

/** What the page asks for before it draws: the scripts that index.html names, and one language. */
function scriptKilobytes(): number {
  const folder = join(fileURLToPath(new URL('.', import.meta.url)), '../dist/web');
  const html = readFileSync(join(folder, 'index.html'), 'utf8');
  const scripts = [...html.matchAll(/(?:src|href)="([^"]+\.js)"/g)].map(([, path = '']) => path);
  const zipped = (path: string): number => gzipSync(readFileSync(join(folder, path))).length;
  const words = readdirSync(join(folder, 'assets')).filter((name) =>
    /^(?:en|id|ms|nb|nl)-.*\.js$/.test(name),
  );
  const longest = Math.max(...words.map((name) => zipped(`assets/${name}`)));
  return (scripts.reduce((sum, path) => sum + zipped(path), 0) + longest) / 1000;
}
