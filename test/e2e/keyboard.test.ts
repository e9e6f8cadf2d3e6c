/** Whole flows without a pointer: only keys go in, and the focus is somewhere a person can see after each of them. */
import { readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { openPage, picture } from '../support/browser.ts';
import { type TestServer, startServer } from '../support/server.ts';

const json = { 'content-type': 'application/json' };
const clipboard = { permissions: ['clipboard-read', 'clipboard-write'], locale: 'en-US' };
const copied = (page: Page): Promise<string> => page.evaluate(() => navigator.clipboard.readText());
/** The machine may be busy. */
const poll = <T>(read: () => T) => expect.poll(read, { timeout: 10_000 });

/** What has the focus, by its role or tag and its name; ends in `hidden` when its outline cannot be seen. */
const focus = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const element = document.activeElement;
    if (!(element instanceof HTMLElement) || element === document.body) return 'nothing';
    const labelled = document.getElementById(element.getAttribute('aria-labelledby') ?? '');
    const label = element instanceof HTMLInputElement ? element.labels?.[0]?.textContent : null;
    const name = element.ariaLabel ?? label ?? (labelled ?? element).innerText;
    const look = getComputedStyle(element.closest('.qbar, .pal-in, .bin-dialog .field') ?? element);
    const own = getComputedStyle(element);
    const isSeen = [look, own].some(
      ({ outlineStyle, boxShadow }) => outlineStyle !== 'none' || boxShadow !== 'none',
    );
    const role = element.role ?? element.localName;
    return `${role} ${name.split('\n')[0]?.trim() ?? ''}${isSeen ? '' : ' hidden'}`.trim();
  });
const focused = (page: Page, what: string | RegExp): Promise<void> =>
  poll(() => focus(page)).toEqual(typeof what === 'string' ? what : expect.stringMatching(what));
const press = async (page: Page, ...keys: readonly string[]): Promise<void> => {
  for (const key of keys) await page.keyboard.press(key);
};

/** Presses Tab (or another key) until something has the focus; says what it met on the way. */
async function walkTo(page: Page, what: RegExp, key = 'Tab', most = 40): Promise<string[]> {
  const met: string[] = [];
  for (let count = 0; count < most; count += 1) {
    await page.keyboard.press(key);
    const now = await focus(page);
    met.push(now);
    if (what.test(now)) return met;
  }
  throw new Error(`no ${what} among: ${met.join(' | ')}`);
}

/** The languages of this build beside English. */
const others = readdirSync(new URL('../../web/locales/', import.meta.url))
  .map((file) => file.replace(/\.ts$/, ''))
  .filter((tag) => tag !== 'en' && tag !== 'locale');

const list = 'listbox Requests, newest first';
const titles = (page: Page): Promise<string[]> => page.locator('#list .rt').allInnerTexts();
const asked = (page: Page): string | null => new URL(page.url()).searchParams.get('q');
const isOpen = (page: Page, title: string): Promise<void> =>
  page.getByRole('heading', { name: title, exact: true }).waitFor();

async function serverWith(paths: readonly string[]): Promise<TestServer> {
  const server = await startServer();
  for (const path of paths) await server.send('a', { path, body: path });
  return server;
}

it('Tab goes the way the eye goes: skip link, top bar, pipeline, filter, ranges, quick filters, list, detail', async () => {
  const server = await serverWith(['/one', '/two']);
  const { page } = await openPage(`${server.url}/bins/a/requests/1`, clipboard);
  await isOpen(page, '/one');
  const met = await walkTo(page, /^tabpanel/);
  const order = [
    /^a Skip to/,
    /^a Hookglass/,
    /^button Bin settings/,
    /^button Search or run/,
    /^button Copy/,
    /^combobox Filter requests/,
    /^button 15m/,
    /^button Select a time span/,
    /^button All/,
    /^button More for this list/,
    /^listbox Requests/,
    /^separator/,
    /^button Replay/,
    /^button Diff/,
    /^button Copy as/,
    /^button More actions/,
    /^tab Overview/,
    /^tabpanel/,
  ];
  const places = order.map((what) => met.findIndex((one) => what.test(one)));
  expect(places).toEqual(places.toSorted((a, b) => a - b));
  expect(places).not.toContain(-1);
  expect(met.filter((one) => one.endsWith('hidden') || one === 'nothing')).toEqual([]);

  await page.reload();
  await isOpen(page, '/one');
  await press(page, 'Tab');
  await focused(page, /^a Skip to/);
  await press(page, 'Enter');
  await focused(page, list);
});

it('a bin is created, its first request opened, its body walked, a value copied and filtered by', async () => {
  const server = await startServer();
  const { page, complaints } = await openPage(server.url, clipboard);
  await page.getByRole('button', { name: /Create bin/ }).waitFor();
  await press(page, 'n');
  await page.getByRole('region', { name: 'New bin' }).waitFor();
  await press(page, 'c');
  await poll(() => copied(page)).toContain('/in/');
  const url = await copied(page);
  const body = '{"type":"invoice.paid","customer":{"id":"cus_9","tags":["new"]},"amount":1200}';
  for (const path of ['/hook', '/other'])
    await fetch(`${url}${path}`, { method: 'POST', headers: json, body: path === '/hook' ? body : '{}' });
  await page.getByText('First request received').waitFor();
  await walkTo(page, /^a POST/);
  await press(page, 'Enter');
  await isOpen(page, '/hook');
  await focused(page, /^main/);

  await walkTo(page, /^tab Overview/);
  for (const tab of ['Body', 'Headers', 'Query', 'Raw HTTP', 'Code', 'Forwards', 'Diff']) {
    await press(page, 'ArrowRight');
    await focused(page, new RegExp(`^tab ${tab}`));
  }
  await press(page, 'Home');
  await focused(page, /^tab Overview/);
  await press(page, '2');
  await page.getByRole('textbox', { name: 'Find in body' }).waitFor();
  await press(page, 'f');
  await focused(page, /^input Find in body/);
  await page.keyboard.type('cus_9');
  await page.getByText('1/1').waitFor();
  await press(page, 'Enter', 'Escape');
  await poll(() => page.getByLabel('Find in body').inputValue()).toBe('');

  await walkTo(page, /^tree JSON body/);
  const lines = (): Promise<number> => page.getByRole('treeitem').count();
  await press(page, 'Home', 'ArrowDown', 'ArrowDown');
  const all = await lines();
  await press(page, 'ArrowLeft');
  await poll(lines).toBe(all - 3);
  await press(page, 'ArrowRight');
  await poll(lines).toBe(all);
  await press(page, 'ArrowRight', 'Control+c');
  await poll(() => copied(page)).toBe('cus_9');
  await walkTo(page, /^button Filter list by this value/);
  await press(page, 'Enter');
  await poll(() => asked(page)).toBe('body.customer.id:cus_9');
  await poll(() => titles(page)).toEqual(['/hook']);
  await focused(page, /^button Filter list by this value/);

  await walkTo(page, /^button Clear filter/, 'Shift+Tab', 60);
  await press(page, 'Enter');
  await focused(page, 'combobox Filter requests');
  await poll(() => titles(page)).toEqual(['/other', '/hook']);
  expect(await page.getByRole('listbox', { name: 'Filter suggestions' }).count()).toBe(0);
  expect(complaints).toEqual([]);
});

it('requests are found, a time span is set, rows are selected, pinned, deleted and taken back', async () => {
  const server = await serverWith(['/1', '/2', '/3', '/4', '/5']);
  await server.send('a', { method: 'PUT', path: '/put' });
  const { page, complaints } = await openPage(`${server.url}/bins/a`, clipboard);
  await poll(() => titles(page)).toHaveLength(6);
  await press(page, '/');
  await focused(page, 'combobox Filter requests');
  await page.keyboard.type('meth');
  const offer = page.getByRole('listbox', { name: 'Filter suggestions' }).getByRole('option');
  await poll(() => offer.count()).toBe(1);
  await press(page, 'ArrowDown', 'Enter');
  await poll(() => offer.count()).toBe(2);
  await page.keyboard.type('PU');
  await press(page, 'ArrowDown', 'Enter');
  await poll(() => titles(page)).toEqual(['/put']);
  await press(page, 'Backspace');
  await poll(() => page.getByRole('combobox', { name: 'Filter requests' }).inputValue()).toBe('method:PUT');
  await press(page, 'Control+a', 'Backspace', 'Enter');
  await focused(page, list);
  await poll(() => titles(page)).toHaveLength(6);

  await walkTo(page, /^button Select a time span/, 'Shift+Tab');
  await press(page, 'Enter');
  await focused(page, /^slider Start/);
  const from = (): string => new URL(page.url()).searchParams.get('from') ?? '';
  const before = from();
  await press(page, 'ArrowLeft');
  await poll(from).not.toBe(before);
  await press(page, 'Escape');
  await poll(from).toBe('');
  await focused(page, list);

  await press(page, 'Home', 'Shift+ArrowDown', 'Shift+ArrowDown');
  await page.getByText('3 selected').waitFor();
  await walkTo(page, /^button Pin/, 'Shift+Tab');
  await press(page, 'Enter');
  await poll(async () => (await server.request('a', 5)).pinned).toBe(true);
  await walkTo(page, /^button Delete/);
  await press(page, 'Enter');
  await poll(() => titles(page)).toEqual(['/3', '/2', '/1']);
  await focused(page, list);
  await isOpen(page, '/3');
  await walkTo(page, /^button Undo/);
  await press(page, 'Enter');
  await poll(() => titles(page)).toHaveLength(6);
  await focused(page, list);

  await press(page, 'Control+a');
  await page.getByText('6 selected').waitFor();
  await press(page, 'Delete');
  await page.getByText('6 requests deleted').first().waitFor();
  await focused(page, /^main/);
  await press(page, 'z');
  await poll(() => titles(page)).toHaveLength(6);
  await focused(page, /^(main|listbox)/);
  expect(complaints).toEqual([]);
});

it('the palette opens another bin and runs commands, and what closes gives the focus back', async () => {
  const server = await serverWith(['/one']);
  await server.send('other-bin', { path: '/elsewhere' });
  const { page, complaints } = await openPage(`${server.url}/bins/a`, clipboard);
  await poll(() => titles(page)).toEqual(['/one']);
  await press(page, '/', 'Escape', 'Escape');
  await focused(page, list);
  await press(page, '?');
  await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor();
  await focused(page, /^button Close/);
  await press(page, 'Escape');
  await focused(page, list);

  const run = async (words: string, option: RegExp) => {
    await press(page, 'Control+k');
    await focused(page, /^combobox/);
    await page.keyboard.type(words);
    await page.getByRole('option', { name: option, selected: true }).waitFor();
    await press(page, 'Enter');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
  };
  const theme = (): Promise<string | undefined> =>
    page.evaluate(() => document.documentElement.dataset['theme']);
  const before = await theme();
  await press(page, 't');
  await poll(theme).not.toBe(before);
  for (const tag of others.length ? [...others.slice(0, 1), 'en'] : []) {
    const name = new Intl.DisplayNames([tag], { type: 'language' }).of(tag) ?? tag;
    await run(name, new RegExp(name));
    await page.locator(`html[lang=${tag}]`).waitFor();
    await focused(page, /^listbox/);
  }
  // Until the bins are there the first choice is to filter by these words.
  await run('other-bin', /^other-bin/);
  await poll(() => titles(page)).toEqual(['/elsewhere']);
  await focused(page, /^(main|listbox)/);
  await press(page, 'j');
  await isOpen(page, '/elsewhere');
  expect(complaints).toEqual([]);
});

it('a request is compared, noted on, copied as curl, exported and deleted from its head', async () => {
  const server = await startServer();
  const send = (path: string, body: string) =>
    server.send('a', { path, body, headers: { ...json, 'webhook-id': 'evt_1' } });
  await send('/hook', '{"n":1}');
  await send('/hook', '{"n":2}');
  await server.send('a', { path: '/last', body: 'x' });
  const { page, complaints } = await openPage(`${server.url}/bins/a/requests/2`, clipboard);
  await isOpen(page, '/hook');
  await walkTo(page, /^button Attempt 2 of 2/);
  await press(page, 'Enter');
  await focused(page, /^menuitem Attempt/);
  await press(page, 'Escape');
  await focused(page, /^button Attempt 2 of 2/);
  await press(page, 'Enter');
  await focused(page, /^menuitem Attempt/);
  await press(page, 'Tab');
  await focused(page, /^button Replay/);
  await press(page, 'Tab');
  await focused(page, /^button Diff/);
  await press(page, 'Enter');
  await page.getByRole('region', { name: 'Changes' }).waitFor();

  await walkTo(page, /^button .*200/);
  await press(page, 'Enter');
  await focused(page, /^combobox/);
  await page.keyboard.type('3');
  await page
    .getByRole('option', { name: /\/last/ })
    .last()
    .waitFor();
  await press(page, 'Enter');
  await poll(() => new URL(page.url()).searchParams.get('with')).toBe('3');
  await focused(page, /^button .*200/);
  await press(page, 'm');
  await focused(page, /^textarea/);
  await page.keyboard.type('looked at');
  await poll(async () => (await server.request('a', 2)).note).toBe('looked at');
  await press(page, 'Escape');
  await focused(page, /^tabpanel/);

  await walkTo(page, /^button Copy as/, 'Shift+Tab');
  await press(page, 'Enter');
  await focused(page, 'menuitem curl');
  await press(page, 'Enter');
  await poll(() => copied(page)).toContain('/in/a/hook');
  await focused(page, /^button Copy as/);
  await press(page, 'e');
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('radio').first().waitFor();
  await walkTo(page, /^input .*/);
  await walkTo(page, /^button Download/);
  const [download] = await Promise.all([page.waitForEvent('download'), press(page, 'Enter')]);
  expect((await readFile(await download.path())).length).toBeGreaterThan(10);
  await focused(page, /^button (Download|Close)/);
  await press(page, 'Escape');
  await focused(page, /^button Copy as/);

  await walkTo(page, /^button More actions/);
  await press(page, 'Enter');
  await focused(page, /^menuitem/);
  await press(page, 'End', 'Enter');
  await isOpen(page, '/hook');
  await poll(() => new URL(page.url()).pathname).toContain('/requests/1');
  await focused(page, /^button More actions/);
  await press(page, 'x');
  await isOpen(page, '/last');
  await press(page, 'x');
  await page.getByText('No request').first().waitFor();
  await focused(page, /^(main|listbox)/);
  await press(page, 'z', 'z', 'z');
  await poll(() => titles(page)).toHaveLength(3);
  expect(complaints).toEqual([]);
});

it('a bin is renamed, labelled, deleted and taken back', async () => {
  const server = await startServer();
  for (const id of ['one', 'two']) await server.api('/api/bins', { method: 'POST', json: { id } });
  const { page, complaints } = await openPage(server.url, clipboard);
  await page.getByRole('row', { name: /one/ }).waitFor();
  await walkTo(page, /^button Actions for one/);
  await press(page, 'Enter');
  await focused(page, /^menuitem Copy/);
  await press(page, 'ArrowDown', 'Enter');
  await focused(page, /^input Name in the URL/);
  await page.keyboard.type('uno');
  await press(page, 'Enter');
  await page.getByRole('row', { name: /uno.*also \/in\/one/ }).waitFor();
  await focused(page, 'button Actions for uno');
  await press(page, 'Enter');
  await focused(page, /^menuitem Copy/);
  await press(page, 'ArrowDown', 'ArrowDown', 'Enter');
  await focused(page, /^input Labels/);
  await page.keyboard.type('pay');
  await walkTo(page, /^button Save/);
  await press(page, 'Enter');
  await poll(async () => (await server.bin('uno')).labels).toEqual(['pay']);
  await focused(page, 'button Actions for uno');

  await press(page, 'Enter');
  await focused(page, /^menuitem Copy/);
  await press(page, 'End', 'Enter');
  await page.getByRole('row', { name: /uno/ }).waitFor({ state: 'detached' });
  await focused(page, 'button Actions for two');
  await press(page, 'Enter', 'End', 'Enter');
  await page.getByRole('row', { name: /two/ }).waitFor({ state: 'detached' });
  await focused(page, /^main/);
  await picture(page, 'keyboard-no-bins');
  await press(page, 'z', 'z');
  await page.getByRole('row', { name: /uno/ }).waitFor();
  await page.getByRole('row', { name: /two/ }).waitFor();
  await walkTo(page, /^button Create bin/);
  await press(page, 'Enter');
  await page.getByRole('region', { name: 'New bin' }).waitFor();
  await focused(page, /^button Create bin/);
  expect(complaints).toEqual([]);
});
