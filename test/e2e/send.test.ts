import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import type { DeliveryPage } from '../../server/contract.ts';
import { openPage, picture } from '../support/browser.ts';
import { startServer } from '../support/server.ts';
import { secret, verifying } from '../support/signed.ts';
import { startRecorder } from '../support/targets.ts';

const stripe = { provider: 'stripe', secrets: [{ text: secret }] };
const dialogOf = (page: Page) => page.getByRole('dialog', { name: 'Send test event' });
const preview = (page: Page) => dialogOf(page).getByRole('region', { name: 'What will be sent' });

/** A page with the dialog open over an empty bin that checks Stripe. */
async function openDialog(options: Parameters<typeof openPage>[1] = {}) {
  const server = await startServer();
  await verifying(server, 'a', stripe);
  const opened = await openPage(`${server.url}/bins/a`, options);
  await opened.page.getByText('Listening').first().waitFor();
  await opened.page.keyboard.press('s');
  await preview(opened.page).waitFor();
  return { server, ...opened, dialog: dialogOf(opened.page) };
}

it('sends a signed Stripe sample by keyboard alone: it arrives valid, and is selected', async () => {
  const { server, page, dialog, complaints } = await openDialog();
  await dialog.getByText('must find it valid').waitFor();
  await page.keyboard.type('git');
  await page.keyboard.press('Enter');
  await dialog.getByLabel('Secret of GitHub').waitFor();
  await page.keyboard.press('Control+a');
  await page.keyboard.type('payment_intent');
  await page.keyboard.press('Enter');
  await dialog.getByText(`ends in …${secret.slice(-4)}`).waitFor();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await page.keyboard.type('payment');
  await preview(page).getByText('payment_intent.succeeded').waitFor();
  await page.keyboard.press('Tab');
  await page.keyboard.type('stripe?live=0');
  await dialog.getByText('/in/a/stripe?live=0').waitFor();
  await picture(page, 'send-sample');
  await page.keyboard.press('Control+Enter');
  await dialog.waitFor({ state: 'detached' });
  await page.getByText('Sent. Signature valid, answered 200 OK').first().waitFor();
  await page.waitForURL('**/bins/a/requests/1');
  await page.getByRole('heading', { name: 'payment_intent.succeeded' }).waitFor();
  expect(await server.request('a')).toMatchObject({
    signature: 'valid',
    path: '/stripe?live=0',
    title: 'payment_intent.succeeded',
  });
  expect(complaints).toEqual([]);
});

it('sends with a wrong secret, twice, told what that does: the page names the true cause', async () => {
  const { server, page, dialog } = await openDialog();
  await dialog.getByText('Wrong secret', { exact: true }).click();
  await dialog.getByText('Sent twice', { exact: true }).click();
  await dialog.getByText('A receiver must act once.').waitFor();
  await preview(page).getByText('signature does not match').waitFor();
  await preview(page).getByText('2 requests; the first one is shown.').waitFor();
  await dialog.getByRole('button', { name: 'Send', exact: true }).click();
  await page.waitForURL('**/bins/a/requests/2');
  await page.getByRole('heading', { name: 'Signature does not match', exact: true }).waitFor();
  await page
    .locator('.cause')
    .getByText(/another secret/i)
    .waitFor();
  expect((await server.page('a')).items.map((one) => one.signature)).toEqual(['invalid', 'invalid']);
});

it('sends a pasted curl command to the bin, or says what in it cannot be read', async () => {
  const { server, page, dialog } = await openDialog();
  await dialog.getByRole('radio', { name: 'Paste a curl command' }).click();
  const field = dialog.getByLabel('curl command', { exact: true });
  await field.fill('curl -d @secrets.txt http://my.app/');
  await dialog.getByRole('alert').getByText('files of your machine cannot be read here').waitFor();
  await field.fill(
    `curl -X PUT 'http://my.app/orders?utm=(campaign name)' -H 'X-Mine: 1' -d '{"id":"{{uuid}}"}'`,
  );
  await dialog.getByRole('region', { name: 'What it says' }).getByText('http://my.app/orders').waitFor();
  await preview(page).getByText('without a signature').waitFor();
  await picture(page, 'send-curl');
  await page.keyboard.press('Control+Enter');
  await page.waitForURL('**/bins/a/requests/1');
  const request = await server.request('a');
  expect(request).toMatchObject({ method: 'PUT' });
  expect(request.path).toMatch(/^\/orders\?utm=(?!\()./);
  expect((await server.body('a')).toString()).toMatch(/^\{"id":"[0-9a-f-]{36}"\}$/);
});

it('sends an edited sample to an app, signed over what was written, and shows what came back', async () => {
  const { server, page, dialog } = await openDialog();
  const app = await startRecorder(() => 418);
  await dialog.getByRole('button', { name: 'Edit request' }).click();
  await dialog.getByLabel('Body', { exact: true }).first().fill('{"id":"evt_{{count}}","type":"mine"}');
  await dialog.getByRole('button', { name: 'Add' }).click();
  await page.keyboard.type('bad name');
  await dialog.getByText('"bad name" is no name of a header').waitFor();
  await page.keyboard.press('Control+a');
  await page.keyboard.type('x-mine');
  await page.keyboard.press('Tab');
  await page.keyboard.type('één');
  await dialog.getByRole('radio', { name: 'Another URL' }).click();
  await dialog.getByLabel('Target URL').fill('not a url');
  await page.keyboard.press('Control+Enter');
  await dialog.getByText('no http or https URL').waitFor();
  await dialog.getByLabel('Target URL').fill(`127.0.0.1:${app.port}/hooks`);
  await preview(page).getByText('evt_1').waitFor();
  await page.keyboard.press('Control+Enter');
  await dialog.getByText(`1 event sent to 127.0.0.1:${app.port}`).waitFor();
  await dialog.getByText('418').first().waitFor();
  await dialog.getByRole('region', { name: 'Came back' }).getByText('x-recorder').waitFor();
  await picture(page, 'send-elsewhere');
  const [got] = app.received;
  expect(got?.target).toBe('/hooks');
  expect(got?.body.toString()).toBe('{"id":"evt_1","type":"mine"}');
  expect(Buffer.from(String(got?.headers['x-mine']), 'latin1').toString()).toBe('één');
  expect(got?.headers['stripe-signature']).toMatch(/^t=\d+,v1=/);
  // On record, and remembered.
  const { body } = await server.api<DeliveryPage>('/api/bins/a/deliveries?kind=test');
  expect(body.items).toMatchObject([{ kind: 'test', by: 'page', status: 418 }]);
});

it('signs by a key pair that is made there, and sets the bin up to check with it', async () => {
  const { server, page, dialog } = await openDialog();
  await dialog.getByRole('radio', { name: 'Discord' }).click();
  await preview(page).getByText('Discord signs with a private key').waitFor();
  await dialog.getByRole('button', { name: 'Make a key pair' }).click();
  await dialog.getByRole('button', { name: 'Check with it in this bin' }).click();
  await page.getByText('This bin checks with it now').first().waitFor();
  await preview(page).getByText('must find it valid').waitFor();
  await picture(page, 'send-key-pair');
  await page.keyboard.press('Control+Enter');
  await page.waitForURL('**/bins/a/requests/1');
  await page.getByText('Sent. Signature valid').first().waitFor();
  expect((await server.request('a')).signature).toBe('valid');
});

it('shows a burst to an app that is overloaded, live, and says at the end how it took it', async () => {
  const { page, dialog, complaints } = await openDialog();
  const app = await startRecorder((_request, count) => (count % 10 === 0 ? 503 : 200));
  await dialog.getByRole('radio', { name: 'Another URL' }).click();
  await dialog.getByLabel('Target URL').fill(`${app.url}/hooks`);
  await dialog.getByText('Burst', { exact: true }).click();
  await dialog.getByLabel('Events', { exact: true }).fill('60');
  await dialog.getByLabel('Per second').fill('0');
  await dialog.getByText('A number from 0.1').waitFor();
  await dialog.getByLabel('Per second').fill('60');
  await dialog.getByRole('button', { name: 'Start burst' }).click();
  await dialog.getByRole('button', { name: 'Stop burst' }).waitFor();
  await dialog.getByText(/^60 sent in .*, 6 failed with 503, p99 /).waitFor();
  await dialog.getByRole('img', { name: '54 answered 2xx, 6 failed' }).waitFor();
  expect(app.received).toHaveLength(60);
  expect((await dialog.locator('.burst-charts path.bar.bad').getAttribute('d'))?.length).toBeGreaterThan(10);
  await picture(page, 'send-burst');

  // One that is stopped says so; it goes on while the dialog is shut, and is there again.
  await dialog.getByRole('button', { name: 'Another burst' }).click();
  await dialog.getByText('Burst', { exact: true }).click();
  await dialog.getByLabel('Events', { exact: true }).fill('1000');
  await dialog.getByLabel('Per second').fill('5');
  await dialog.getByRole('button', { name: 'Start burst' }).click();
  await dialog.getByRole('button', { name: 'Stop burst' }).waitFor();
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
  await page.keyboard.press('s');
  await dialog.getByRole('button', { name: 'Stop burst' }).click();
  await dialog.getByText(/^Stopped\. \d+ sent/).waitFor();
  expect(complaints).toEqual([]);
});

it('fits a phone: the senders are one field, and what was sent is opened', async () => {
  const server = await startServer();
  await verifying(server, 'a', stripe);
  const { page } = await openPage(`${server.url}/bins/a`, {
    viewport: { width: 390, height: 844 },
    hasTouch: true,
  });
  await page.getByRole('button', { name: 'Send test event' }).first().tap();
  const dialog = dialogOf(page);
  await dialog.getByRole('combobox', { name: 'Sender' }).selectOption('Ultimate Multisite');
  await dialog.getByLabel('Event', { exact: true }).selectOption('payment_failed');
  await preview(page).getByText('membership_id').first().waitFor();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  await picture(page, 'send-phone');
  await dialog.getByRole('button', { name: 'Send', exact: true }).tap();
  await page.waitForURL('**/bins/a/requests/1');
  expect((await server.body('a')).toString()).toContain('membership_reference_code');
});

it('sends what one writes from the card of a new bin, and finds it when the bin answers nothing', async () => {
  const server = await startServer();
  const { page } = await openPage(server.url);
  await page
    .getByRole('button', { name: /Create bin/ })
    .first()
    .click();
  await page.getByRole('button', { name: 'Send test event' }).click();
  const dialog = dialogOf(page);
  await dialog.getByRole('radio', { name: 'Write a request' }).click();
  await preview(page).getByText('hello.webhook').waitFor();
  await page.keyboard.press('Control+Enter');
  await page.waitForURL('**/bins/*/requests/1');
  const [, bin = ''] = /bins\/([^/]+)/.exec(page.url()) ?? [];
  expect((await server.body(bin)).toString()).toMatch(/"id": "evt_[0-9a-f-]{36}"/);

  await server.api(`/api/bins/${bin}`, { method: 'PATCH', json: { response: { fault: 'reset' } } });
  await page.getByRole('option').first().waitFor();
  await page.keyboard.press('s');
  await preview(page).waitFor();
  await page.keyboard.press('Control+Enter');
  await page.waitForURL('**/requests/2');
  await page.getByText('Sent: Connection broke').first().waitFor();
});
