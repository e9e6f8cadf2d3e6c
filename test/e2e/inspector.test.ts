import { expect, it } from 'vitest';
import { downloadedBody, openPage, picture } from '../support/browser.ts';
import { sendRaw } from '../support/raw-socket.ts';
import { bytesOf, samples } from '../support/samples.ts';
import { startServer } from '../support/server.ts';

it('a link to a request opens it again after a reload, and Back returns to the one before', async () => {
  const server = await startServer();
  for (const path of ['/first', '/second']) await server.send('a', { path, body: `{"path":"${path}"}` });
  const { page, complaints } = await openPage(`${server.url}/bins/a`);
  await page.getByRole('option', { name: /first/ }).click();
  await page.getByRole('heading', { name: '/first' }).waitFor();
  await page.getByRole('option', { name: /second/ }).click();
  await page.getByRole('tab', { name: /Headers/ }).click();
  await page.getByRole('heading', { name: '/second' }).waitFor();
  expect(new URL(page.url()).pathname).toBe('/bins/a/requests/2/headers');
  await page.reload();
  await page.getByRole('heading', { name: '/second' }).waitFor();
  await page.getByRole('tab', { name: /Headers/, selected: true }).waitFor();
  await page.goBack();
  await page.goBack();
  await page.getByRole('heading', { name: '/first' }).waitFor();
  expect(complaints).toEqual([]);
});

it('arrivals show up without moving what is being read', async () => {
  const server = await startServer();
  for (let count = 1; count <= 60; count += 1) await server.send('a', { path: `/old-${count}` });
  const { page } = await openPage(`${server.url}/bins/a`);
  await page.getByRole('option', { name: /old-60\b/ }).waitFor();
  await server.send('a', { path: '/at-the-top' });
  await page.getByRole('option', { name: /at-the-top/ }).waitFor();

  const list = page.getByRole('listbox');
  await list.evaluate((element) => element.scrollTo(0, 1000));
  const topRow = (): Promise<string> =>
    list.evaluate((element) => {
      const edge = element.getBoundingClientRect().top + 60;
      return document.elementFromPoint(200, edge)?.closest('[role=option]')?.id ?? '';
    });
  const before = await topRow();
  expect(before).not.toBe('');
  await server.send('a', { path: '/while-reading' });
  await page.getByRole('button', { name: /1 new/ }).waitFor();
  expect(await topRow()).toBe(before);
  expect(await page.getByRole('option', { name: /while-reading/ }).count()).toBe(0);
  await page.keyboard.press('.');
  await page.getByRole('option', { name: /while-reading/ }).waitFor();
});

it('JSON is shown with every token as it was sent', async () => {
  const server = await startServer();
  const sent = '{"big":12345678901234567890,"one":1.0,"dup":1,"dup":2,"esc":"\\u00e9\\/","exp":1E400}';
  await server.send('a', { body: sent, headers: { 'content-type': 'application/json' } });
  const { page } = await openPage(`${server.url}/bins/a/requests/1/body`);
  await page.getByRole('radio', { name: 'Pretty' }).click();
  await page.getByText('"big"').waitFor();
  const shown = await page.getByRole('tabpanel').innerText();
  const tokens = shown.replaceAll(/^\s*\d+\s*$/gm, '').replaceAll(/\s+/g, '');
  expect(tokens).toContain(sent.replaceAll(/\s+/g, ''));
});

it('every sample can be read back from the page byte for byte', { timeout: 180_000 }, async () => {
  const server = await startServer();
  await server.api('/api/bins', { method: 'POST', json: { id: 'a' } });
  const all = samples();
  for (const sample of all) await sendRaw({ port: server.port, pieces: [bytesOf(sample, 'a')] });
  const { page, complaints } = await openPage(`${server.url}/bins/a`);
  await expect.poll(() => page.getByRole('option').count()).toBeGreaterThan(5);
  for (const [index, sample] of all.entries()) {
    await page.goto(`${server.url}/bins/a/requests/${index + 1}/body`);
    if (sample.body.length === 0) {
      await page
        .getByRole('tabpanel')
        .getByText(/no body/i)
        .waitFor();
      continue;
    }
    expect(await downloadedBody(page)).toEqual(sample.body);
    await page.getByRole('tab', { name: /Headers/ }).click();
    const table = page.getByRole('table').first();
    await table.waitFor();
    const names = await table.locator('tbody td.nm').allInnerTexts();
    expect(names.map((name) => name.split('\n', 1)[0])).toEqual(sample.headers.map(([name]) => name));
  }
  await page.goto(`${server.url}/bins/a/requests/11`);
  await page.getByRole('heading', { level: 1 }).waitFor();
  await picture(page, 'inspector');
  expect(complaints).toEqual([]);
});

it('what arrived cut, aborted or refused says so and why', async () => {
  const server = await startServer(['--max-body', '10b']);
  await server.send('a', { path: '/cut', body: 'more than ten bytes' });
  await sendRaw({
    port: server.port,
    pieces: ['POST /in/a/gone HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\nhalf'],
    end: 'destroy',
  });
  await sendRaw({
    port: server.port,
    pieces: ['POST /in/a/bad HTTP/1.1\r\nHost: localhost\r\nBad Header: x\r\n\r\n'],
  });
  const { page } = await openPage(`${server.url}/bins/a`);
  for (const [name, words] of [
    ['cut', /--max-body/],
    ['aborted', /went away/],
    ['refused', /not valid HTTP/],
  ] as const) {
    const row = page.getByRole('option', { name: new RegExp(name) });
    await row.click();
    await page.getByRole('tab', { name: 'Overview' }).click();
    await page.getByRole('tabpanel').getByText(words).first().waitFor();
  }
});

it('an unknown bin, a deleted request and a bad filter are said in words', async () => {
  const server = await startServer();
  await server.send('a');
  const { page } = await openPage(`${server.url}/bins/nope`);
  await page.getByRole('button', { name: /Create/ }).click();
  await page.getByText('Listening').waitFor();
  await page.goto(`${server.url}/bins/a/requests/99`);
  await page
    .getByText(/deleted|no longer|not here|pruned/i)
    .first()
    .waitFor();
  await page.goto(`${server.url}/bins/a?q=colour:red`);
  await page
    .getByRole('alert')
    .getByText(/colour/)
    .waitFor();
});

it('fits 390 px: list, detail, and back, without a horizontal scroll', async () => {
  const server = await startServer();
  await server.send('a', { path: `/${'long-'.repeat(60)}`, body: '{"a":1}' });
  const { page } = await openPage(`${server.url}/bins/a`, {
    viewport: { width: 390, height: 844 },
    hasTouch: true,
  });
  const overflow = (): Promise<number> =>
    page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  await page.getByRole('option').first().click();
  await page.getByRole('heading', { level: 1 }).waitFor();
  expect(await overflow()).toBe(0);
  await page.getByRole('button', { name: 'Back to the list' }).click();
  await page.getByRole('option').first().waitFor();
  expect(await overflow()).toBe(0);
});

it('a click right after typing a filter stays where it leads', async () => {
  const server = await startServer();
  for (const path of ['/one', '/two']) await server.send('a', { path });
  const { page } = await openPage(`${server.url}/bins/a/requests/1`);
  await page.getByRole('option', { name: /two/ }).waitFor();
  await page.getByLabel('Filter requests').pressSequentially('method:POST');
  await page.getByRole('option', { name: /two/ }).click();
  await expect.poll(() => new URL(page.url()).search).toContain('q=');
  expect(new URL(page.url()).pathname).toBe('/bins/a/requests/2');
  await page.getByLabel('Filter requests').pressSequentially(' path:/o');
  await page.getByRole('link', { name: 'Hookglass, all bins' }).click();
  await page.getByRole('heading', { name: 'Bins', exact: true }).waitFor();
  // The typing pause is over by the time that a request sent after it is shown.
  await server.send('late');
  await page.getByText('/in/late').waitFor();
  await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 300)));
  expect(new URL(page.url()).pathname).toBe('/');
});

it('a pause leaves no hole in the list', async () => {
  const server = await startServer();
  await server.send('a', { path: '/before' });
  const { page } = await openPage(`${server.url}/bins/a`);
  await page.getByRole('option', { name: /before/ }).waitFor();
  await page.mouse.move(900, 500);
  await page.keyboard.press('p');
  await server.send('a', { path: '/while' });
  await page.getByRole('button', { name: /1 new/ }).waitFor();
  await page.keyboard.press('p');
  await page.getByRole('option', { name: /while/ }).waitFor();
  await server.send('a', { path: '/after' });
  await page.getByRole('option', { name: /after/ }).waitFor();
  const rows = await page.getByRole('option').evaluateAll((all) => all.map(({ id }) => id));
  expect(rows).toEqual(['request-3', 'request-2', 'request-1']);
});

it('JSON that is declared as a form, as curl -d does, is shown as the JSON that it is', async () => {
  const server = await startServer();
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  await server.send('a', { headers, body: '{"url":"http://x?y=1&z=2","n":1}' });
  await server.send('a', { headers, body: 'a=1&b={2' });
  const { page } = await openPage(`${server.url}/bins/a/requests/1/body`);
  await page.getByRole('radio', { name: 'Tree', checked: true }).waitFor();
  await page.goto(`${server.url}/bins/a/requests/2/body`);
  await page.getByRole('radio', { name: 'Form', checked: true }).waitFor();
});

it('a wrong token is said to be wrong, the right one opens the page', async () => {
  const server = await startServer(['--token', 'the-right-token']);
  const { page } = await openPage(server.url);
  await page.getByLabel('Access token').fill('a-wrong-token');
  await page.keyboard.press('Enter');
  await page
    .getByRole('alert')
    .getByText(/not the token/)
    .waitFor();
  await page.getByLabel('Access token').fill('the-right-token');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Create bin' }).waitFor();
});

it('a bin that is used while its deletion can be undone is kept', async () => {
  const server = await startServer();
  await server.send('a');
  const { page } = await openPage(server.url);
  await page.getByRole('button', { name: 'Actions for a' }).click();
  await page.getByRole('menuitem', { name: /Delete/ }).click();
  await expect.poll(() => page.getByText('/in/a', { exact: true }).count()).toBe(0);
  await server.send('a', { path: '/meanwhile' });
  await page.getByText('/in/a', { exact: true }).waitFor();
  expect((await server.bin('a')).requests).toBe(2);
});
