import type { Locator, Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { openPage, picture } from '../support/browser.ts';
import { type TestServer, startServer } from '../support/server.ts';

const rows = (page: Page): Locator =>
  page.getByRole('listbox', { name: 'Requests, newest first' }).getByRole('option');
const names = (page: Page): Promise<string[]> => rows(page).locator('.rt').allInnerTexts();
const filterField = (page: Page): Locator => page.getByRole('combobox', { name: 'Filter requests' });
const asked = (page: Page): Record<string, string> => Object.fromEntries(new URL(page.url()).searchParams);

async function serverWith(paths: readonly string[], flags: readonly string[] = []): Promise<TestServer> {
  const server = await startServer(flags);
  for (const path of paths) await server.send('a', { path, body: path });
  return server;
}

/** Whoever leaves the page no longer takes a deletion back. */
async function leave(page: Page): Promise<void> {
  await page.goto('about:blank');
}

it('the list is walked, selected, deleted and restored by keyboard alone', async () => {
  const server = await serverWith(['/1', '/2', '/3', '/4', '/5', '/6']);
  const { page, complaints } = await openPage(`${server.url}/bins/a`);
  await expect.poll(() => names(page)).toEqual(['/6', '/5', '/4', '/3', '/2', '/1']);
  await page.keyboard.press('j');
  await page.keyboard.press('j');
  await page.getByRole('heading', { name: '/5' }).waitFor();
  await page.keyboard.press('Shift+J');
  await page.keyboard.press('Shift+ArrowDown');
  await page.getByText('3 selected').waitFor();
  await page.keyboard.press('Shift+K');
  await page.getByText('2 selected').waitFor();
  await picture(page, 'list-selected');

  await page.keyboard.press('x');
  await expect.poll(() => names(page)).toEqual(['/6', '/3', '/2', '/1']);
  await page.getByRole('heading', { name: '/3' }).waitFor();
  await page.keyboard.press('z');
  await expect.poll(() => names(page)).toEqual(['/6', '/5', '/4', '/3', '/2', '/1']);
  // The request that was open when it was taken away is open again.
  await page.getByRole('heading', { name: '/4' }).waitFor();
  expect((await server.bin('a')).requests).toBe(6);

  await page.keyboard.press('b');
  await expect.poll(async () => (await server.request('a', 4)).pinned).toBe(true);
  await rows(page).filter({ hasText: '/4' }).getByText('Pinned').waitFor();
  await page.keyboard.press('a');
  await page.getByText('6 selected').waitFor();
  await page.keyboard.press('Escape');
  await expect.poll(() => page.getByText('6 selected').count()).toBe(0);
  expect(complaints).toEqual([]);
});

it('what is selected with the mouse is deleted by one call, what is not stays', async () => {
  const server = await serverWith(['/1', '/2', '/3', '/4', '/5', '/6', '/7']);
  const { page } = await openPage(`${server.url}/bins/a`);
  const calls: string[] = [];
  page.on('request', (request) => request.method() === 'DELETE' && calls.push(request.url()));
  await rows(page).nth(1).click();
  await rows(page)
    .nth(3)
    .click({ modifiers: ['Shift'] });
  await rows(page)
    .nth(5)
    .click({ modifiers: ['Control'] });
  await page.getByText('4 selected').waitFor();
  await rows(page)
    .nth(2)
    .click({ modifiers: ['Control'] });
  await page.getByText('3 selected').waitFor();
  await page
    .getByRole('button', { name: /^Delete/ })
    .first()
    .click();
  await expect.poll(() => names(page)).toEqual(['/7', '/5', '/3', '/1']);
  await leave(page);
  await expect
    .poll(async () => (await server.page('a')).items.map(({ path }) => path))
    .toEqual(['/7', '/5', '/3', '/1']);
  expect(calls.length).toBeLessThanOrEqual(1);
});

it('words become chips, chips become words, and what cannot be read says why and counts for nothing', async () => {
  const server = await serverWith(['/one', '/two', '/three']);
  await server.send('a', { method: 'PUT', path: '/two' });
  const { page } = await openPage(`${server.url}/bins/a?q=${encodeURIComponent('-method:PUT colour:red')}`);
  await expect.poll(() => names(page)).toEqual(['/three', '/two', '/one']);
  await page.getByRole('button', { name: 'Remove filter -method:PUT' }).waitFor();
  await page
    .getByRole('alert')
    .getByText(/colour/)
    .waitFor();
  await page.getByRole('button', { name: 'Remove filter colour:red' }).click();
  await expect.poll(() => page.getByRole('alert').count()).toBe(0);

  await filterField(page).pressSequentially('path:/two ');
  await page.getByRole('button', { name: 'Remove filter path:/two' }).waitFor();
  await expect.poll(() => names(page)).toEqual(['/two']);
  expect(asked(page)).toEqual({ q: '-method:PUT path:/two' });
  await picture(page, 'list-chips');
  await page.keyboard.press('Backspace');
  await expect.poll(() => filterField(page).inputValue()).toBe('path:/two');
  await page.keyboard.press('Backspace');
  await page.keyboard.press('Backspace');
  await page.keyboard.type('hree');
  await page.keyboard.press('Enter');
  await expect.poll(() => names(page)).toEqual(['/three']);
  expect(asked(page)).toEqual({ q: '-method:PUT path:/three' });
  // Enter ends the filter: the keys belong to the list again.
  await page.keyboard.press('j');
  await page.getByRole('heading', { name: '/three' }).waitFor();
  await page.getByRole('button', { name: 'Clear filter' }).click();
  await expect.poll(() => names(page)).toHaveLength(4);
});

it('several words pasted at once are chips at once, quotes kept together', async () => {
  const server = await serverWith(['/one']);
  const { page } = await openPage(`${server.url}/bins/a`);
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.evaluate(() => navigator.clipboard.writeText('method:POST "one two" -is:failed'));
  await filterField(page).click();
  await page.keyboard.press('Control+V');
  for (const word of ['method:POST', '"one two"', '-is:failed'])
    await page.getByRole('button', { name: `Remove filter ${word}` }).waitFor();
  expect(await filterField(page).inputValue()).toBe('');
});

it('suggests fields, then values with how often they occur', async () => {
  const server = await serverWith(['/one', '/two']);
  await server.send('a', { method: 'PUT', path: '/three' });
  const { page } = await openPage(`${server.url}/bins/a`);
  const offers = page.getByRole('listbox', { name: 'Filter suggestions' }).getByRole('option');
  await rows(page).first().waitFor();
  await page.keyboard.press('/');
  await page.keyboard.type('me');
  await expect.poll(() => offers.allInnerTexts()).toHaveLength(1);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect.poll(() => filterField(page).inputValue()).toBe('method:');
  await expect.poll(async () => (await offers.allInnerTexts()).join(' ')).toMatch(/POST\s*2\s*PUT\s*1/);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  expect(await filterField(page).getAttribute('aria-activedescendant')).toBe(
    await offers.nth(1).getAttribute('id'),
  );
  await page.keyboard.press('Enter');
  await expect.poll(() => names(page)).toEqual(['/three']);
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await page.keyboard.press('j');
  await page.getByRole('heading', { name: '/three' }).waitFor();
});

it('a time span is brushed with the pointer and by keyboard, and stands in the address', async () => {
  const server = await serverWith(['/one', '/two']);
  const { page } = await openPage(`${server.url}/bins/a`);
  const chart = page.getByRole('img', { name: /Requests over time, 2 in range/ });
  const box = await chart.boundingBox();
  if (!box) throw new Error('no timeline');
  const drag = async (from: number, to: number) => {
    await page.mouse.move(box.x + box.width * from, box.y + 20);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width * to, box.y + 20, { steps: 4 });
    await page.mouse.up();
  };
  await drag(0.1, 0.4);
  await page.getByText('No request matches').waitFor();
  const { from = '', to = '' } = asked(page);
  expect(Date.parse(to) - Date.parse(from)).toBeGreaterThan(60_000);
  await picture(page, 'list-brushed');
  await page.reload();
  await page.getByText('No request matches').waitFor();
  await page.getByRole('button', { name: /Clear time span/ }).click();
  await expect.poll(() => names(page)).toEqual(['/two', '/one']);

  await page.getByRole('button', { name: 'Select a time span' }).focus();
  await page.keyboard.press('Enter');
  const start = page.getByRole('slider', { name: 'Start of the time span' });
  await expect.poll(() => start.evaluate((handle) => handle === document.activeElement)).toBe(true);
  await expect.poll(() => names(page)).toEqual(['/two', '/one']);
  const before = asked(page)['from'] ?? '';
  await page.keyboard.press('ArrowLeft');
  await expect.poll(() => Date.parse(asked(page)['from'] ?? '')).toBeLessThan(Date.parse(before));
  await page.getByText('Matching').waitFor();
});

it('quick filters count what arrives, whichever of them is on', async () => {
  const server = await serverWith(['/fine', '/fine'], ['--max-body', '20b']);
  await server.send('a', { path: '/long', body: 'x'.repeat(30) });
  const { page } = await openPage(`${server.url}/bins/a`);
  const facet = (name: string): Locator =>
    page
      .getByRole('toolbar', { name: 'Quick filters' })
      .getByRole('button', { name: new RegExp(`^${name}`) });
  await expect.poll(() => facet('All').innerText()).toMatch(/3/);
  await expect.poll(() => facet('Failed').innerText()).toMatch(/1/);
  await facet('Failed').click();
  await expect.poll(() => names(page)).toEqual(['/long']);
  expect(asked(page)).toEqual({ q: 'is:failed' });
  await page.mouse.move(900, 500);
  await server.send('a', { path: '/other', body: 'unlike the others' });
  await server.send('a', { path: '/longer', body: 'y'.repeat(31) });
  await expect.poll(() => names(page)).toEqual(['/longer', '/long']);
  await expect.poll(() => facet('All').innerText()).toMatch(/5/);
  expect(await facet('Failed').innerText()).toMatch(/2/);
  expect(await facet('Repeats').innerText()).toMatch(/1/);
  await facet('Repeats').click();
  await expect.poll(() => names(page)).toEqual(['/fine']);
  await page.getByRole('img', { name: /5 in range: 3 answered well, 2 refused with 4xx/ }).waitFor();
});

it('what was not opened stays unread after a reload, and what was read stays in sight while one reads', async () => {
  const server = await serverWith(['/old']);
  const { page } = await openPage(`${server.url}/bins/a`);
  await rows(page).first().waitFor();
  await page.mouse.move(900, 500);
  for (const path of ['/new-1', '/new-2']) await server.send('a', { path });
  await expect.poll(() => rows(page).filter({ hasText: 'Unread.' }).count()).toBe(2);
  await rows(page).filter({ hasText: '/new-1' }).click();
  await page.reload();
  await expect
    .poll(() => rows(page).filter({ hasText: 'Unread.' }).locator('.rt').allInnerTexts())
    .toEqual(['/new-2']);
  await page.getByRole('button', { name: /^Unread/ }).click();
  await expect.poll(() => names(page)).toEqual(['/new-2']);
  await rows(page).first().click();
  await expect.poll(() => page.getByRole('button', { name: /^Unread/ }).innerText()).toMatch(/0/);
  expect(await names(page)).toEqual(['/new-2']);
});

it('deleting all that match asks once, names the count, and keeps what is pinned or arrives meanwhile', async () => {
  const server = await serverWith(['/a/1', '/a/2', '/b/1', '/a/3']);
  await server.api('/api/bins/a/requests/2', { method: 'PATCH', json: { pinned: true } });
  const { page } = await openPage(`${server.url}/bins/a?q=path:/a`);
  await expect.poll(() => names(page)).toHaveLength(3);
  await page.getByRole('button', { name: 'More for this list' }).click();
  await page.getByRole('menuitem', { name: 'Delete matching…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Delete all that match?' });
  await dialog.getByText('The one pinned request stays.').waitFor();
  await server.send('a', { path: '/a/late' });
  await dialog.getByRole('button', { name: 'Delete 3 requests' }).click();
  await expect
    .poll(async () => (await server.page('a')).items.map(({ path }) => path))
    .toEqual(['/a/late', '/b/1', '/a/2']);
  await expect.poll(async () => (await names(page)).toSorted()).toEqual(['/a/2', '/a/late']);
});

it('End goes to the oldest of all, and "Select all" selects what is not loaded yet', async () => {
  const server = await startServer();
  for (let sent = 0; sent < 260; sent += 1) await server.send('a', { path: `/${sent}` });
  const { page } = await openPage(`${server.url}/bins/a`);
  await rows(page).first().waitFor();
  await page.keyboard.press('End');
  await page.getByRole('heading', { name: '/0', exact: true }).waitFor();
  await page.keyboard.press('Home');
  await page.getByRole('heading', { name: '/259' }).waitFor();
  await page.reload();
  await rows(page)
    .first()
    .click({ modifiers: ['Control'] });
  await page.getByRole('button', { name: 'Select all 260' }).click();
  await page.getByText('260 selected').waitFor();
  await page.keyboard.press('Delete');
  await leave(page);
  await expect.poll(async () => (await server.bin('a')).requests).toBe(0);
});

it('on a phone a long press selects, a tap adds, and nothing is wider than the screen', async () => {
  const server = await serverWith(['/1', '/2', '/3']);
  const { page } = await openPage(`${server.url}/bins/a?q=path:/`, {
    viewport: { width: 390, height: 844 },
    hasTouch: true,
  });
  const overflow = (): Promise<number> =>
    page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  const box = await rows(page).nth(0).boundingBox();
  if (!box) throw new Error('no row');
  const touch = await page.context().newCDPSession(page);
  await touch.send('Input.dispatchTouchEvent', {
    type: 'touchStart',
    touchPoints: [{ x: box.x + 100, y: box.y + 20 }],
  });
  await page.getByText('1 selected').waitFor();
  await touch.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
  await rows(page).nth(2).tap();
  await page.getByText('2 selected').waitFor();
  expect(await overflow()).toBe(0);
  await picture(page, 'list-phone');
  await page.getByRole('button', { name: /Clear selection/ }).tap();
  await filterField(page).tap();
  await page.getByRole('listbox', { name: 'Filter suggestions' }).waitFor();
  expect(await overflow()).toBe(0);
});
