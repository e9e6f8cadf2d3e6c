import { expect, it } from 'vitest';
import { openPage, picture } from '../support/browser.ts';
import { startServer } from '../support/server.ts';

it('a newcomer creates a bin with one click, sends a webhook, sees it arrive and opens it', async () => {
  const server = await startServer();
  const { page, complaints } = await openPage(server.url);
  await page.getByRole('heading', { name: 'Point a webhook at this machine' }).waitFor();
  await picture(page, 'first-run');

  await page.getByRole('button', { name: 'Create bin' }).click();
  const card = page.getByRole('region', { name: 'New bin' });
  const command = (await card.getByLabel('Command', { exact: true }).innerText()).replaceAll('\\\n', ' ');
  const [, hookUrl = ''] = /curl (\S+)/.exec(command) ?? [];
  expect(hookUrl).toMatch(new RegExp(`^${server.url}/in/[a-z]+-[a-z]+-\\d\\d$`));
  await card.getByText('Listening').waitFor();
  await picture(page, 'home-created');

  const answer = await fetch(hookUrl, { method: 'POST', body: '{"hello":"webhook"}' });
  expect(answer.status).toBe(200);
  await card.getByText('First request received').waitFor();
  await card.getByRole('link', { name: 'Look at it' }).click();

  await page.getByRole('tab', { name: 'Body' }).click();
  await page.getByText('"webhook"').first().waitFor();
  expect(new URL(page.url()).pathname).toMatch(/^\/bins\/[a-z0-9-]+\/requests\/1\/body$/);
  expect(complaints).toEqual([]);
});

it('the whole way by keyboard', async () => {
  const server = await startServer();
  const { page } = await openPage(server.url);
  await page.getByRole('heading', { name: 'Point a webhook at this machine' }).waitFor();
  await page.keyboard.press('n');
  await page.getByRole('region', { name: 'New bin' }).waitFor();
  const { body } = await server.api<{ items: { id: string }[] }>('/api/bins');
  const bin = body.items[0]?.id ?? '';
  for (const path of ['/one', '/two', '/three']) await server.send(bin, { path, body: path });

  await page.goto(`${server.url}/bins/${bin}`);
  await page.getByRole('option', { name: /three/ }).waitFor();
  await page.keyboard.press('j');
  await page.getByRole('heading', { name: '/three' }).waitFor();
  await page.keyboard.press('j');
  await page.getByRole('heading', { name: '/two' }).waitFor();
  await page.keyboard.press('End');
  await page.getByRole('heading', { name: '/one' }).waitFor();
  await page.keyboard.press('k');
  await page.getByRole('heading', { name: '/two' }).waitFor();
  await page.keyboard.press('3');
  await page.getByRole('tab', { name: /Headers/, selected: true }).waitFor();
  await page.keyboard.press('x');
  await expect.poll(() => page.getByRole('option', { name: /two/ }).count()).toBe(0);
  await page.keyboard.press('z');
  await page.getByRole('option', { name: /two/ }).waitFor();
  await page.keyboard.press('/');
  await page.keyboard.type('path:/one');
  await expect
    .poll(() =>
      page
        .getByRole('listbox', { name: /newest/ })
        .getByRole('option')
        .count(),
    )
    .toBe(1);
  expect(new URL(page.url()).searchParams.get('q')).toBe('path:/one');
});
