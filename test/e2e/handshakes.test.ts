import { createHmac } from 'node:crypto';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { findings } from '../support/axe.ts';
import { openPage, picture } from '../support/browser.ts';
import { startServer } from '../support/server.ts';
import { verifying } from '../support/signed.ts';

const add = async (page: Page, name: string): Promise<void> => {
  const box = page.getByRole('combobox', { name: 'Provider' });
  await box.fill(name);
  await box.press('Enter');
};

it('a handshake is switched on in the settings of the bin, answered, and shown as what it is', async () => {
  const server = await startServer();
  await server.api('/api/bins', { method: 'POST', json: { id: 'a' } });
  const { page, complaints } = await openPage(`${server.url}/bins/a`);
  await page.getByRole('button', { name: /^Verify/ }).click();
  const drawer = page.getByRole('dialog', { name: 'a' });
  await add(page, 'Dropbox');
  await drawer.getByRole('checkbox', { name: 'Answer its handshake' }).check();
  await drawer.getByRole('button', { name: 'Add provider' }).click();
  await add(page, 'monday');
  // Nothing else is known of it.
  const box = drawer.getByRole('checkbox', { name: 'Answer its handshake' });
  expect(await box.isChecked()).toBe(true);
  await expect.poll(() => box.evaluate((element) => element === document.activeElement)).toBe(true);
  expect(await drawer.getByText('When a signature is not valid').count()).toBe(0);
  await picture(page, 'handshake-drawer');
  expect(await findings(page)).toEqual([]);
  await drawer.getByRole('button', { name: 'Save' }).click();
  await drawer.waitFor({ state: 'detached' });

  const answer = await server.send('a', { method: 'GET', path: '?challenge=abc123' });
  expect(await answer.text()).toBe('abc123');
  await server.send('a', { body: 'an event' });
  const row = page.getByRole('option', { name: /Handshake/ });
  await row.waitFor();
  await expect.poll(() => page.getByRole('option').count()).toBe(2);
  await row.click();
  await page.getByRole('heading', { name: 'Handshake of Dropbox' }).waitFor();
  await page.getByText('abc123', { exact: true }).waitFor();
  await page.getByRole('combobox', { name: /Filter/ }).fill('is:handshake');
  await expect.poll(() => page.getByRole('option', { name: /^POST|GET|\// }).count()).toBe(1);
  expect(complaints).toEqual([]);
});

it('the secret that a handshake brought is kept by a click, and checks what came since', async () => {
  const server = await startServer();
  await verifying(server, 'a', { provider: 'asana', secrets: [], handshake: true });
  const key = 'b537207f20cbfa02357cf448134da559';
  await server.send('a', { headers: { 'x-hook-secret': key } });
  const signature = createHmac('sha256', key).update('{"events":[]}').digest('hex');
  await server.send('a', { headers: { 'x-hook-signature': signature }, body: '{"events":[]}' });
  const { page, complaints } = await openPage(`${server.url}/bins/a/requests/1`);
  await page.getByText(key, { exact: true }).first().waitFor();
  expect(await findings(page)).toEqual([]);
  await page.getByRole('button', { name: 'Keep for this bin' }).click();
  await page.getByRole('status').filter({ hasText: 'It is a secret of this bin' }).waitFor();
  await page.getByRole('option', { name: /Signature valid/ }).waitFor();
  await picture(page, 'handshake-kept');
  expect((await server.bin('a')).verification[0]?.secrets).toMatchObject([{ hint: 'a559' }]);
  expect(complaints).toEqual([]);
});
