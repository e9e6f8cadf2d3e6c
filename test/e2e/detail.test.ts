import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { openPage, picture } from '../support/browser.ts';
import { sendRaw } from '../support/raw-socket.ts';
import { bytesOf, samples } from '../support/samples.ts';
import { startServer, type TestServer } from '../support/server.ts';

/** Sends a sample as its sender would. */
async function sendSample(server: TestServer, name: string): Promise<void> {
  const sample = samples().find((one) => one.name === name);
  if (!sample) throw new Error(`no sample ${name}`);
  // A sender that calls another host does not make a bin.
  await server.api('/api/bins', { method: 'POST', json: { id: 'a' } });
  await sendRaw({ port: server.port, pieces: [bytesOf(sample, 'a')] });
}

const panel = (page: Page) => page.getByRole('tabpanel');
/** Lets the page read what it copied. */
const readsClipboard = { permissions: ['clipboard-read', 'clipboard-write'] };
const clipboard = (page: Page): Promise<string> => page.evaluate(() => navigator.clipboard.readText());
/** The machine may be busy. */
const poll = <T>(read: () => T) => expect.poll(read, { timeout: 10_000 });
const sideways = (page: Page): Promise<number> =>
  page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);

it('attempts of one event are named in the head and one click away, also those that come while one looks', async () => {
  const server = await startServer();
  await sendSample(server, 'stripe-checkout.session.completed');
  await server.send('a', { path: '/between' });
  await sendSample(server, 'stripe-checkout.session.completed');
  const { page, complaints } = await openPage(`${server.url}/bins/a/requests/1`);
  await page.getByRole('button', { name: 'Attempt 1 of 2' }).click();
  await page.getByRole('menuitem', { name: 'Attempt 2' }).click();
  await poll(() => new URL(page.url()).pathname).toBe('/bins/a/requests/3');
  await page
    .getByRole('complementary')
    .getByRole('button', { name: /attempt 1/ })
    .waitFor();
  await sendSample(server, 'stripe-checkout.session.completed');
  await page.getByRole('button', { name: 'Attempt 2 of 3' }).waitFor();
  await picture(page, 'overview-light');
  expect(complaints).toEqual([]);
});

it('a note is saved while it is written, is plain text, is found, and says when it could not be saved', async () => {
  const server = await startServer();
  await server.send('a', { path: '/one' });
  await server.send('a', { path: '/two' });
  const { page } = await openPage(`${server.url}/bins/a/requests/1/headers`);
  await page.getByRole('heading', { name: '/one' }).waitFor();
  await page.keyboard.press('m');
  const field = page.getByRole('textbox', { name: 'Note' });
  await poll(() => field.evaluate((element) => element === document.activeElement)).toBe(true);
  const attack = '<img src=x onerror=alert(1)> the slow one';
  await field.fill(attack);
  await page.getByText('Saved').waitFor();
  expect((await server.request('a', 1)).note).toBe(attack);
  await page.goto(`${server.url}/bins/a?q=slow`);
  await poll(() => page.getByRole('option').count()).toBe(1);
  await page.goto(`${server.url}/bins/a/requests/1`);
  await poll(() => field.inputValue()).toBe(attack);

  // Somebody else writes: what is not being typed follows.
  await server.api('/api/bins/a/requests/1', { method: 'PATCH', json: { note: 'from elsewhere' } });
  await poll(() => field.inputValue()).toBe('from elsewhere');

  // Typed and left at once: it is kept all the same.
  await field.fill('left in a hurry');
  await page.getByRole('option', { name: /two/ }).click();
  await poll(async () => (await server.request('a', 1)).note).toBe('left in a hurry');
  await page.getByRole('option', { name: /one/ }).click();

  await page.route('**/api/bins/a/requests/1', (route) =>
    route.request().method() === 'PATCH' ? route.abort() : route.continue(),
  );
  await field.fill('not yet');
  await page
    .getByRole('alert')
    .getByText(/Not saved/)
    .waitFor();
  await page.unroute('**/api/bins/a/requests/1');
  await page.getByRole('button', { name: 'Try again' }).click();
  await page.getByText('Saved', { exact: true }).waitFor();
  expect((await server.request('a', 1)).note).toBe('not yet');
  await field.fill('');
  await field.blur();
  await poll(async () => (await server.request('a', 1)).note).toBe(null);
});

it('a request is pinned, marked unread, linked to, copied as curl and deleted from its head', async () => {
  const server = await startServer();
  await server.send('a', { path: '/one', body: "it's" });
  await server.send('a', { path: '/two' });
  const { page, complaints } = await openPage(`${server.url}/bins/a/requests/1`, readsClipboard);
  await page.getByRole('button', { name: 'Pin' }).click();
  await poll(async () => (await server.request('a', 1)).pinned).toBe(true);
  await page.getByRole('button', { name: 'Pin', pressed: true }).waitFor();
  await page.getByRole('button', { name: 'Copy as' }).click();
  await page.getByRole('menuitem', { name: 'curl' }).waitFor();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Enter');
  await poll(() => clipboard(page)).toContain('curl');
  expect(await clipboard(page)).toContain('/in/a/one');
  await page.getByRole('button', { name: 'Copy as' }).click();
  await page.getByRole('menuitem', { name: 'Link to this request' }).click();
  await poll(() => clipboard(page)).toBe(`${server.url}/bins/a/requests/1`);
  await page.getByRole('button', { name: 'More actions' }).click();
  await page.getByRole('menuitem', { name: 'Mark unread' }).click();
  await page.getByRole('option', { name: /Unread.*one/ }).waitFor();
  await page.getByRole('button', { name: 'Export' }).click();
  await page.getByRole('dialog').waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'More actions' }).click();
  await page.getByRole('menuitem', { name: 'Delete' }).click();
  await page.getByRole('heading', { name: '/two' }).waitFor();
  await page.keyboard.press('z');
  await page.getByRole('option', { name: /one/ }).waitFor();
  expect(complaints).toEqual([]);
});

it('headers say what they are for, stand in either order, and filter the list by their value', async () => {
  const server = await startServer();
  await sendSample(server, 'github-push');
  await sendRaw({
    port: server.port,
    pieces: [
      Buffer.from(
        'POST /in/a/odd HTTP/1.1\r\nHost: localhost\r\nx-b: 1\r\nX-A: caf\u00e9\r\nX-B: 2\r\n',
        'latin1',
      ),
      Buffer.from('X-Utf: caf\u00e9\r\nContent-Length: 0\r\n\r\n', 'utf8'),
    ],
  });
  const { page, complaints } = await openPage(`${server.url}/bins/a/requests/1/headers`, readsClipboard);
  const row = (name: string) => panel(page).getByRole('row', { name });
  await row('X-Hub-Signature-256').getByText('signature', { exact: true }).waitFor();
  await row('X-GitHub-Delivery').getByText('event id').waitFor();
  await row('X-GitHub-Event').getByText('event type').waitFor();
  await row('X-GitHub-Delivery').locator('.explained').hover();
  await panel(page)
    .getByText(/handle an event once/)
    .waitFor({ state: 'visible' });
  await picture(page, 'headers-light');

  await page.goto(`${server.url}/bins/a/requests/2/headers`);
  const names = () =>
    panel(page)
      .locator('tbody td.nm')
      .evaluateAll((cells) => cells.map((cell) => cell.firstChild?.firstChild?.textContent ?? ''));
  await poll(names).toEqual(['Host', 'x-b', 'X-A', 'X-B', 'X-Utf', 'Content-Length']);
  await row('x-b').first().getByText('1/2').waitFor();
  await row('X-A').getByText('café').waitFor();
  await row('X-A').getByText('read as latin1').waitFor();
  await row('X-Utf').getByText('read as UTF-8').waitFor();
  await page.getByRole('radio', { name: 'A–Z' }).click();
  await poll(names).toEqual(['Content-Length', 'Host', 'X-A', 'x-b', 'X-B', 'X-Utf']);
  await row('X-Utf').hover();
  await row('X-Utf').getByRole('button', { name: 'More for X-Utf' }).click();
  await page.getByRole('menuitem', { name: 'Copy name and value' }).click();
  await poll(() => clipboard(page)).toBe('X-Utf: café');
  await row('x-b').last().hover();
  await row('x-b').last().getByRole('button', { name: 'Filter list by this value of X-B' }).last().click();
  await poll(() => new URL(page.url()).searchParams.get('q')).toBe('header.x-b:2');
  await poll(() => page.getByRole('option').count()).toBe(1);
  expect(complaints).toEqual([]);
});

it('two hundred headers of which one is long stay usable', async () => {
  const server = await startServer();
  const many = Array.from({ length: 190 }, (_, at) => `X-H${at}: v${at}\r\n`).join('');
  const head = `POST /in/a/many HTTP/1.1\r\nHost: localhost\r\n${many}X-Long: ${'x'.repeat(60_000)}\r\nContent-Length: 0\r\n\r\n`;
  await sendRaw({ port: server.port, pieces: [head] });
  const { page } = await openPage(`${server.url}/bins/a/requests/1/headers`);
  const cell = panel(page).getByRole('row', { name: 'X-Long' }).locator('.vl');
  expect((await cell.innerText()).length).toBeLessThan(1_100);
  await cell.getByRole('button', { name: /Show all/ }).click();
  expect((await cell.innerText()).length).toBeGreaterThanOrEqual(60_000);
  await page.getByLabel('Find a header').fill('x-h18');
  await poll(() => panel(page).locator('tbody tr').count()).toBe(11);
});

it('cookies have a tab when there are some; the token in one is read on demand', async () => {
  const server = await startServer();
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const jwt = `${part({ alg: 'HS256' })}.${part({ sub: 'mara', name: '<b>ü</b>' })}.c2ln`;
  await server.send('a', { headers: { cookie: `b=2; a=%C3%A9+1; b=3; t=${jwt}` } });
  await server.send('a');
  const { page, complaints } = await openPage(`${server.url}/bins/a/requests/1/cookies`);
  const cells = () => panel(page).locator('td.nm').allInnerTexts();
  await expect
    .poll(async () => (await cells()).map((text) => text.trim().slice(0, 1)))
    .toEqual(['b', 'a', 'b', 't']);
  await panel(page).getByText('é+1', { exact: true }).waitFor();
  await page.getByRole('button', { name: 'Read the token in t' }).click();
  await panel(page).getByText('"<b>ü</b>"').waitFor();
  await page.goto(`${server.url}/bins/a/requests/2`);
  await page.getByRole('tab', { name: 'Headers' }).waitFor();
  expect(await page.getByRole('tab', { name: 'Cookies' }).count()).toBe(0);
  expect(complaints).toEqual([]);
});

it('query parameters are shown decoded and filter the list', async () => {
  const server = await startServer();
  await server.send('a', { path: '/q?x=1&x=a%20b&%C3%A9=+&flag' });
  await server.send('a', { path: '/other' });
  const { page } = await openPage(`${server.url}/bins/a/requests/1/query`, readsClipboard);
  await panel(page).getByText('1/2').waitFor();
  await page.getByRole('button', { name: 'Copy as JSON' }).click();
  await expect
    .poll(async () => JSON.parse(await clipboard(page)) as unknown)
    .toEqual([
      ['x', '1'],
      ['x', 'a b'],
      ['é', ' '],
      ['flag', ''],
    ]);
  const row = panel(page).getByRole('row').nth(2);
  await row.hover();
  await row.getByRole('button', { name: /^Filter list/ }).click();
  await poll(() => page.getByRole('option').count()).toBe(1);
  expect(new URL(page.url()).searchParams.get('q')).toBe('query.x:"a b"');
});

it('raw HTTP shows what was answered, and what of it was added on the way', async () => {
  const server = await startServer();
  await server.send('a');
  const { page } = await openPage(`${server.url}/bins/a/requests/1/raw`);
  const response = page.getByRole('region', { name: 'Raw response' });
  await poll(() => response.innerText()).toContain('content-length: 29');
  await page.getByText(/added Date and Connection/).waitFor();
  const sent = await server.send('a');
  expect(sent.headers.get('content-length')).toBe('29');
});

it('code is written in the chosen language, for this bin or another URL, and warns of a signature that ages', async () => {
  const server = await startServer();
  await sendSample(server, 'stripe-checkout.session.completed');
  const { page, complaints } = await openPage(`${server.url}/bins/a/requests/1/code`, readsClipboard);
  const code = page.getByRole('region', { name: 'Code' });
  await poll(() => code.innerText()).toContain('curl');
  await panel(page)
    .getByText(/signature carries its time/)
    .waitFor();
  await page.getByRole('radio', { name: 'Python' }).click();
  await poll(() => code.innerText()).toContain('import');
  await page.getByRole('radio', { name: 'Another URL' }).click();
  await page.getByLabel('URL to send to').fill('nonsense');
  await page
    .getByRole('alert')
    .getByText(/whole URL/)
    .waitFor();
  await page.getByLabel('URL to send to').fill('http://localhost:3000/hooks');
  await poll(() => code.innerText()).toContain('http://localhost:3000/hooks');
  await panel(page).getByRole('button', { name: 'Copy' }).click();
  await poll(() => clipboard(page)).toContain('http://localhost:3000/hooks');
  await page.reload();
  await poll(() => code.innerText()).toContain('http://localhost:3000/hooks');
  await picture(page, 'code-light');
  expect(complaints).toEqual([]);
});

it('tabs are reached by number, by brackets and by arrows, and stay when another request is opened', async () => {
  const server = await startServer();
  await server.send('a', { path: '/one' });
  await server.send('a', { path: '/two' });
  const { page } = await openPage(`${server.url}/bins/a/requests/1`);
  const selected = (name: string) => page.getByRole('tab', { name, selected: true }).waitFor();
  await page.getByRole('heading', { name: '/one' }).waitFor();
  await page.keyboard.press('3');
  await selected('Headers');
  await page.keyboard.press(']');
  await selected('Query');
  await page.keyboard.press('[');
  await selected('Headers');
  await page.keyboard.press('d');
  await selected('Diff');
  await page.keyboard.press('k');
  await page.getByRole('heading', { name: '/two' }).waitFor();
  await selected('Diff');
  await page.getByRole('tab', { name: 'Diff' }).focus();
  await page.keyboard.press('ArrowLeft');
  await selected('Forwards');
});

it('at 390 px the actions are a bar at the bottom, the open tab is in view and nothing scrolls sideways', async () => {
  const server = await startServer();
  await sendSample(server, 'stripe-checkout.session.completed');
  await sendSample(server, 'stripe-checkout.session.completed');
  const { page } = await openPage(`${server.url}/bins/a/requests/2`, {
    viewport: { width: 390, height: 844 },
    hasTouch: true,
  });
  await page.getByRole('button', { name: 'Attempt 2 of 2' }).waitFor();
  const bar = await page.getByRole('button', { name: 'Copy as' }).boundingBox();
  expect(bar?.y).toBeGreaterThan(770);
  expect(bar?.height).toBeGreaterThanOrEqual(42);
  await picture(page, 'phone-overview');
  for (const [tab, words] of [
    ['Headers', /Stripe-Signature/],
    ['Code', /Stripe-Signature/],
    ['Diff', /Identical/],
  ] as const) {
    await page.getByRole('tab', { name: tab }).click();
    const box = await page.getByRole('tab', { name: tab }).boundingBox();
    expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(391);
    await panel(page).getByText(words).first().waitFor();
    expect(await sideways(page)).toBe(0);
    await picture(page, `phone-${tab.toLowerCase()}`);
  }
  await page.getByRole('button', { name: 'More actions' }).click();
  await picture(page, 'phone-more');
  expect((await page.getByRole('menuitem').first().boundingBox())?.height).toBeGreaterThanOrEqual(42);
});
