import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { brotliCompressSync, gzipSync, zstdCompressSync } from 'node:zlib';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { downloadedBody, openPage, picture } from '../support/browser.ts';
import { startServer, type TestServer } from '../support/server.ts';

const json = { 'content-type': 'application/json' };
const form = { 'content-type': 'multipart/form-data; boundary=X' };
const clipboard = { permissions: ['clipboard-read', 'clipboard-write'] };

const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAoAAAAKCAYAAACNMs+9AAAAFUlEQVR42mNk+M9Qz0AEYBxVSF+FABJADveWkH6oAAAAAElFTkSuQmCC',
  'base64',
);

async function openBody(body: string | Uint8Array<ArrayBuffer>, headers: Record<string, string> = json) {
  const server = await startServer(['--max-body', '64mb']);
  await server.send('a', { body, headers });
  const opened = await openPage(`${server.url}/bins/a/requests/1/body`, clipboard);
  await opened.page.locator('.bodyview').waitFor();
  return { server, ...opened };
}

const bytes = (buffer: Uint8Array): Uint8Array<ArrayBuffer> => new Uint8Array(buffer);
const line = (page: Page, name: string | RegExp) => page.getByRole('treeitem').filter({ hasText: name });
const pathBar = (page: Page) => page.locator('.pathbar .path');
const clip = (page: Page): Promise<string> => page.evaluate(() => navigator.clipboard.readText());
const view = (page: Page, name: string) => page.getByRole('radio', { name, exact: true });
const note = (page: Page) => page.getByRole('note');

/** The texts of all lines of a short tree, without line numbers and what hangs on their ends. */
const lines = (page: Page): Promise<string[]> =>
  page
    .getByRole('treeitem')
    .evaluateAll((all) =>
      all.map((item) =>
        [...item.querySelectorAll('.tk, .tv, .p-:not(.tk *)')].map((part) => part.textContent).join(''),
      ),
    );

describe('a tree', () => {
  it('shows every token as it was sent, doubled keys, long numbers and escapes too', async () => {
    const { page, complaints } = await openBody(
      '\ufeff{"big":12345678901234567890,"one":1.0,"dup":1,"dup":2,"esc":"\\u00e9\\/","exp":1E400,"odd key":[],"":{}}',
    );
    await expect
      .poll(() => lines(page))
      .toEqual([
        '{',
        'big: 12345678901234567890',
        'one: 1.0',
        'dup: 1',
        'dup: 2',
        'esc: "\\u00e9\\/"',
        'exp: 1E400',
        '"odd key": []',
        '"": {}',
      ]);
    expect(complaints).toEqual([]);
  });

  it('folds one, all and to a level, by pointer and by keys, and says where one is', async () => {
    const { page } = await openBody('{"a":{"b":[1,{"c d":2}]},"z":3}');
    const root = page.getByRole('tree', { name: 'JSON body' });
    await line(page, 'b: [').locator('[data-toggle]').click();
    expect(await lines(page)).toEqual(['{', 'a: {', 'b: […]', 'z: 3']);
    await expect.poll(() => line(page, 'b: […').getAttribute('aria-expanded')).toBe('false');
    await page.getByRole('button', { name: 'Fold all', exact: true }).click();
    expect(await lines(page)).toEqual(['{', 'a: {…}', 'z: 3']);
    await page.getByRole('button', { name: 'Fold to a level' }).click();
    await page.getByRole('menuitem', { name: '2 levels' }).click();
    expect(await lines(page)).toEqual(['{', 'a: {', 'b: […]', 'z: 3']);
    await page.getByRole('button', { name: 'Unfold all' }).click();
    expect(await lines(page)).toHaveLength(7);

    await root.focus();
    for (const key of ['Home', 'ArrowDown', 'ArrowDown', 'ArrowDown', 'ArrowDown', 'ArrowDown'])
      await page.keyboard.press(key);
    await page.mouse.move(700, 850);
    expect(await pathBar(page).innerText()).toBe('$.a.b[1]["c d"]');
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('ArrowLeft');
    expect(await lines(page)).toEqual(['{', 'a: {', 'b: [', '0: 1', '1: {…}', 'z: 3']);
    const active = await root.getAttribute('aria-activedescendant');
    expect(await page.locator(`[id="${active}"]`).getAttribute('aria-level')).toBe('4');
    await line(page, 'z: 3').hover();
    expect(await pathBar(page).innerText()).toBe('$.z');
    expect(new URL(page.url()).pathname).toBe('/bins/a/requests/1/body');
  });

  it('copies a value, a subtree as sent, and a path', async () => {
    const { page } = await openBody('{"a": { "b":"x\\ny" , "n":1.0 }}');
    await line(page, 'b: ').click();
    await line(page, 'b: ')
      .getByRole('button', { name: /Copy value/ })
      .click();
    await expect.poll(() => clip(page)).toBe('x\ny');
    await line(page, 'a: {').hover();
    await line(page, 'a: {')
      .getByRole('button', { name: /Copy subtree/ })
      .click();
    await expect.poll(() => clip(page)).toBe('{ "b":"x\\ny" , "n":1.0 }');
    await line(page, 'b: ').hover();
    await line(page, 'b: ')
      .getByRole('button', { name: /Copy path/ })
      .click();
    await expect.poll(() => clip(page)).toBe('$.a.b');
    await line(page, 'n: ').click();
    await page.keyboard.press('Control+c');
    await expect.poll(() => clip(page)).toBe('1.0');
    await page.keyboard.press('y');
    await expect.poll(() => clip(page)).toBe('$.a.n');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.ariaLabel)).toBe('Filter list by this value');
  });

  it('filters the list by a value', async () => {
    const { server, page } = await openBody('{"data":{"items":[{"sku":"a b"}]}}');
    await server.send('a', { body: '{"data":{"items":[{"sku":"other"}]}}', headers: json });
    await expect.poll(() => page.getByRole('option').count()).toBe(2);
    await line(page, 'sku').hover();
    await line(page, 'sku').getByRole('button', { name: 'Filter list by this value' }).click();
    await expect.poll(() => new URL(page.url()).searchParams.get('q')).toBe('body.data.items.0.sku:"a b"');
    await expect.poll(() => page.getByRole('option').count()).toBe(1);
  });

  it('says what values may mean: times, money, tokens, base64, addresses', async () => {
    const jwt = `${Buffer.from('{"alg":"HS256"}').toString('base64url')}.${Buffer.from('{"sub":"mara","n":1}').toString('base64url')}.c2ln`;
    const { page } = await openBody(
      JSON.stringify({
        created: 1795315904,
        createdMs: 1795315904123,
        at: '2026-11-22T02:26:03Z',
        amount_due: 4900,
        currency: 'eur',
        other: { amount: 50_000, currency: 'IDR' },
        user_id: 1795315904,
        token: jwt,
        secret: Buffer.from('{"inside":[1]}').toString('base64'),
        photo: png.toString('base64'),
        url: 'https://example.com/x?a=1',
        bad: 'javascript:alert(1)',
        phish: 'https://bank.example@evil.example/',
      }),
    );
    await line(page, 'created: ')
      .getByText(/22 Nov 2026/)
      .waitFor();
    await line(page, 'createdMs: ')
      .getByText(/22 Nov 2026/)
      .waitFor();
    await line(page, 'at: ')
      .getByText(/22 Nov 2026/)
      .waitFor();
    await line(page, 'amount_due').getByText('€49.00').waitFor();
    for (const plain of ['amount: 50000', 'user_id'])
      expect(await line(page, plain).locator('.gh').count()).toBe(0);
    const link = line(page, 'url: ').getByRole('link');
    expect(await link.getAttribute('rel')).toBe('noopener noreferrer');
    for (const bad of ['bad: ', 'phish: ']) expect(await line(page, bad).getByRole('link').count()).toBe(0);
    await picture(page, 'body-hints');

    await line(page, 'token: ').getByRole('button', { name: /JWT/ }).click();
    const token = page.getByRole('region', { name: /JWT, decoded and not verified/ });
    await token.getByText('"mara"').waitFor();
    await line(page, 'secret: ')
      .getByRole('button', { name: /base64/ })
      .click();
    await page
      .getByRole('region', { name: /Decoded from base64: application\/json/ })
      .getByText('"inside"')
      .waitFor();
    await picture(page, 'body-base64');
    await line(page, 'photo: ')
      .getByRole('button', { name: /base64/ })
      .click();
    await page.getByText('image/png · 10 × 10').waitFor();
    await page.getByRole('button', { name: 'Close (Esc)' }).click();
    await expect.poll(() => page.getByText('image/png · 10 × 10').count()).toBe(0);
  });

  it('cuts long strings and shows all of them when asked', async () => {
    const { page } = await openBody(JSON.stringify({ long: `${'x'.repeat(5_000)}the-end` }));
    expect(await page.getByText('the-end').count()).toBe(0);
    await page.getByRole('button', { name: 'show all' }).click();
    const whole = page.getByRole('region', { name: /5,007 characters as sent/ }).first();
    await whole.locator('.lines').evaluate((element) => element.scrollTo(0, element.scrollHeight));
    await whole.getByText(/the-end/).waitFor();
  });

  it('shows JSON lines, and says so when values follow one another in a body that should have one', async () => {
    const { server, page } = await openBody('{"a":1}\n{"a":2}\n', { 'content-type': 'application/x-ndjson' });
    await expect.poll(() => lines(page)).toEqual(['0: {', 'a: 1', '1: {', 'a: 2']);
    expect(await note(page).count()).toBe(0);
    await server.send('a', { body: '{"a":1}{"a":2}', headers: json });
    await page.goto(`${server.url}/bins/a/requests/2/body`);
    await note(page)
      .getByText(/2 JSON values one after the other/)
      .waitFor();
  });

  it('says line and column of broken JSON and shows it raw', async () => {
    const { page } = await openBody('{"a":1,\n "b":}');
    await note(page)
      .getByText('Not valid JSON, shown raw: line 2, column 6: expected a value, found “}”')
      .waitFor();
    await page.getByRole('region', { name: 'Body' }).getByText('"b":}').waitFor();
    await picture(page, 'body-broken');
  });

  it('opens a million brackets without falling over', async () => {
    const { page, complaints } = await openBody(`${'['.repeat(1_000_000)}${']'.repeat(1_000_000)}`);
    await line(page, '[1 item').first().waitFor();
    await page.getByRole('tree').focus();
    await page.keyboard.press('End');
    await expect.poll(() => pathBar(page).innerText()).toMatch(/^…\[0\]/);
    await picture(page, 'body-deep');
    expect(complaints).toEqual([]);
  });
});

describe('a large body', () => {
  const rows = Array.from(
    { length: 104_000 },
    (_, index) => `{"id":${index},"name":"row-${index}","tags":["x","y"]}`,
  );

  it('of 5 MB opens as a tree set out by a worker, and is searched there', async () => {
    const started: string[] = [];
    const { page, complaints, server } = await openBody(`{"rows":[${rows.join(',')}]}`);
    await page.getByText('row-0', { exact: false }).first().waitFor();
    for (const worker of page.workers()) started.push(new URL(worker.url()).pathname);
    expect(started).toEqual([expect.stringMatching(/^\/assets\/text-worker-/)]);
    await page.getByRole('button', { name: 'Fold all', exact: true }).click();
    await page.keyboard.press('f');
    await page.keyboard.type('ROW-59999');
    await page.getByText('1/1', { exact: true }).waitFor();
    await line(page, 'row-59999').locator('mark').waitFor();
    await page.getByLabel('Find in body').fill('row-5');
    await page.getByText('1/11,111', { exact: true }).waitFor();
    await page.keyboard.press('Shift+Enter');
    await page.getByText('11,111/11,111', { exact: true }).waitFor();
    await picture(page, 'body-large');
    expect(await downloadedBody(page)).toEqual(await server.body('a'));
    expect(complaints).toEqual([]);
  });

  it('of 50 MB opens raw, at once', async () => {
    const { page } = await openBody(`{"first":1,"rows":["${'y'.repeat(50_000_000)}"]}`);
    await view(page, 'Raw')
      .and(page.getByRole('radio', { checked: true }))
      .waitFor();
    await page.getByText('{"first":1').waitFor();
    await page.getByText('shown raw, setting it out takes a moment').waitFor();
  });

  it('with a line of 200,000 characters stays usable', async () => {
    const { page } = await openBody('z'.repeat(200_000), { 'content-type': 'text/plain' });
    const width = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(width).toBe(0);
    await page
      .getByRole('region', { name: 'Body' })
      .evaluate((element) => element.scrollTo(0, element.scrollHeight));
    await expect.poll(() => page.locator('.lines .ln').count()).toBeLessThan(100);
  });
});

it('find walks through raw and set out text and marks what it found', async () => {
  const { page } = await openBody(
    `{"a":"needle","b":{"c":"Needle in hay","hay":"${'-'.repeat(9_000)} needle"}}`,
  );
  for (const name of ['Pretty', 'Raw']) {
    await view(page, name).click();
    await page.getByLabel('Find in body').fill('needle');
    await page.getByText('1/3', { exact: true }).waitFor();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Enter');
    await page.getByText('3/3', { exact: true }).waitFor();
    await page.locator('.ln[data-current] mark').waitFor();
    await page.keyboard.press('Escape');
    await expect.poll(() => page.locator('mark').count()).toBe(0);
  }
});

const disposition = (name: string, more = '') =>
  `--X\r\nContent-Disposition: form-data; name="${name}"${more}\r\n`;

describe('parts', () => {
  const body = Buffer.concat([
    Buffer.from(`${disposition('invoice_id')}\r\nin_1QMb\r\n`),
    Buffer.from(`${disposition('meta')}Content-Type: application/json\r\nX-Odd:  1\r\n\r\n{"pages":3}\r\n`),
    Buffer.from(
      `${disposition('photo', '; filename="../receipt\u202Egnp.exe"')}Content-Type: image/png\r\n\r\n`,
    ),
    png,
    Buffer.from(
      `\r\n${disposition('inner')}Content-Type: multipart/mixed; boundary=Y\r\n\r\n--Y\r\n\r\n1\r\n--Y--\r\n--X--\r\n`,
    ),
  ]);

  it('show their names, headers and contents, each in its own way', async () => {
    const { page, complaints } = await openBody(bytes(body), form);
    await page.getByRole('article', { name: 'invoice_id' }).getByText('in_1QMb').waitFor();
    const meta = page.getByRole('article', { name: 'meta' });
    await meta.getByRole('treeitem').getByText('pages').waitFor();
    await meta.getByText('3 headers as sent').click();
    expect(await meta.locator('.part-head pre').innerText()).toContain('X-Odd: 1');
    const photo = page.getByRole('article', { name: 'photo' });
    expect(await photo.locator('.file-name').innerText()).toBe('../receipt\\u202egnp.exe');
    await photo.getByText('image/png · 10 × 10').waitFor();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      photo.getByRole('link', { name: 'Download part 3' }).click(),
    ]);
    expect(download.suggestedFilename()).toBe('receiptgnp.exe');
    expect(await readFile(await download.path())).toEqual(png);
    await page.getByRole('article', { name: 'inner' }).getByText('A multipart inside a part').waitFor();
    await picture(page, 'body-parts');
    expect(complaints).toEqual([]);
  });

  it('of ten thousand are shown some at a time and found by name', async () => {
    const many = Array.from(
      { length: 10_000 },
      (_, index) => `${disposition(`field-${index}`)}\r\nvalue ${index}\r\n`,
    );
    const { page } = await openBody(`${many.join('')}--X--\r\n`, form);
    await page.getByText('1–50 of 10,000').waitFor();
    await page.getByRole('button', { name: 'Parts after' }).click();
    await page.getByRole('article', { name: 'field-99' }).getByText('value 99').waitFor();
    await page.getByLabel('Find a part by name').fill('field-9999');
    await page.getByText('1–1 of 1').waitFor();
    await page.getByText('value 9999').waitFor();
  });

  it.each([
    [
      'its Content-Type names no boundary',
      { 'content-type': 'multipart/form-data' },
      `${disposition('a')}\r\n1\r\n--X--`,
    ],
    ['stands nowhere in the body', form, '--Y\r\n\r\n1\r\n--Y--'],
    ['LF alone', form, '--X\n\n1\n--X--\n'],
  ])('that cannot be told apart are shown raw, with the reason: %s', async (reason, headers, text) => {
    const { page } = await openBody(text, headers);
    await note(page)
      .getByText(new RegExp(`Not valid multipart, shown raw: .*${reason}`))
      .waitFor();
    await page.getByRole('region', { name: 'Body' }).getByText('1').first().waitFor();
  });

  it('of a body without its end are those that arrived', async () => {
    const { page } = await openBody(`${disposition('a')}\r\nwhole\r\n${disposition('b')}\r\nhal`, form);
    await note(page)
      .getByText(/The last boundary is missing/)
      .waitFor();
    await page.getByRole('article', { name: 'b' }).getByText('The end of this part did not arrive').waitFor();
  });
});

describe('an encoded body', () => {
  const text = '{"decoded":true}';
  it.each([
    ['gzip', gzipSync(text)],
    ['br', brotliCompressSync(text)],
    ['zstd', zstdCompressSync(text)],
    ['gzip, br', brotliCompressSync(gzipSync(text))],
  ])('in %s is shown decoded, its bytes as sent one click away', async (coding, body) => {
    const { page } = await openBody(bytes(body), { ...json, 'content-encoding': coding });
    await line(page, 'decoded: true').waitFor();
    await page.getByText(`${coding}: ${body.length} B as sent, 16 B decoded`).waitFor();
    await view(page, 'As sent').click();
    expect(await downloadedBody(page)).toEqual(body);
    await page.getByRole('region', { name: 'Hex dump' }).waitFor();
    await picture(page, 'body-as-sent');
  });

  it('begins in the overview as what it is, too', async () => {
    const { page } = await openBody(gzipSync('{"inside":"the gzip"}'), {
      ...json,
      'content-encoding': 'gzip',
    });
    await page.keyboard.press('1');
    await page.getByRole('tabpanel').getByText('"the gzip"').waitFor();
  });

  it('that is broken, unknown or a bomb says so and shows what there is', async () => {
    const numbers = Array.from({ length: 20_000 }, (_, index) => (index * 7919) % 9973).join(' ');
    const plain = { 'content-type': 'text/plain' };
    const { server, page } = await openBody('{"not":"gzip"}', { ...json, 'content-encoding': 'gzip' });
    const go = async (body: Uint8Array, coding: string): Promise<void> => {
      await server.send('a', { body: bytes(body), headers: { ...plain, 'content-encoding': coding } });
      const { seq } = await server.request('a');
      await page.goto(`${server.url}/bins/a/requests/${seq}/body`);
    };
    await note(page).getByText('Not valid gzip, shown as sent: incorrect header check.').waitFor();
    await line(page, 'not: "gzip"').waitFor();
    await go(gzipSync(numbers).subarray(0, 20_000), 'gzip');
    await note(page)
      .getByText(/Broken gzip: this is what could be decoded before “unexpected end of file”/)
      .waitFor();
    await page.getByText(/^0 7919 /).waitFor();
    await go(Buffer.from('x'), 'rot13');
    await note(page)
      .getByText(/Not decoded: .*"rot13" is not known/)
      .waitFor();
    await go(gzipSync(Buffer.alloc(80_000_000, 'a')), 'gzip');
    await note(page)
      .getByText(/Decoding stopped at 67.1 MB/)
      .waitFor();
  });
});

it('nothing that a sender hides or turns around stays hidden, and nothing of it runs', async () => {
  const attack = `"><img src=x onerror="document.title='pwned'">`;
  const server = await startServer();
  await server.send('a');
  const { page, complaints } = await openPage(`${server.url}/bins/a`);
  const look = async (body: string, headers: Record<string, string>): Promise<void> => {
    await server.send('a', { body, headers });
    const { seq } = await server.request('a');
    await page.goto(`${server.url}/bins/a/requests/${seq}/body`);
    await page.locator('.bodyview').waitFor();
  };
  await look(
    JSON.stringify({ [attack]: attack, 'a\u202Eb': 'pay\u200Bpal \u2066x', emoji: '👩‍👩‍👧 می‌خواهم' }),
    json,
  );
  await line(page, 'a\\u202eb').getByText('pay\\u200bpal \\u2066x').waitFor();
  await line(page, '👩‍👩‍👧 می‌خواهم').waitFor();
  expect(await page.locator('.tl .esc').first().getAttribute('title')).toBe('U+202E');
  await look(
    `${disposition(attack.replaceAll('"', '%22'), `; filename="${attack.replaceAll('"', '\\"')}"`)}X-A: ${attack}\r\n\r\n${attack}\r\n--X--`,
    form,
  );
  await page.getByRole('article').getByText('onerror').first().waitFor();
  await look('a=1\u0001\u202Eb', { 'content-type': 'text/plain' });
  await page.getByText('a=1␁\\u202eb').waitFor();
  expect(await page.title()).not.toContain('pwned');
  expect(await page.locator('.tp img').count()).toBe(0);
  expect(complaints).toEqual([]);
});

it('a request without a body says so, a cut one how much of it is kept', async () => {
  const server = await startServer(['--max-body', '20b']);
  await server.send('a');
  await server.send('a', { body: '{"a":1,"b":"more than twenty bytes"}', headers: json });
  const { page } = await openPage(`${server.url}/bins/a/requests/1/body`);
  await page.getByText('POST request came without one.').waitFor();
  await page.goto(`${server.url}/bins/a/requests/2/body`);
  await note(page).getByText('Cut: the first 20 B of 36 B are kept.').waitFor();
  await note(page)
    .getByText(/Not valid JSON, shown raw: line 1, column 12: expected a string that ends/)
    .waitFor();
});

it('a large body is read also where no worker can start', async () => {
  const server = await startServer();
  await server.send('a', { body: JSON.stringify({ long: 'x'.repeat(300_000), last: 1 }), headers: json });
  const { page } = await openPage(`${server.url}/bins/a`);
  await page.route('**/assets/text-worker-*', (route) => route.abort());
  await page.goto(`${server.url}/bins/a/requests/1/body`);
  await line(page, 'last: 1').waitFor();
  await page.getByLabel('Find in body').fill('last');
  await page.getByText('1/1', { exact: true }).waitFor();
});

it('forms are searched too', async () => {
  const fields = Array.from({ length: 300 }, (_, index) => `field${index}=value+${index}`).join('&');
  const { page } = await openBody(fields, { 'content-type': 'application/x-www-form-urlencoded' });
  await page.getByLabel('Find in body').fill('VALUE 29');
  await page.getByText('1/11', { exact: true }).waitFor();
  await page.keyboard.press('Shift+Enter');
  await page.getByText('11/11', { exact: true }).waitFor();
  const row = page.locator('tr[data-current]');
  expect(await row.locator('mark').innerText()).toBe('value 29');
  await expect.poll(() => row.getByText('field299').isVisible()).toBe(true);
});

it('forms offer their values as filters', async () => {
  const { page } = await openBody('a=1&b=x+y', { 'content-type': 'application/x-www-form-urlencoded' });
  await page.getByRole('row', { name: /x y/ }).hover();
  await page.getByRole('button', { name: 'Filter list by this value of b' }).click();
  await expect.poll(() => new URL(page.url()).searchParams.get('q')).toBe('body:"x y"');
});

async function axe(page: Page): Promise<string[]> {
  const source = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
  await page.evaluate(source);
  return page.evaluate(async () => {
    const {
      axe,
    }: {
      axe: { run: (on: string) => Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
    } = Object(globalThis);
    const { violations } = await axe.run('#panel');
    return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
  });
}

it('reads well in both themes and on a phone', async () => {
  const server: TestServer = await startServer();
  const headers = { ...json, 'content-encoding': 'gzip' };
  await server.send('a', {
    body: bytes(gzipSync('{"amount":4900,"currency":"eur","at":1795315904,"list":[{"a":null}]}')),
    headers,
  });
  await server.send('a', {
    body: `${disposition('a')}\r\n1\r\n${disposition('b', '; filename="x.bin"')}\r\n\0\r\n--X--`,
    headers: form,
  });
  for (const colorScheme of ['light', 'dark'] as const) {
    for (const viewport of [
      { width: 1440, height: 900 },
      { width: 390, height: 844 },
    ]) {
      const { page } = await openPage(server.url, { colorScheme, viewport, hasTouch: viewport.width < 400 });
      for (const [seq, ready] of [
        [1, '.tl'],
        [2, '.part'],
      ] as const) {
        await page.goto(`${server.url}/bins/a/requests/${seq}/body`);
        await page.locator(ready).first().waitFor();
        expect(await axe(page)).toEqual([]);
        expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBe(0);
        await picture(page, `body-${seq}-${colorScheme}-${viewport.width}`);
      }
    }
  }
});
