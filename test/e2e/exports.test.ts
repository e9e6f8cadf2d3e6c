import { randomBytes } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { openPage, picture, type WatchedPage } from '../support/browser.ts';
import { startServer, temporaryFolder, type TestServer } from '../support/server.ts';

/** A bin with three requests, the second one open, and the export dialog over it. */
async function openDialog(server: TestServer, options = {}): Promise<WatchedPage> {
  for (const path of ['/first', '/second', '/third'])
    await server.send('a', {
      path,
      body: `{"path":"${path}"}`,
      headers: { 'content-type': 'application/json' },
    });
  const watched = await openPage(`${server.url}/bins/a/requests/2`, options);
  await watched.page.getByRole('heading', { name: '/second' }).waitFor();
  await watched.page.keyboard.press('e');
  await watched.page.getByRole('dialog', { name: 'Export' }).waitFor();
  await watched.page.getByRole('radio', { name: /curl/ }).waitFor();
  return watched;
}

async function downloaded(page: Page): Promise<{ name: string; bytes: Buffer }> {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Download' }).click(),
  ]);
  return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
}

const violationsOf = async (page: Page): Promise<string[]> => {
  await page.evaluate(axe.source);
  return page.evaluate(async () => {
    // What axe-core puts on the page.
    const { axe: found } = window as unknown as { axe: typeof import('axe-core') };
    const { violations } = await found.run('dialog');
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
  });
};

describe('the export dialog', () => {
  it('saves the open request in the format that was chosen, remembers it, and copies code', async () => {
    const server = await startServer();
    const { page, complaints } = await openDialog(server, {
      permissions: ['clipboard-read', 'clipboard-write'],
    });
    const focused = () => page.evaluate(() => document.activeElement?.getAttribute('value'));
    await expect.poll(focused).toBe('ndjson');
    await page.keyboard.press('ArrowDown');
    expect(await focused()).toBe('har');
    await picture(page, 'export-light');
    const { name, bytes } = await downloaded(page);
    expect(name).toBe('a-2.har');
    expect(JSON.parse(bytes.toString())).toMatchObject({
      log: { entries: [{ request: { method: 'POST' } }] },
    });
    await page.getByText(/^a-2\.har saved, \d/).waitFor();
    await page.getByRole('radio', { name: /curl/ }).check();
    await page.getByLabel('Send to').fill('http://localhost:3000');
    await page.getByRole('button', { name: 'Copy', exact: true }).click();
    await expect
      .poll(() => page.evaluate(() => navigator.clipboard.readText()))
      .toMatch(/^curl -sS 'http:\/\/localhost:3000\/second' /);
    await page.getByText('Copied', { exact: true }).waitFor();
    await picture(page, 'export-code');
    expect(await violationsOf(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await page.locator('dialog').waitFor({ state: 'detached' });
    await page.keyboard.press('e');
    await page.getByRole('radio', { name: /curl/, checked: true }).waitFor({ timeout: 5_000 });
    expect(complaints).toEqual([]);
  });

  it('says what went wrong, where it happened', async () => {
    const server = await startServer();
    const { page } = await openDialog(server);
    await server.api('/api/bins/a/requests/2?pinned=1', { method: 'DELETE' });
    await page.getByRole('radio', { name: /NDJSON/ }).check();
    await page.getByRole('button', { name: 'Download' }).click();
    const alert = page.getByRole('dialog').getByRole('alert');
    await alert.waitFor();
    expect(await alert.textContent()).toMatch(/^The export failed: The server answered 404: No such request/);
    await picture(page, 'export-failed');
  });

  it('counts what has come, is cancelled, and fails when the request is deleted amid it', async () => {
    const server = await startServer(['--data', await temporaryFolder()]);
    await server.send('a', { path: '/large', body: randomBytes(10_000_000) });
    const { page } = await openPage(`${server.url}/bins/a/requests/1`);
    await page.getByRole('heading', { name: '/large' }).waitFor();
    // A connection that is slow enough to be watched.
    const session = await page.context().newCDPSession(page);
    await session.send('Network.emulateNetworkConditions', {
      offline: false,
      latency: 0,
      downloadThroughput: 2_000_000,
      uploadThroughput: -1,
    });
    await page.keyboard.press('e');
    await page.getByRole('radio', { name: /NDJSON/ }).check();
    await page.getByRole('button', { name: 'Download' }).click();
    await page.getByText(/^\d.* so far$/).waitFor();
    await picture(page, 'export-running');
    await page.getByRole('button', { name: 'Cancel' }).click();
    await page.getByText('Cancelled. Nothing was saved.').waitFor();
    await page.getByRole('button', { name: 'Download' }).click();
    await page.getByText(/^\d.* so far$/).waitFor();
    await server.api('/api/bins/a/requests/1', { method: 'DELETE' });
    // What is half a file is never saved as a whole one.
    await page.getByText(/^The export failed: The server broke it off\./).waitFor();
    expect(server.errors).toEqual([]);
  });

  it('takes a file back in, live, and names the lines that are no requests', async () => {
    const server = await startServer();
    const { page, complaints } = await openDialog(server, { colorScheme: 'dark' });
    const lines = await (await fetch(`${server.url}/api/bins/a/export/ndjson`)).text();
    const file = join(await temporaryFolder(), 'kept.ndjson');
    await writeFile(file, `${lines}broken\n[]\n`);
    await page.locator('input[type=file]').setInputFiles(file);
    await page.getByText('3 requests imported').waitFor();
    await page.getByText('2 lines were left out').waitFor();
    await page.getByText('Line 4: Not JSON').waitFor();
    await picture(page, 'import-dark');
    expect(await violationsOf(page)).toEqual([]);
    await page.getByRole('button', { name: 'Close' }).click();
    await expect.poll(() => page.getByRole('option').count()).toBe(6);
    expect(complaints).toEqual([]);
  });

  it('takes a file that is dropped on it', async () => {
    const server = await startServer();
    const { page } = await openDialog(server);
    const lines = await (await fetch(`${server.url}/api/bins/a/export/ndjson`)).text();
    await page.getByRole('dialog').evaluate((dialog, text) => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File([text], 'dropped.ndjson'));
      for (const type of ['dragover', 'drop'])
        dialog.dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true }));
    }, lines);
    await page.getByText('3 requests imported').waitFor();
    expect((await server.bin('a')).requests).toBe(6);
  });

  it('fills a telephone, with targets that a finger meets', async () => {
    const server = await startServer();
    const { page } = await openDialog(server, { viewport: { width: 390, height: 844 }, hasTouch: true });
    await picture(page, 'export-390');
    for (const button of await page.getByRole('dialog').getByRole('button').all()) {
      const box = await button.boundingBox();
      expect(Math.round(box?.height ?? 0)).toBeGreaterThanOrEqual(42);
    }
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  });
});
