import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import type { Bin, BinList } from '../../server/contract.ts';
import { openPage, picture } from '../support/browser.ts';
import { spawnServer } from '../support/process.ts';
import { type Client, startServer, temporaryFolder } from '../support/server.ts';

const create = (server: Client, json: object) => server.api<Bin>('/api/bins', { method: 'POST', json });
const bins = async (server: Client): Promise<readonly Bin[]> =>
  (await server.api<BinList>('/api/bins')).body.items;
const names = (page: Page): Promise<string[]> => page.locator('.bins .nm').allInnerTexts();
const choose = async (page: Page, bin: string, item: string): Promise<void> => {
  await page.getByRole('button', { name: `Actions for ${bin}` }).click();
  await page.getByRole('menuitem', { name: item }).click();
};

it('a bin is renamed while a sender goes on using its old URL, and an open inspector stays as it is', async () => {
  const server = await startServer();
  for (const path of ['/one', '/two']) await server.send('shop', { path, body: path });
  const inspector = await openPage(`${server.url}/bins/shop/requests/1/body`);
  await inspector.page.getByRole('heading', { name: '/one' }).waitFor();
  const { page, complaints } = await openPage(server.url);
  await choose(page, 'shop', 'Rename…');
  const dialog = page.getByRole('dialog', { name: 'Settings of shop' });
  const url = dialog.getByRole('textbox', { name: 'Name in the URL' });
  await expect.poll(() => url.evaluate((field) => field === document.activeElement)).toBe(true);
  await url.fill('Not a name');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await dialog.getByRole('alert').filter({ hasText: '1 to 63 of a-z' }).waitFor();
  await url.fill('shop-eu');
  await dialog.getByText('The old URL /in/shop keeps capturing').waitFor();
  await picture(page, 'bin-dialog');
  await url.press('Enter');
  await page.getByRole('link', { name: /shop-eu.*also \/in\/shop/ }).waitFor();
  await dialog.waitFor({ state: 'detached' });
  const opener = page.getByRole('button', { name: 'Actions for shop-eu' });
  await expect.poll(() => opener.evaluate((button) => button === document.activeElement)).toBe(true);

  const answer = await server.send('shop', { path: '/three', body: '3' });
  expect(await answer.json()).toMatchObject({ seq: 3 });
  await page.getByRole('row', { name: /shop-eu.* 3 / }).waitFor();
  await inspector.page.getByRole('option', { name: /three/ }).waitFor();
  expect(new URL(inspector.page.url()).pathname).toBe('/bins/shop-eu/requests/1/body');
  await inspector.page.getByRole('heading', { name: '/one' }).waitFor();
  await inspector.page.getByRole('tab', { name: 'Body', selected: true }).waitFor();
  expect([...complaints, ...inspector.complaints]).toEqual([]);

  // A bookmark of the old address leads to the bin.
  await page.goto(`${server.url}/bins/shop/requests/2`);
  await page.getByRole('heading', { name: '/two' }).waitFor();
  await expect.poll(() => new URL(page.url()).pathname).toBe('/bins/shop-eu/requests/2');
});

it('the inspector renames, pauses and deletes its bin, and a name that is taken is refused in words', async () => {
  const server = await startServer();
  await create(server, { id: 'other' });
  await server.send('mine', { path: '/one' });
  const { page } = await openPage(`${server.url}/bins/mine/requests/1`);
  await page.getByRole('heading', { name: '/one' }).waitFor();
  await page.getByRole('button', { name: 'Bin settings' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox', { name: 'Name in the URL' }).fill('other');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await dialog.getByRole('alert').filter({ hasText: 'A bin is called "other" already' }).waitFor();
  await picture(page, 'bin-dialog-refused');
  await dialog.getByRole('textbox', { name: 'Name in the URL' }).fill('renamed');
  await dialog.getByRole('textbox', { name: 'Labels' }).fill('pay, dev,, pay');
  await dialog.getByRole('checkbox', { name: 'Paused' }).check();
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect.poll(() => new URL(page.url()).pathname).toBe('/bins/renamed/requests/1');
  await page.getByRole('heading', { name: '/one' }).waitFor();
  await page.locator('.top').getByText('Bin paused', { exact: true }).waitFor();
  expect(await server.bin('renamed')).toMatchObject({
    labels: ['pay', 'dev'],
    paused: true,
    aliases: ['mine'],
  });
  expect((await server.send('mine')).status).toBe(503);

  await page.getByRole('button', { name: 'Bin settings' }).click();
  await dialog.getByRole('checkbox', { name: '/in/mine' }).uncheck();
  await picture(page, 'bin-dialog-aliases');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect.poll(async () => (await server.bin('renamed')).aliases).toEqual([]);

  await page.getByRole('button', { name: 'Bin settings' }).click();
  await dialog.getByRole('button', { name: 'Delete bin' }).click();
  await page.getByText('Bin renamed deleted').first().waitFor();
  expect(new URL(page.url()).pathname).toBe('/');
  await expect.poll(() => names(page)).toEqual(['other']);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect.poll(async () => (await names(page)).length).toBe(2);
  expect(await bins(server)).toHaveLength(2);
});

it('bins are found by words and labels, and sorted in an order that is remembered', async () => {
  const server = await startServer();
  await create(server, { id: 'zebra', name: 'Zebra', labels: ['dev'] });
  await create(server, { id: 'ant', name: 'Ant', labels: ['dev', 'pay'] });
  await create(server, { id: 'mole', name: 'Mole' });
  for (const bin of ['zebra', 'zebra', 'mole']) await server.send(bin);
  const { page, complaints } = await openPage(server.url);
  await expect.poll(() => names(page)).toEqual(['Mole', 'Zebra', 'Ant']);
  await page.getByLabel('Sort by').selectOption('Name');
  await expect.poll(() => names(page)).toEqual(['Ant', 'Mole', 'Zebra']);
  await page.getByLabel('Sort by').selectOption('Requests');
  await expect.poll(() => names(page)).toEqual(['Zebra', 'Mole', 'Ant']);
  await page.reload();
  await expect.poll(() => names(page)).toEqual(['Zebra', 'Mole', 'Ant']);

  const labels = page.getByRole('group', { name: 'Only bins with a label' });
  await labels.getByRole('button', { name: 'dev' }).click();
  await expect.poll(() => names(page)).toEqual(['Zebra', 'Ant']);
  await labels.getByRole('button', { name: 'pay' }).click();
  await expect.poll(() => names(page)).toEqual(['Ant']);
  await page.getByText('1 of 3', { exact: true }).waitFor();
  await picture(page, 'bins-labels');
  await labels.getByRole('button', { name: 'pay' }).click();
  await page.keyboard.press('/');
  await page.keyboard.type('zeb');
  await expect.poll(() => names(page)).toEqual(['Zebra']);
  await page.keyboard.type('nothing');
  await page.getByRole('heading', { name: 'No bin fits' }).waitFor();
  await page.getByRole('button', { name: 'Show all bins' }).click();
  await expect.poll(async () => (await names(page)).length).toBe(3);

  // A request makes a bin, which is there at once, and the order follows the requests.
  await create(server, { id: 'late', name: 'Late' });
  await expect.poll(async () => (await names(page)).length).toBe(4);
  for (let count = 0; count < 3; count += 1) await server.send('late');
  await expect.poll(async () => (await names(page))[0]).toBe('Late');
  expect(complaints).toEqual([]);
});

it('a bin is paused, resumed, deleted and taken back by keyboard alone', async () => {
  const server = await startServer();
  await create(server, { id: 'a' });
  await create(server, { id: 'b' });
  const { page } = await openPage(server.url);
  const menu = page.getByRole('button', { name: 'Actions for a' });
  await menu.focus();
  await page.keyboard.press('Enter');
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Enter');
  await page.getByRole('row', { name: /Paused/ }).waitFor();
  expect((await server.send('a')).status).toBe(503);
  await picture(page, 'bins-paused');
  await expect.poll(() => menu.evaluate((button) => button === document.activeElement)).toBe(true);
  await page.keyboard.press('Enter');
  await page.getByRole('menuitem', { name: 'Resume' }).press('Enter');
  await expect.poll(async () => (await server.send('a')).status).toBe(200);
  await page.keyboard.press('Enter');
  await page.getByRole('menuitem', { name: 'Labels…' }).press('Enter');
  const field = page.getByRole('textbox', { name: 'Labels' });
  await expect.poll(() => field.evaluate((one) => one === document.activeElement)).toBe(true);
  await page.keyboard.type('by hand');
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  expect((await server.bin('a')).labels).toEqual([]);
  await page.keyboard.press('Enter');
  await page.getByRole('menuitem', { name: 'Delete bin' }).press('Enter');
  await expect.poll(() => names(page)).toEqual(['b']);
  await page.keyboard.press('z');
  await expect.poll(async () => (await names(page)).length).toBe(2);
});

it('the card of a new bin follows its new name', async () => {
  const server = await startServer();
  const { page } = await openPage(server.url, { viewport: { width: 390, height: 844 } });
  await page.getByRole('button', { name: 'Create bin' }).click();
  const card = page.getByRole('region', { name: 'New bin' });
  await card.getByRole('button', { name: 'Rename…' }).click();
  const url = page.getByRole('textbox', { name: 'Name in the URL' });
  await url.fill('stripe');
  await picture(page, 'bin-dialog-390');
  await url.press('Enter');
  await card.getByText('/in/stripe').first().waitFor();
  await server.send('stripe', { body: 'x' });
  await card.getByText('First request received').waitFor();
  await picture(page, 'bins-390');
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(390);
});

it('thousands of bins can be looked through', async () => {
  const server = await startServer();
  const ids = Array.from({ length: 2_500 }, (_, index) => `bin-${index}`);
  for (let at = 0; at < ids.length; at += 100)
    await Promise.all(ids.slice(at, at + 100).map((id) => create(server, { id })));
  const { page } = await openPage(server.url);
  await page.getByText('100 of 2,500').waitFor();
  expect(await page.locator('.bins tbody tr').count()).toBe(100);
  await page.getByRole('button', { name: 'Show 100 more' }).click();
  expect(await page.locator('.bins tbody tr').count()).toBe(200);
  await picture(page, 'bins-many');
  await page.getByRole('textbox', { name: 'Search bins' }).fill('bin-17');
  await page.getByText('111 of 2,500').waitFor();
});

it('an inspector that was away begins anew with another bin of the same name', async () => {
  const data = await temporaryFolder();
  const first = await spawnServer(['--port', '0', '--data', data]);
  for (const path of ['/old-1', '/old-2']) await first.send('a', { path });
  const { page } = await openPage(`${first.url}/bins/a/requests/1`);
  await page.getByRole('heading', { name: '/old-1' }).waitFor();
  await first.kill('SIGTERM');
  await page
    .getByText(/Connection lost/)
    .first()
    .waitFor();
  // Elsewhere, where the page does not see it.
  const second = await spawnServer(['--port', '0', '--data', data]);
  await second.api('/api/bins/a', { method: 'DELETE' });
  for (const path of ['/new-1', '/new-2', '/new-3']) await second.send('a', { path });
  await second.kill('SIGTERM');
  await spawnServer(['--port', String(first.port), '--data', data]);
  await page.getByRole('option', { name: /new-3/ }).waitFor({ timeout: 20_000 });
  await page.getByRole('heading', { name: '/new-1' }).waitFor();
  expect(await page.getByRole('option', { name: /old/ }).count()).toBe(0);
});
