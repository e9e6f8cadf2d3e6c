/** A real browser for tests: each has its own pages, closed with it. */
import { mkdir, readFile } from 'node:fs/promises';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { afterAll, inject, onTestFinished } from 'vitest';

const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Starts Chromium for many tests: whoever launches it closes it. */
export const launchBrowser = (more: readonly string[] = []): Promise<Browser> =>
  chromium.launch({ executablePath: inject('chromium'), args: [...flags, ...more] });

/** Starts Chromium; it ends with the test. */
export async function openBrowser(more: readonly string[] = []): Promise<Browser> {
  const browser = await launchBrowser(more);
  onTestFinished(() => browser.close());
  return browser;
}

/** A page in a context of its own, and what it complained about. */
export interface WatchedPage {
  page: Page;
  /** Errors on the console, uncaught ones, refused loads. */
  complaints: string[];
}

// To start Chromium takes as long as a test: one does for all tests of a file, each in a context of its own.
const shared = new Map<'browser', Promise<Browser>>();
afterAll(async () => (await shared.get('browser'))?.close());

function sharedBrowser(): Promise<Browser> {
  const browser = shared.get('browser') ?? launchBrowser();
  shared.set('browser', browser);
  return browser;
}

/** Opens a page; whatever it complains about is collected. */
export async function openPage(url: string, options: BrowserContextOptions = {}): Promise<WatchedPage> {
  const browser = await sharedBrowser();
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...options });
  onTestFinished(() => context.close());
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.goto(url);
  return { page, complaints };
}

/** Where to look at it: only when somebody asks for pictures. */
export async function picture(page: Page, name: string): Promise<void> {
  const folder = process.env['HOOKGLASS_PICTURES'];
  if (!folder) return;
  await mkdir(folder, { recursive: true });
  await page.screenshot({ path: `${folder}/${name}.png` });
}

/** What the page's download button of an open body gives. */
export async function downloadedBody(page: Page): Promise<Buffer> {
  const button = page.getByRole('link', { name: 'Download body' });
  const [download] = await Promise.all([page.waitForEvent('download'), button.click()]);
  return readFile(await download.path());
}
