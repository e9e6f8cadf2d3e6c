import { createHmac } from 'node:crypto';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import type { DeliveryPage } from '../../server/contract.ts';
import { openPage, picture } from '../support/browser.ts';
import { startServer, type TestServer } from '../support/server.ts';
import { secret, stripeHeaders, verifying } from '../support/signed.ts';
import { startRecorder, startTarget } from '../support/targets.ts';

const event = (id: string, amount = 4_900): string =>
  JSON.stringify(
    { id, object: 'event', type: 'invoice.payment_failed', data: { object: { amount_due: amount } } },
    null,
    2,
  );
const stripe = { provider: 'stripe', secrets: [{ text: secret }] };
/** The machine may be busy. */
const poll = <T>(read: () => T) => expect.poll(read, { timeout: 10_000 });
const panel = (page: Page) => page.getByRole('tabpanel', { name: /Forwards/ });
const cards = (page: Page) => panel(page).getByRole('listitem');
const targetField = (page: Page) => page.getByRole('combobox', { name: 'Target URL' });

/** Sends a signed event as Stripe does. */
const sendSigned = (server: TestServer, body: string, more: Record<string, string> = {}): Promise<Response> =>
  server.send('a', { path: '/stripe?live=0', body, headers: { ...stripeHeaders(body), ...more } });

/** Opens a request's Forwards tab and waits until it is drawn. */
async function openForwards(url: string, seq: number) {
  const opened = await openPage(`${url}/bins/a/requests/${seq}/forwards`);
  await panel(opened.page).getByRole('button', { name: 'Edit and replay' }).waitFor();
  return opened;
}

it('forwards to an app that fails twice: set up in the drawer, every attempt on record as it happens', async () => {
  const server = await startServer();
  const app = await startRecorder((_request, count) => (count <= 2 ? 500 : 200));
  await verifying(server, 'a', stripe);
  await sendSigned(server, event('evt_before'));
  const { page, complaints } = await openForwards(server.url, 1);
  await panel(page).getByText('no target is set up').waitFor();
  await page.getByRole('button', { name: /^Forward off/ }).click();
  const drawer = page.getByRole('dialog');
  await drawer.getByLabel('Target URL').fill(`127.0.0.1:${app.port}/webhooks`);
  await drawer.getByText(`/stripe?live=0 → 127.0.0.1:${app.port}/webhooks/stripe?live=0`).waitFor();
  await drawer.getByLabel('Only forward').fill('sig:valid nonsense:1');
  await drawer.getByText(/nonsense/).waitFor();
  await drawer.getByLabel('Only forward').fill('sig:valid');
  await drawer.getByRole('combobox', { name: 'Retries' }).selectOption('own');
  await drawer.getByLabel('Waits before each retry').fill('0.1, 0.2');
  await page.keyboard.press('Control+s');
  await drawer.waitFor({ state: 'detached' });
  const [target] = (await server.bin('a')).forwarding;
  expect(target).toMatchObject({
    name: `127.0.0.1:${app.port}`,
    url: `http://127.0.0.1:${app.port}/webhooks`,
    filter: 'sig:valid',
    retries: [0.1, 0.2],
    mode: 'async',
  });
  await page.getByRole('button', { name: /^Forward .*webhooks auto/ }).waitFor();

  await sendSigned(server, event('evt_1'));
  await page.getByRole('option').first().click();
  await poll(() => cards(page).count()).toBe(3);
  await poll(() => cards(page).first().innerText()).toContain('200 OK');
  expect(await cards(page).nth(1).innerText()).toMatch(/500 Internal Server Error[^]*again after/);
  expect(await cards(page).nth(2).innerText()).toMatch(/500 Internal Server Error[^]*Forwarded to/);
  await panel(page).getByText('delivered at attempt 3').waitFor();
  await page.getByRole('tab', { name: 'Forwards 3' }).waitFor();
  await picture(page, 'forwards-light');
  expect(app.received.map((one) => one.target)).toEqual(Array(3).fill('/webhooks/stripe?live=0'));

  // What does not fit the filter says so.
  await server.send('a', { path: '/stripe', body: '{}' });
  await page.goto(`${server.url}/bins/a/requests/3/forwards`);
  await panel(page).getByText('does not fit the filter: sig:valid').waitFor();
  expect(complaints).toEqual([]);
});

it('sends what was given up again, and looks back at what came before there was a target', async () => {
  const server = await startServer();
  const state = { status: 404 };
  const app = await startRecorder(() => state.status);
  await server.send('a', { path: '/early', body: 'early' });
  const forwarding = [{ id: 'app', name: 'my app', url: app.url, retries: [] }];
  await server.api('/api/bins/a', { method: 'PATCH', json: { forwarding } });
  await server.send('a', { path: '/late', body: 'late' });
  await poll(() => app.received.length).toBe(1);
  const { page, complaints } = await openPage(`${server.url}/bins/a?settings=forwarding`);
  const drawer = page.getByRole('dialog');
  await drawer.getByText('1 forward given up.').waitFor();
  await drawer.getByText('0 delivered, 1 failed').waitFor();
  await drawer.getByText(/^Reachable, connected in/).waitFor();
  await drawer.getByText('Which ones').click();
  await drawer.getByRole('link', { name: 'Request 2' }).waitFor();
  await page.getByText('failing', { exact: true }).waitFor();

  state.status = 200;
  await drawer.getByRole('button', { name: 'Send them again' }).click();
  await drawer.getByText('1 delivered, 1 failed').waitFor();
  await poll(() => drawer.getByText('given up').count()).toBe(0);
  await drawer.getByRole('combobox', { name: 'Forward since' }).selectOption('all');
  await drawer.getByRole('button', { name: 'Forward', exact: true }).click();
  await poll(() => app.received.map(({ target }) => target)).toEqual(['/late', '/late', '/early']);
  await drawer.getByText('2 delivered, 1 failed').waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: /^Forward .* auto/ }).waitFor();
  expect(complaints).toEqual([]);
});

it('replays edited and signed again: the app gets what was written, in its order, with a signature that fits', async () => {
  const server = await startServer();
  const app = await startRecorder();
  await verifying(server, 'a', stripe);
  const body = event('evt_1');
  await sendSigned(server, body, { 'x-first': '1', 'x-second': '2' });
  const { page, complaints } = await openForwards(server.url, 1);
  await page.keyboard.press('w');
  const dialog = page.getByRole('dialog', { name: 'Edit and replay' });
  await targetField(page).fill(`${app.url}/hooks`);
  await dialog.getByText(`→ ${app.url}/hooks/stripe?live=0`).waitFor();
  await dialog.getByLabel('Path and query').fill('/edited?x=1');
  await dialog.getByLabel('Value of x-first').fill('één');
  await dialog.getByRole('button', { name: 'Move x-second up' }).click();
  await dialog.getByRole('button', { name: 'Add' }).click();
  await page.keyboard.type('x-first');
  await page.keyboard.press('Tab');
  await page.keyboard.type('again');
  await dialog.getByLabel('Body').fill(body.replace('4900', '5100'));
  await dialog.getByText('with this bin’s secret').waitFor();
  await picture(page, 'replay-edit-light');
  await page.keyboard.press('Control+Enter');
  await dialog.waitFor({ state: 'detached' });
  await page.getByText(`Replayed to 127.0.0.1:${app.port}: 200 OK`).first().waitFor();
  await poll(() => cards(page).count()).toBe(1);

  const [got] = app.received;
  expect(got?.target).toBe('/hooks/edited?x=1');
  expect(got?.body.toString()).toBe(body.replace('4900', '5100'));
  const own = got?.rawHeaders.flatMap((name, at) =>
    at % 2 === 0 && name.startsWith('x-')
      ? [[name, Buffer.from(got.rawHeaders[at + 1] ?? '', 'latin1').toString()]]
      : [],
  );
  expect(own).toEqual([
    ['x-second', '2'],
    ['x-first', 'één'],
    ['x-first', 'again'],
  ]);
  const [, time = '', sent = ''] = /^t=(\d+),v1=(\w+)$/.exec(String(got?.headers['stripe-signature'])) ?? [];
  expect(sent).toBe(createHmac('sha256', secret).update(`${time}.${got?.body.toString()}`).digest('hex'));

  // What was sent is there to be read, and what came back.
  await cards(page).first().getByRole('region', { name: 'Sent' }).getByText('"amount_due": 5100').waitFor();
  await cards(page).first().getByRole('region', { name: 'Came back' }).getByText('x-recorder').waitFor();
  expect(complaints).toEqual([]);
});

it('says of an edited header or path where it cannot be sent, and keeps what was written', async () => {
  const server = await startServer();
  await server.send('a', { body: 'x', headers: { 'x-own': '1' } });
  const { page } = await openForwards(server.url, 1);
  await page.keyboard.press('w');
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Replay', exact: true }).click();
  await dialog.getByText('Say where to').waitFor();
  await targetField(page).fill('http://127.0.0.1:9/');
  await dialog.getByLabel('Path and query').fill('/with space');
  await dialog.getByRole('button', { name: 'Replay', exact: true }).click();
  await dialog
    .getByRole('alert')
    .getByText(/visible ASCII/)
    .waitFor();
  expect(await dialog.getByLabel('Path and query').getAttribute('aria-invalid')).toBe('true');
  await dialog.getByLabel('Path and query').fill('/fine');
  await dialog.getByLabel('Name of header 1').fill('bad name');
  await dialog.getByRole('button', { name: 'Replay', exact: true }).click();
  await dialog
    .getByRole('alert')
    .getByText(/no name of a header/)
    .waitFor();
  expect(await dialog.getByLabel('Name of header 1').inputValue()).toBe('bad name');
  expect((await server.api<DeliveryPage>('/api/bins/a/deliveries')).body.items).toEqual([]);
});

it('R asks where to once; to another machine it names the secrets first, and can leave them out', async () => {
  const app = await startRecorder();
  const server = await startServer([], {}, { resolve: async () => [{ address: '127.0.0.1', family: 4 }] });
  await server.send('a', { path: '/x', body: 'x', headers: { authorization: 'Bearer abc', cookie: 'a=1' } });
  const { page } = await openPage(`${server.url}/bins/a/requests/1`);
  await page.getByRole('heading', { name: '/x' }).waitFor();
  await page.getByRole('tab', { name: 'Headers' }).waitFor();
  await page.keyboard.press('r');
  const dialog = page.getByRole('dialog', { name: 'Replay' });
  await targetField(page).fill(app.url.replace('127.0.0.1', 'localhost'));
  await page.keyboard.press('Enter');
  await dialog.waitFor({ state: 'detached' });
  await poll(() => cards(page).count()).toBe(1);
  await page.keyboard.press('r');
  await poll(() => app.received.length).toBe(2);
  await poll(() => cards(page).count()).toBe(2);

  await panel(page).getByRole('button', { name: 'Change' }).click();
  await targetField(page).fill(`http://shop.example:${app.port}/`);
  await dialog.getByRole('note').getByText('authorization, cookie').waitFor();
  await picture(page, 'replay-far-light');
  await dialog.getByLabel('Leave them out').check();
  await page.keyboard.press('Control+Enter');
  await dialog.waitFor({ state: 'detached' });
  await poll(() => app.received.length).toBe(3);
  expect(app.received[1]?.headers.authorization).toBe('Bearer abc');
  expect(app.received[2]?.headers).toMatchObject({ host: `shop.example:${app.port}` });
  expect(app.received[2]?.headers.authorization).toBe(undefined);
  expect(app.received[2]?.headers.cookie).toBe(undefined);
});

it('replays a selection with its progress, and stops when it is told to', async () => {
  const server = await startServer();
  const held: (() => void)[] = [];
  const app = await startTarget((request, response) => {
    request.resume();
    held.push(() => response.end('ok'));
  });
  for (const path of ['/1', '/2', '/3']) await server.send('a', { path, body: path });
  const { page } = await openPage(`${server.url}/bins/a`);
  await page.getByRole('option').first().waitFor();
  await page.keyboard.press('a');
  await page.getByText('3 selected').waitFor();
  await page.keyboard.press('r');
  const dialog = page.getByRole('dialog', { name: 'Replay requests' });
  await dialog.getByText('3 requests, oldest first').waitFor();
  await targetField(page).fill(app.url);
  await page.keyboard.press('Control+Enter');
  const bar = page.getByRole('region', { name: 'Replay of many requests' });
  await bar.getByText('0 of 3 sent').waitFor();
  await poll(() => held.length).toBe(1);
  held[0]?.();
  await bar.getByText('1 of 3 sent').waitFor();
  await poll(() => held.length).toBe(2);
  await picture(page, 'replay-run-light');
  await bar.getByRole('button', { name: 'Stop' }).click();
  await bar.getByText('Replay stopped').waitFor();
  expect(held.length).toBe(2);
  const { items } = (await server.api<DeliveryPage>('/api/bins/a/deliveries')).body;
  expect(items.map(({ seq, state }) => [seq, state])).toEqual([
    [2, 'failed'],
    [1, 'delivered'],
  ]);
  await bar.getByRole('button', { name: 'Dismiss' }).click();
  await bar.waitFor({ state: 'detached' });
});

it('keeps a body that is no text byte for byte, and says so', async () => {
  const server = await startServer();
  const app = await startRecorder();
  const bytes = Buffer.from([0, 255, 1, 13, 10, 200]);
  await server.send('a', { body: bytes });
  const { page } = await openForwards(server.url, 1);
  await page.keyboard.press('w');
  await targetField(page).fill(app.url);
  await page.getByText('Not a text, 6 B').waitFor();
  await page.getByLabel('Method').fill('PUT');
  await page.keyboard.press('Control+Enter');
  await poll(() => app.received.length).toBe(1);
  expect(app.received[0]?.method).toBe('PUT');
  expect(app.received[0]?.body.equals(bytes)).toBe(true);
});

it('draws how a sender retries, and says it in a sentence that comes from the gaps', async () => {
  const clock = { at: Date.now() - 20 * 60_000 };
  const server = await startServer([], {}, { now: () => clock.at });
  await server.api('/api/bins', { method: 'POST', json: { id: 'a' } });
  const failing = { status: 503, headers: [['retry-after', '30']] };
  const answers = [failing, failing, failing, { status: 200 }];
  await server.api('/api/bins/a', { method: 'PATCH', json: { response: { answers, countPer: 'event' } } });
  const body = event('evt_retried');
  for (const gap of [0, 60, 120, 240]) {
    clock.at += gap * 1_000;
    await sendSigned(server, body);
  }
  const { page, complaints } = await openPage(`${server.url}/bins/a/requests/1`);
  await page.getByText('Your sender retried 3 times over 7 min with exponential backoff (×2).').waitFor();
  await page.getByText('It always waited as long as Retry-After asked.').waitFor();
  await page.getByText('It stopped when it got a 2xx.').waitFor();
  const line = page.getByRole('list', { name: /Attempts of this event/ });
  await poll(() => line.getByRole('button').count()).toBe(4);
  expect(await line.getByText('2 min').count()).toBe(1);

  // Once more, though it was accepted: an app has to know it again.
  clock.at += 5_000;
  await sendSigned(server, body);
  await line.getByText('duplicate').waitFor();
  await page.getByText('One duplicate: the same bytes after a 2xx.').waitFor();
  await picture(page, 'retries-light');
  await line.getByRole('button').nth(1).click();
  await poll(() => new URL(page.url()).pathname).toBe('/bins/a/requests/2');
  expect(complaints).toEqual([]);
});
