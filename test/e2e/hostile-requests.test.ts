/**
 * What strangers send is data everywhere: in every place a request has, shown by every tab and every view of the page,
 * nothing of it may run, load, open or become an element. Tabs and views are found by their role: new ones are covered.
 */
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { openPage, type WatchedPage } from '../support/browser.ts';
import { sendRaw } from '../support/raw-socket.ts';
import { startServer, type TestServer } from '../support/server.ts';

const elsewhere = 'http://canary.invalid';

/** Each of them sets the canary, opens a dialog or asks for something elsewhere when it is taken for more than text. */
const payloads: readonly string[] = [
  '<script>window.__canary=1</script>',
  `"><script src="${elsewhere}/a.js"></script>`,
  '<img src=x onerror=window.__canary=2>',
  `<img src="${elsewhere}/pixel.png">`,
  `'><svg/onload=alert(3)>`,
  '</textarea></title></style></script><script>window.__canary=4</script>',
  'javascript:window.__canary=5',
  `" onmouseover="window.__canary=6" onfocus="window.__canary=6" autofocus x="`,
  `' style='background:url(${elsewhere}/css)' x='`,
  `<style>@import "${elsewhere}/style.css";*{display:none}</style>`,
  `<iframe srcdoc="<script>parent.__canary=7</script>"></iframe>`,
  `<object data="${elsewhere}/o"></object><embed src="${elsewhere}/e">`,
  `<base href="${elsewhere}/"><meta http-equiv="refresh" content="0;url=${elsewhere}/">`,
  '{{constructor.constructor("window.__canary=8")()}} ${window.__canary=8} <%= 8 %>',
  '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=alert(9)&gt;">',
  '\u202Egnp.exe\u202C \u2066<b>\u2069 \u200B\u0000\uFEFF',
  '__proto__',
  `data:text/html,<script>window.__canary=10</script>`,
];

const ascii = (text: string): string => encodeURIComponent(text).replaceAll("'", '%27');
const headerSafe = (text: string): string => text.replaceAll(/[^\u0020-\u007e]/g, '?');
const all = payloads.join('\n');

interface Hostile {
  place: string;
  path?: string;
  method?: string;
  headers?: readonly (readonly [string, string])[];
  body?: string;
}

const json = ['content-type', 'application/json'] as const;
const boundary = 'b0undary';
const multipart = payloads
  .map((text, at) => {
    const quoted = text.replaceAll(/["\r\n]/g, '%22');
    return `--${boundary}\r\ncontent-disposition: form-data; name="${quoted}"; filename="${quoted}.html"\r\ncontent-type: ${
      ['text/html', 'image/svg+xml', 'application/json'][at % 3]
    }\r\n\r\n${text}\r\n`;
  })
  .join('');

/** Everything at once where a place has room for it. */
const full: readonly Hostile[] = [
  {
    place: 'query and header values',
    path: `/?${payloads.map((text, at) => `${ascii(text)}=${ascii(text)}&raw${at}=${ascii(text)}`).join('&')}`,
    headers: [
      ...payloads.map((text, at) => [`x-hostile-${at}`, headerSafe(text)] as const),
      [
        'cookie',
        payloads.map((text, at) => `c${at}=${headerSafe(text).replaceAll(/[;,]/g, ' ')}`).join('; '),
      ],
      ['referer', headerSafe(payloads[6] ?? '')],
      ['user-agent', headerSafe(payloads[0] ?? '')],
    ],
  },
  {
    place: 'JSON',
    headers: [json],
    body: JSON.stringify({ ...Object.fromEntries(payloads.map((text) => [text, text])), list: payloads }),
  },
  { place: 'broken JSON', headers: [json], body: `{"a": ${all}` },
  { place: 'HTML', headers: [['content-type', 'text/html']], body: `<!doctype html><body>${all}` },
  {
    place: 'XML',
    headers: [['content-type', 'application/xml']],
    body: `<?xml version="1.0"?><?xml-stylesheet href="${elsewhere}/x.xsl"?><!DOCTYPE a [<!ENTITY e SYSTEM "${elsewhere}/e">]><a x="${elsewhere}">&e;<script xmlns="http://www.w3.org/1999/xhtml">window.__canary=11</script><![CDATA[${all.replaceAll(']]>', '')}]]></a>`,
  },
  {
    place: 'SVG',
    headers: [['content-type', 'image/svg+xml']],
    body: `<svg xmlns="http://www.w3.org/2000/svg" onload="window.__canary=12"><script>window.__canary=12</script><image href="${elsewhere}/i.png"/><foreignObject><body xmlns="http://www.w3.org/1999/xhtml" onload="alert(12)"/></foreignObject></svg>`,
  },
  {
    place: 'a form',
    headers: [['content-type', 'application/x-www-form-urlencoded']],
    body: payloads.map((text) => `${ascii(text)}=${ascii(text)}`).join('&'),
  },
  {
    place: 'multipart',
    headers: [['content-type', `multipart/form-data; boundary=${boundary}`]],
    body: `${multipart}--${boundary}--\r\n`,
  },
  { place: 'text', headers: [['content-type', 'text/plain']], body: all },
  { place: 'a JavaScript body', headers: [['content-type', 'text/javascript']], body: 'window.__canary=13' },
  // Any other word the HTTP parser refuses.
  { place: 'header names', method: 'M-SEARCH', headers: [["x-'!#$%&*+.^_`|~", 'odd']] },
];

/** One payload each where a place has room for one: names of events, paths, content types. */
const single: readonly Hostile[] = payloads.map((text, at) => ({
  place: `the title: ${text}`,
  path: `/${at % 2 ? ascii(text) : headerSafe(text).replaceAll(/[ #?]/g, '_')}`,
  headers: [
    json,
    ['x-github-event', headerSafe(text)],
    ['x-github-delivery', headerSafe(text)],
    ['stripe-signature', 't=1,v1=00'],
  ],
  body: JSON.stringify({
    id: text,
    object: 'event',
    type: text,
    action: text,
    data: { object: { id: text, name: text } },
  }),
}));

async function send(
  server: TestServer,
  { path = '/', method = 'POST', headers = [], body = '' }: Hostile,
): Promise<void> {
  const bytes = Buffer.from(body);
  const head = [
    `${method} /in/hostile${path} HTTP/1.1`,
    `host: localhost:${server.port}`,
    ...headers.map(([name, value]) => `${name}: ${value}`),
    `content-length: ${bytes.length}`,
  ];
  const { statuses } = await sendRaw({ port: server.port, pieces: [`${head.join('\r\n')}\r\n\r\n`, bytes] });
  expect(statuses).toEqual([200]);
}

/** Elements and attributes that only a payload could have made, and what a script left behind. */
const harm = (): string[] => {
  const found: string[] = '__canary' in window ? [`the canary says ${String(window.__canary)}`] : [];
  for (const element of document.querySelectorAll('*')) {
    const { localName, attributes } = element;
    if (/^(?:iframe|frame|object|embed|base|foreignobject|applet|portal)$/i.test(localName))
      found.push(localName);
    if (localName === 'script' && !element.getAttribute('src')?.startsWith('/')) found.push('script');
    if (localName === 'meta' && element.hasAttribute('http-equiv')) found.push('meta refresh');
    for (const { name, value } of attributes) {
      if (name.startsWith('on')) found.push(`${localName} ${name}`);
      if (
        /^(?:href|src|action|formaction|xlink:href)$/.test(name) &&
        /^\s*(?:javascript|vbscript|data:text)/i.test(value)
      )
        found.push(`${localName} ${name}=${value}`);
      if (name === 'style' && /url\(/i.test(value)) found.push(`${localName} style`);
    }
  }
  return found;
};

/** Opens the page and keeps count of everything it must not do. */
async function watch(url: string): Promise<WatchedPage> {
  const watched = await openPage(url);
  const { page, complaints } = watched;
  const { origin } = new URL(url);
  page.on('dialog', (dialog) => {
    complaints.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('popup', (popup) => complaints.push(`popup: ${popup.url()}`));
  page.on('request', (request) => {
    const asked = new URL(request.url());
    if (/^(?:data|blob):$/.test(asked.protocol) || asked.origin === origin) return;
    complaints.push(`asked for ${request.url()}`);
  });
  return watched;
}

const settled = async (page: Page): Promise<void> => {
  await page.getByRole('tabpanel').first().waitFor();
  await expect.poll(() => page.locator('[aria-busy=true]').count()).toBe(0);
};

/** Every tab of the open request, every choice and tab inside it. */
async function openEverything(page: Page, check: (where: string) => Promise<void>): Promise<void> {
  const tabs = page.getByRole('tablist').first().getByRole('tab');
  const count = await tabs.count();
  for (let at = 0; at < count; at += 1) {
    await tabs.nth(at).click();
    await settled(page);
    const name = (await tabs.nth(at).textContent()) ?? '';
    await check(name);
    const views = page.getByRole('tabpanel').first().locator('[role=radio]:visible, [role=tab]:visible');
    for (let view = 0; view < (await views.count()); view += 1) {
      const isOff = await views
        .nth(view)
        .evaluate((element) => element.hasAttribute('disabled') || element.ariaDisabled === 'true');
      if (isOff) continue;
      await views.nth(view).click();
      await settled(page);
      await check(`${name}, view ${view}`);
    }
  }
}

async function walk(server: TestServer, watched: WatchedPage, sent: readonly Hostile[]): Promise<void> {
  const { page, complaints } = watched;
  const first = await server.bin('hostile');
  for (const [at, { place }] of sent.entries()) {
    await page.goto(`${server.url}/bins/hostile/requests/${first.lastSeq - sent.length + at + 1}`);
    await settled(page);
    await openEverything(page, async (where) => {
      expect(await page.evaluate(harm), `${place}, ${where}`).toEqual([]);
      expect(complaints, `${place}, ${where}`).toEqual([]);
    });
  }
}

it('nothing of a hostile request runs in any tab or view', { timeout: 240_000 }, async () => {
  const server = await startServer();
  for (const hostile of full) await send(server, hostile);
  await walk(server, await watch(`${server.url}/bins/hostile`), full);
});

it(
  'nothing of a hostile path, event or id runs in the list, the title or any tab',
  { timeout: 240_000 },
  async () => {
    const server = await startServer();
    for (const hostile of single) await send(server, hostile);
    for (const [at, note] of payloads.entries()) {
      const { status } = await server.api(`/api/bins/hostile/requests/${at + 1}`, {
        method: 'PATCH',
        json: { note },
      });
      expect(status).toBe(200);
    }
    await walk(server, await watch(`${server.url}/bins/hostile`), single);
  },
);

it('nothing of a hostile name or label of a bin runs on any screen, nor in the palette', async () => {
  const server = await startServer();
  const accepted: string[] = [];
  for (const [at, text] of payloads.entries()) {
    const id = `bin-${at}`;
    const label = text.replaceAll(',', '').slice(0, 40);
    const answers = [
      await server.api('/api/bins', { method: 'POST', json: { id, name: text.slice(0, 120) } }),
      await server.api(`/api/bins/${id}`, { method: 'PATCH', json: { labels: [label] } }),
    ];
    if (answers[0]?.status === 201) accepted.push(id);
  }
  // Only the one with control characters is refused.
  expect(accepted.length).toBe(payloads.length - 1);
  const { page, complaints } = await watch(`${server.url}/`);
  const check = async (where: string): Promise<void> => {
    expect(await page.evaluate(harm), where).toEqual([]);
    expect(complaints, where).toEqual([]);
  };
  await page
    .getByRole('link', { name: /canary/ })
    .first()
    .waitFor();
  await check('all bins');
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: 'Command palette' }).fill('canary');
  await page.getByRole('dialog').getByRole('option').first().waitFor();
  await check('the palette');
  for (const id of accepted) {
    await page.goto(`${server.url}/bins/${id}`);
    await page.getByText('Listening').first().waitFor();
    await check(id);
  }
  await page.goto(`${server.url}/bins/${ascii('<img src=x onerror=alert(1)>')}`);
  await page.getByText(/There is no bin/).waitFor();
  // The answer 404 is a line on the console.
  complaints.splice(0);
  await page.goto(`${server.url}/bins/bin-0?q=${ascii(all)}`);
  await page.getByRole('main').waitFor();
  expect(await page.evaluate(harm)).toEqual([]);
});
