import { expect, it } from 'vitest';
import { openPage } from '../support/browser.ts';
import { spawnServer } from '../support/process.ts';
import { temporaryFolder } from '../support/server.ts';

it('a page that is open while the server restarts says so, and catches up by itself', async () => {
  const data = await temporaryFolder();
  const first = await spawnServer(['--port', '0', '--data', data]);
  for (const path of ['/one', '/two']) await first.send('a', { path });
  const { page } = await openPage(`${first.url}/bins/a`);
  await page.getByRole('option', { name: /two/ }).waitFor();
  await first.kill('SIGKILL');
  await page
    .getByText(/Connection lost/)
    .first()
    .waitFor();

  const second = await spawnServer(['--port', String(first.port), '--data', data]);
  for (const path of ['/three', '/four']) await second.send('a', { path });
  await page.getByRole('option', { name: /four/ }).waitFor({ timeout: 20_000 });
  await second.send('a', { path: '/five' });
  await page.getByRole('option', { name: /five/ }).waitFor();
  const rows = await page.getByRole('option').evaluateAll((all) => all.map(({ id }) => id));
  expect(rows).toEqual(['request-5', 'request-4', 'request-3', 'request-2', 'request-1']);
  expect(await page.getByText(/Connection lost/).count()).toBe(0);
});

it('a filter that is typed while the server is away is applied when it is back', async () => {
  const data = await temporaryFolder();
  const first = await spawnServer(['--port', '0', '--data', data]);
  for (const path of ['/one', '/two']) await first.send('a', { path });
  const { page } = await openPage(`${first.url}/bins/a`);
  await page.getByRole('option', { name: /two/ }).waitFor();
  await first.kill('SIGKILL');
  await page
    .getByText(/Connection lost/)
    .first()
    .waitFor();
  await page.getByLabel('Filter requests').fill('path:/one');
  await expect.poll(() => new URL(page.url()).search).toContain('one');
  await page.getByRole('option', { name: /two/ }).waitFor();
  await spawnServer(['--port', String(first.port), '--data', data]);
  await expect.poll(() => page.getByRole('option').count(), { timeout: 20_000 }).toBe(1);
  await page.getByRole('option', { name: /one/ }).waitFor();
});
