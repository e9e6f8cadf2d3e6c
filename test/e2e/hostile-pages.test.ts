import { once } from 'node:events';
import { createServer } from 'node:http';
import { expect, it, onTestFinished } from 'vitest';
import { openBrowser, openPage } from '../support/browser.ts';
import { responding } from '../support/responding.ts';
import { startServer, type TestServer } from '../support/server.ts';

/** A web page of somebody else, on another port of this machine: the same site, another origin. */
async function foreignPage(): Promise<string> {
  const server = createServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'text/html' });
    response.end('<!doctype html><title>evil</title>');
  }).listen(0, '127.0.0.1');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  await once(server, 'listening');
  const address = server.address();
  return `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/`;
}

const secrets = async (): Promise<TestServer> => {
  const server = await startServer();
  await server.send('secret', { body: 'nobody else’s business' });
  return server;
};

it('another page cannot read, change or watch anything', async () => {
  const server = await secrets();
  const { page } = await openPage(await foreignPage());
  const results = await page.evaluate(async (url) => {
    const attempt = async (work: () => Promise<unknown>): Promise<string> => {
      try {
        return `worked: ${String(await work())}`;
      } catch {
        return 'refused';
      }
    };
    const read = (path: string, init?: RequestInit) => async (): Promise<string> =>
      (await fetch(url + path, init)).text();
    const watch = (): Promise<unknown> =>
      new Promise((resolve, reject) => {
        const socket = new WebSocket(`${url.replace('http', 'ws')}/api/live`);
        socket.addEventListener('open', resolve);
        socket.addEventListener('error', reject);
      });
    const script = (): Promise<unknown> =>
      new Promise((resolve, reject) => {
        const element = document.createElement('script');
        element.src = `${url}/api/bins`;
        element.addEventListener('load', resolve);
        element.addEventListener('error', reject);
        document.head.append(element);
      });
    await fetch(`${url}/api/bins`, { method: 'POST', mode: 'no-cors', body: '{"id":"planted"}' }).catch(
      () => undefined,
    );
    return [
      await attempt(read('/api/bins')),
      await attempt(read('/api/bins/secret/requests/1/body')),
      await attempt(
        read('/api/bins', {
          method: 'POST',
          body: '{"id":"planted"}',
          headers: { 'content-type': 'application/json' },
        }),
      ),
      await attempt(read('/api/bins/secret', { method: 'DELETE' })),
      await attempt(watch),
      await attempt(script),
    ];
  }, server.url);
  expect(results).toEqual(Array.from({ length: 6 }, () => 'refused'));
  const { body } = await server.api<{ items: { id: string }[] }>('/api/bins');
  expect(body.items.map(({ id }) => id)).toEqual(['secret']);
});

it('a name that was rebound to this machine is told that it is not served here', async () => {
  const server = await secrets();
  const browser = await openBrowser([`--host-resolver-rules=MAP evil.test 127.0.0.1`]);
  const page = await (await browser.newContext()).newPage();
  const response = await page.goto(`http://evil.test:${server.port}/`);
  expect(response?.status()).toBe(421);
  const inside = await page.evaluate(() =>
    fetch('/api/bins').then(
      ({ status }) => status,
      () => 'refused by the policy of the answer',
    ),
  );
  expect(inside).toBe('refused by the policy of the answer');
});

it('what a bin answers has no origin: it cannot reach the inspector', async () => {
  const server = await secrets();
  const { page } = await openPage(`${server.url}/in/secret`);
  expect(await page.evaluate(() => window.origin)).toBe('null');
});

it('a page that a bin answers with runs, as one of nobody: it reads, keeps and registers nothing', async () => {
  const server = await secrets();
  const script = `
    const tried = [];
    const attempt = async (name, work) => {
      try { await work(); tried.push(name + ' worked'); } catch { tried.push(name + ' refused'); }
    };
    await attempt('read', async () => (await fetch('/api/bins')).json());
    await attempt('keep', async () => localStorage.setItem('a', 'b'));
    await attempt('cookie', async () => { document.cookie = 'a=b'; if (!document.cookie) throw new Error(); });
    await attempt('register', () => navigator.serviceWorker.register('/in/a/worker.js', { scope: '/' }));
    await attempt('change', async () => {
      const answer = await fetch('/api/bins/secret', { method: 'DELETE' });
      if (!answer.ok) throw new Error();
    });
    document.body.textContent = tried.join(', ') + ', origin ' + self.origin;`;
  await responding(server, 'a', {
    headers: [
      ['content-type', 'text/html'],
      ['content-security-policy', 'sandbox allow-same-origin allow-scripts'],
    ],
    body: `<!doctype html><body><script type="module">${script}</script>`,
    rules: [
      {
        match: { path: '/worker.js' },
        headers: [['content-type', 'text/javascript']],
        body: 'self.onfetch = () => undefined;',
      },
    ],
  });
  const { page } = await openPage(`${server.url}/in/a/page`);
  await expect
    .poll(() => page.locator('body').textContent())
    .toBe('read refused, keep refused, cookie refused, register refused, change refused, origin null');
  expect((await server.page('secret')).items).toHaveLength(1);
});

it('what a sender sent never runs: not from a path, a header, a body or a name', async () => {
  const server = await startServer();
  const attack = `"><img src=x onerror=document.title='pwned'><script>document.title='pwned'</script>`;
  await server.send('a', {
    path: `/${encodeURIComponent(attack)}?${encodeURIComponent(attack)}`,
    headers: {
      'content-type': 'text/html',
      'x-github-event': attack,
      'x-attack': attack,
      cookie: `a=${attack}`,
    },
    body: `<!doctype html>${attack}`,
  });
  await server.send('a', {
    headers: { 'content-type': 'image/svg+xml' },
    body: `<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><script>alert(1)</script></svg>`,
  });
  await server.send('a', {
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ [attack]: attack }),
  });
  const { page } = await openPage(`${server.url}/bins/a`);
  const dialogs: string[] = [];
  page.on('dialog', (dialog) => {
    dialogs.push(dialog.message());
    void dialog.dismiss();
  });
  for (const seq of [1, 2, 3]) {
    await server.api(`/api/bins/a/requests/${seq}`, { method: 'PATCH', json: { note: attack } });
    for (const tab of ['', '/body', '/headers', '/query', '/cookies', '/raw', '/code', '/diff']) {
      await page.goto(`${server.url}/bins/a/requests/${seq}${tab}`);
      await page.getByRole('tabpanel').waitFor();
      await page.getByRole('heading', { level: 1 }).waitFor();
      expect(await page.title()).not.toContain('pwned');
    }
  }
  expect(dialogs).toEqual([]);
});

it('the page loads nothing from anywhere else', async () => {
  const server = await secrets();
  const { page } = await openPage(`${server.url}/bins/secret`);
  const elsewhere: string[] = [];
  page.on('request', (request) => {
    const url = new URL(request.url());
    if (url.origin !== server.url && url.protocol.startsWith('http')) elsewhere.push(request.url());
  });
  for (const path of ['/', '/bins/secret', '/bins/secret/requests/1/body', '/api/docs']) {
    await page.goto(`${server.url}${path}`, { waitUntil: 'networkidle' });
  }
  expect(elsewhere).toEqual([]);
});
