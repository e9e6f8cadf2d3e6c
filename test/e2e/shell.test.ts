import { readdirSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { openPage, picture } from '../support/browser.ts';
import { startServer, type TestServer } from '../support/server.ts';

async function serverWithRequests(): Promise<TestServer> {
  const server = await startServer();
  await server.api('/api/bins', { method: 'POST', json: { id: 'other-bin' } });
  for (const path of ['/one', '/two', '/three']) await server.send('a', { path });
  return server;
}

const palette = async (page: Page, text: string): Promise<void> => {
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: 'Command palette' }).fill(text);
};
const active = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const id = document.querySelector('dialog [role=combobox]')?.getAttribute('aria-activedescendant') ?? '';
    return document.getElementById(id)?.textContent ?? '';
  });
const theme = (page: Page): Promise<string | undefined> =>
  page.evaluate(() => document.documentElement.dataset['theme']);

it('the palette runs commands, opens bins and requests, and gives the focus back', async () => {
  const server = await serverWithRequests();
  const { page, complaints } = await openPage(`${server.url}/bins/a`, { colorScheme: 'light' });
  const opener = page.getByRole('button', { name: /Search or run/ });
  await page.getByRole('option', { name: /three/ }).waitFor();
  await opener.click();
  await page.getByRole('dialog', { name: 'Command palette' }).waitFor();
  await picture(page, 'palette');
  const first = await active(page);
  await page.keyboard.press('ArrowDown');
  await expect.poll(() => active(page)).not.toBe(first);
  await page.keyboard.press('ArrowUp');
  await expect.poll(() => active(page)).toBe(first);
  await page.keyboard.press('Escape');
  await expect.poll(() => page.getByRole('dialog').count()).toBe(0);
  expect(await opener.evaluate((element) => element === document.activeElement)).toBe(true);

  await palette(page, 'theme dark');
  await expect.poll(() => active(page)).toContain('Dark');
  await page.keyboard.press('Enter');
  await expect.poll(() => theme(page)).toBe('dark');

  await palette(page, '/two');
  await page.getByRole('group', { name: 'Requests' }).getByRole('option', { name: /two/ }).click();
  await page.getByRole('heading', { name: '/two' }).waitFor();

  await palette(page, 'headers');
  await page
    .getByRole('group', { name: 'Tabs' })
    .getByRole('option', { name: /Headers/ })
    .click();
  await page.getByRole('tab', { name: /Headers/, selected: true }).waitFor();

  await palette(page, 'only failed');
  await page.keyboard.press('Enter');
  await expect.poll(() => new URL(page.url()).searchParams.get('q')).toBe('is:failed');

  await palette(page, 'other-b');
  await expect.poll(() => active(page)).toContain('other-bin');
  await page.keyboard.press('Enter');
  await expect.poll(() => new URL(page.url()).pathname).toBe('/bins/other-bin');
  expect(complaints).toEqual([]);
});

it('the palette says when nothing fits, and when the server does not answer', async () => {
  const server = await serverWithRequests();
  const { page } = await openPage(`${server.url}/`);
  await page
    .getByRole('link', { name: /other-bin/ })
    .first()
    .waitFor();
  await palette(page, 'zzzz');
  await page.getByText('Nothing called “zzzz”').waitFor();
  await page.keyboard.press('Escape');
  await page.goto(`${server.url}/bins/a`);
  await page.getByRole('option').first().waitFor();
  await page.route('**/api/bins/a/requests?**', (route) => route.abort());
  await palette(page, 'two');
  await page
    .getByRole('dialog')
    .getByRole('alert')
    .getByText(/Could not search/)
    .waitFor();
});

it('the list of shortcuts has the keys that work on this screen, and no other', async () => {
  const server = await serverWithRequests();
  const { page } = await openPage(`${server.url}/bins/a/requests/1`);
  await page.getByRole('tab').first().waitFor();
  await page.keyboard.press('?');
  const dialog = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
  await dialog.getByText('Next request').waitFor();
  await dialog.getByText('Open a tab').waitFor();
  await picture(page, 'shortcuts');
  // Single keys rest while a dialog is open.
  await page.keyboard.press('x');
  await page.keyboard.press('Escape');
  await expect.poll(() => dialog.count()).toBe(0);
  expect(await page.getByRole('option').count()).toBe(3);
  await page.goto(`${server.url}/`);
  await page
    .getByRole('link', { name: /other-bin/ })
    .first()
    .waitFor();
  await page.keyboard.press('?');
  await dialog.getByText('Create a bin').waitFor();
  expect(await dialog.getByText('Next request').count()).toBe(0);
});

it('the page follows the theme of the system until another is chosen, and again when that is given back', async () => {
  const server = await serverWithRequests();
  const { page } = await openPage(`${server.url}/`, { colorScheme: 'light' });
  await page
    .getByRole('link', { name: /other-bin/ })
    .first()
    .waitFor();
  await page.emulateMedia({ colorScheme: 'dark' });
  await expect.poll(() => theme(page)).toBe('dark');
  await page.keyboard.press('t');
  expect(await theme(page)).toBe('light');
  await page.reload();
  expect(await theme(page)).toBe('light');
  await page
    .getByRole('link', { name: /other-bin/ })
    .first()
    .waitFor();
  await palette(page, 'system');
  await page.keyboard.press('Enter');
  await expect.poll(() => theme(page)).toBe('dark');
  await page.emulateMedia({ colorScheme: 'light' });
  await expect.poll(() => theme(page)).toBe('light');
});

it('unread requests are counted in the title and on the icon until they are read', async () => {
  const server = await serverWithRequests();
  const { page, complaints } = await openPage(`${server.url}/bins/a`);
  await page.getByRole('option').first().waitFor();
  await expect.poll(() => page.title()).toBe('a · Hookglass');
  const icon = (): Promise<string | null> => page.locator('link[rel=icon]').getAttribute('href');
  expect(await icon()).toBe('/favicon.svg');
  await server.send('a', { path: '/four' });
  await server.send('a', { path: '/five' });
  await expect.poll(() => page.title()).toBe('(2) a · Hookglass');
  await expect.poll(icon).toContain('data:image/svg+xml');
  await page.getByRole('status').getByText('2 unread requests').waitFor({ state: 'attached' });
  await page.getByRole('option', { name: /four/ }).click();
  await expect.poll(() => page.title()).toBe('(1) a · Hookglass');
  await page.getByRole('option', { name: /five/ }).click();
  await expect.poll(() => page.title()).toBe('a · Hookglass');
  expect(await icon()).toBe('/favicon.svg');
  expect(complaints).toEqual([]);
});

/** Puts a recorder where the desktop would be; headless browsers have none. */
const recordNotifications = (permission: NotificationPermission) => (page: Page) =>
  page.addInitScript((permission) => {
    const shown: { title: string; body: string }[] = [];
    class Recorder extends EventTarget {
      static permission = sessionStorage.getItem('permission') ?? permission;
      static async requestPermission(): Promise<NotificationPermission> {
        Recorder.permission = permission === 'default' ? 'granted' : permission;
        sessionStorage.setItem('permission', Recorder.permission);
        return permission === 'denied' ? 'denied' : 'granted';
      }
      constructor(title: string, options: { body: string }) {
        super();
        shown.push({ title, body: options.body });
        Object.assign(window, { clickLast: () => this.dispatchEvent(new Event('click')) });
      }
      close(): void {}
    }
    Object.assign(window, { Notification: Recorder, shown });
  }, permission);

const hide = (page: Page, hidden: boolean): Promise<void> =>
  page.evaluate((hidden) => {
    Object.defineProperty(document, 'hidden', { value: hidden, configurable: true });
    document.dispatchEvent(new Event('visibilitychange'));
  }, hidden);
const shown = (page: Page): Promise<{ title: string; body: string }[]> => page.evaluate('shown');

it('the desktop is told about requests in groups, only while nobody looks, and a click opens the newest', async () => {
  const server = await serverWithRequests();
  const { page, complaints } = await openPage('about:blank');
  await recordNotifications('default')(page);
  await page.goto(`${server.url}/bins/a`);
  await page.getByRole('option').first().waitFor();
  await page.getByRole('button', { name: 'Notify me about new requests' }).click();
  await page.getByText('Notifications are on').first().waitFor();
  await server.send('a', { path: '/while-looking' });
  await page.getByRole('option', { name: /while-looking/ }).waitFor();
  expect(await shown(page)).toEqual([]);
  await hide(page, true);
  await server.send('a', { path: '/\u202Efirst' });
  await expect.poll(() => shown(page).then((all) => all.length)).toBe(1);
  for (const path of ['/x', '/y', '/z']) await server.send('a', { path });
  await expect
    .poll(() => shown(page).then((all) => all.at(-1)?.title), { timeout: 10_000 })
    .toBe('3 new requests in a');
  expect(await shown(page)).toHaveLength(2);
  await page.evaluate('clickLast()');
  await page.getByRole('heading', { name: '/z' }).waitFor();
  await hide(page, false);
  await page.reload();
  await page.getByRole('button', { name: 'Stop notifying me about new requests' }).waitFor();
  expect(complaints).toEqual([]);
});

it('a browser that blocks notifications, or has none, is told of in words', async () => {
  const server = await serverWithRequests();
  const { page } = await openPage('about:blank');
  await recordNotifications('denied')(page);
  await page.goto(`${server.url}/bins/a`);
  await page.getByRole('button', { name: 'Notify me about new requests' }).click();
  await page.getByText('The browser blocks notifications here.').first().waitFor();
  await page.addInitScript(() => Reflect.deleteProperty(window, 'Notification'));
  await page.reload();
  await page.getByRole('button', { name: 'Notify me about new requests' }).click();
  await page.getByText('No notifications here').first().waitFor();
});

it('a failure that nothing waited for is said once', async () => {
  const server = await serverWithRequests();
  const { page } = await openPage(`${server.url}/bins/a`);
  await page.getByRole('option').first().waitFor();
  await page.evaluate(() => {
    for (const _ of [1, 2]) void Promise.reject(new Error('nobody caught this'));
  });
  const alert = page.getByRole('alert').filter({ hasText: 'nobody caught this' });
  await alert.waitFor();
  expect(await alert.count()).toBe(1);
});

it('a crash of the open request leaves the list working', async () => {
  const server = await serverWithRequests();
  const { page } = await openPage('about:blank');
  // Not what the server answers, but what a future one might: the view cannot cope with it.
  await page.route('**/api/bins/a/requests/2', async (route) => {
    const response = await route.fetch();
    const request: unknown = await response.json();
    await route.fulfill({
      json: Object.assign(Object(request), { response: null, headers: null, timing: null }),
    });
  });
  await page.goto(`${server.url}/bins/a/requests/2`);
  await page.getByRole('heading', { name: 'This part of the page failed' }).waitFor();
  await page.getByRole('button', { name: 'Reload the page' }).waitFor();
  await picture(page, 'crash');
  await page.getByRole('option', { name: /three/ }).click();
  await page.getByRole('heading', { name: '/three' }).waitFor();
  await server.send('a', { path: '/later' });
  // The pointer is over the list: what comes waits.
  await page.getByRole('button', { name: /1 new/ }).waitFor();
  await page.keyboard.press('.');
  await page.getByRole('option', { name: /later/ }).waitFor();
});

const others = readdirSync(new URL('../../web/locales/', import.meta.url))
  .map((file) => file.replace(/\.ts$/, ''))
  .filter((tag) => tag !== 'en' && tag !== 'locale');

it.runIf(others.length > 0).each(others)(
  'the page changes to %s without a reload, and remembers it',
  async (tag) => {
    const server = await serverWithRequests();
    const { page, complaints } = await openPage(`${server.url}/bins/a`, { locale: 'en-US' });
    await page.getByRole('option').first().waitFor();
    await page.evaluate(() => Object.assign(window, { isSamePage: true }));
    await page.getByRole('button', { name: /Language/ }).click();
    const name = new Intl.DisplayNames([tag], { type: 'language' }).of(tag) ?? tag;
    await page.getByRole('menuitem', { name }).click();
    await page.locator(`html[lang=${tag}]`).waitFor();
    expect(await page.evaluate(() => 'isSamePage' in window)).toBe(true);
    expect(await page.getByRole('button', { name: 'Search or run…' }).count()).toBe(0);
    await page.reload();
    await page.locator(`html[lang=${tag}]`).waitFor();
    expect(complaints).toEqual([]);
  },
);

it('a dialog fills a phone, and nothing there is wider than the screen', async () => {
  const server = await serverWithRequests();
  const { page } = await openPage(`${server.url}/bins/a`, {
    viewport: { width: 390, height: 800 },
    hasTouch: true,
  });
  await page.getByRole('option').first().waitFor();
  await picture(page, 'phone-list');
  await page.getByRole('button', { name: /Search or run/ }).tap();
  const box = (): Promise<unknown> => page.getByRole('dialog').boundingBox();
  await expect.poll(box).toEqual({ x: 0, y: 0, width: 390, height: 800 });
  await picture(page, 'phone-palette');
  await page.getByRole('button', { name: 'Close' }).tap();
  await page.getByRole('option', { name: /two/ }).tap();
  await page.getByRole('tabpanel').waitFor();
  await picture(page, 'phone-detail');
  expect(await page.getByRole('banner').isVisible()).toBe(false);
  const small = await page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('.top button, .top a, .dh button')]
      .filter((element) => element.offsetParent && element.offsetHeight < 42)
      .map((element) => element.outerHTML.slice(0, 90)),
  );
  expect(small).toEqual([]);
});
