import { describe, expect, it } from 'vitest';
import { LiveClient } from '../support/live-client.ts';
import { sendRaw } from '../support/raw-socket.ts';
import { startServer, type TestServer } from '../support/server.ts';

const token = 'a-long-enough-token';

/** The status of a request with a head of our own making. */
async function statusOf(
  server: TestServer,
  path: string,
  headers: string[],
  method = 'GET',
): Promise<number> {
  const head = [`${method} ${path} HTTP/1.1`, ...headers, 'Connection: close', '', ''].join('\r\n');
  const { statuses } = await sendRaw({ port: server.port, pieces: [head] });
  return statuses[0] ?? 0;
}

describe('a Host', () => {
  it.each([
    'localhost',
    'localhost:4665',
    '127.0.0.1',
    '127.9.9.9',
    '[::1]',
    '[::1]:80',
    'a.b.localhost',
    'LOCALHOST',
    'localhost.',
  ])('%s is ours', async (host) => {
    const server = await startServer();
    expect(await statusOf(server, '/api/bins', [`Host: ${host}`])).toBe(200);
  });

  it.each([
    'evil.test',
    'localhost.evil.test',
    '0.0.0.0',
    '10.0.0.1',
    'a b',
    'localhost@evil.test',
    '',
    '[::1',
    'x:y',
    'a'.repeat(5000),
  ])('%s is answered 421, on the page, the API and the live stream', async (host) => {
    const server = await startServer();
    for (const path of ['/', '/api/bins', '/api/live', '/bins/a']) {
      expect(await statusOf(server, path, [`Host: ${host}`])).toBe(421);
    }
  });

  it('that is refused is told which setting allows it', async () => {
    const server = await startServer();
    const { text } = await sendRaw({
      port: server.port,
      pieces: ['GET / HTTP/1.1\r\nHost: evil.test\r\n\r\n'],
    });
    expect(text).toContain('--allow-host evil.test');
    expect(
      await statusOf(await startServer(['--allow-host', 'evil.test']), '/api/bins', ['Host: evil.test']),
    ).toBe(200);
  });

  it('does not matter to a bin', async () => {
    const server = await startServer();
    await server.send('a');
    expect(await statusOf(server, '/in/a', ['Host: my-tunnel.example'], 'POST')).toBe(200);
  });

  it('may be missing from a health check', async () => {
    const server = await startServer();
    expect(await statusOf(server, '/healthz', ['Host: 10.1.2.3'])).toBe(200);
  });
});

describe('a browser', () => {
  const own = (server: TestServer): string => `Host: localhost:${server.port}`;

  it.each([
    ['a foreign origin', 'Origin: https://evil.test'],
    ['another port of this machine', 'Origin: http://localhost:1'],
    ['a sandboxed page', 'Origin: null'],
    ['an origin that cannot be read', 'Origin: ://'],
    ['a cross-site fetch', 'Sec-Fetch-Site: cross-site'],
    ['a same-site fetch', 'Sec-Fetch-Site: same-site'],
  ])('is refused when it comes from %s', async (_name, header) => {
    const server = await startServer();
    expect(await statusOf(server, '/api/bins', [own(server), header])).toBe(403);
    const type = ['Content-Type: application/json', 'Content-Length: 0'];
    expect(await statusOf(server, '/api/bins', [own(server), header, ...type], 'POST')).toBe(403);
    expect((await server.api('/api/bins')).body).toEqual({ items: [] });
  });

  it('is refused however the route is spelled', async () => {
    const server = await startServer();
    for (const path of ['/%61pi/bins', 'http://localhost/api/bins', '/ap%69/system']) {
      expect(await statusOf(server, path, [own(server), 'Sec-Fetch-Site: cross-site'])).toBe(403);
    }
  });

  it('gets no handshake from a route that is no live stream', async () => {
    const server = await startServer();
    for (const path of ['/api/bins', '/api/system', '/api/none']) {
      await expect(LiveClient.open(`${server.url.replace('http', 'ws')}${path}`)).rejects.toThrow('404');
    }
  });

  it('is refused when it sends two origins', async () => {
    const server = await startServer();
    const origin = `Origin: http://localhost:${server.port}`;
    expect(await statusOf(server, '/api/bins', [own(server), origin])).toBe(200);
    expect(await statusOf(server, '/api/bins', [own(server), origin, origin])).toBe(403);
  });

  it.each(['https://evil.test', 'http://localhost:1', 'null'])(
    'gets no live stream for the origin %s',
    async (origin) => {
      const server = await startServer();
      const url = `${server.url.replace('http', 'ws')}/api/live`;
      await expect(LiveClient.open(url, { origin })).rejects.toThrow('403');
      await expect(LiveClient.open(url, { origin: server.url })).resolves.toBeTruthy();
    },
  );

  it.each([
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'application/jsonp',
    '',
  ])('cannot change anything with a body of the type "%s"', async (type) => {
    const server = await startServer();
    const answer = await server.api('/api/bins', {
      method: 'POST',
      headers: { 'content-type': type },
      body: '{"id":"a"}',
    });
    expect(answer.status).toBe(415);
    expect((await server.api('/api/bins')).body).toEqual({ items: [] });
  });

  it('gets no permission to read across origins, and headers that keep the rest out', async () => {
    const server = await startServer();
    await server.send('a', { body: '<script>alert(1)</script>' });
    for (const path of [
      '/',
      '/api/bins',
      '/api/bins/a/requests/1',
      '/api/bins/a/requests/1/body',
      '/api/none',
    ]) {
      const { headers } = await server.api(path);
      expect(headers.get('access-control-allow-origin')).toBeNull();
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('cross-origin-resource-policy')).toBe('same-origin');
      expect(headers.get('content-security-policy')).toContain("default-src 'none'");
    }
  });

  it('gets a body only as a sandboxed download', async () => {
    const server = await startServer();
    await server.send('a', { body: '<script>alert(1)</script>', headers: { 'content-type': 'text/html' } });
    const { headers } = await server.api('/api/bins/a/requests/1/body');
    expect(headers.get('content-type')).toBe('application/octet-stream');
    expect(headers.get('content-disposition')).toBe('attachment; filename="a-1.bin"');
    expect(headers.get('content-security-policy')).toContain('sandbox');
  });

  it('gets answers of bins only into a sandbox', async () => {
    const server = await startServer();
    for (const path of ['/in/a', '/in/BAD']) {
      const response = await fetch(`${server.url}${path}`);
      expect(response.headers.get('content-security-policy')).toMatch(/^sandbox(?!.*allow-same-origin)/);
    }
  });
});

describe('a token', () => {
  const start = (): Promise<TestServer> => startServer(['--token', token]);
  const authorization = `Bearer ${token}`;

  it('is asked for by every route of the API but its description', async () => {
    const server = await start();
    for (const path of ['/api/bins', '/api/bins/a', '/api/bins/a/requests', '/api/system', '/api/none']) {
      expect((await server.api(path)).status).toBe(401);
    }
    for (const path of ['/api/openapi.json', '/api/docs', '/healthz', '/readyz']) {
      expect((await server.api(path)).status).toBe(200);
    }
  });

  it('is asked for however a route is spelled', async () => {
    const server = await start();
    const head = (target: string): string =>
      `GET ${target} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`;
    const spelled = (path: string): string[] => [
      ...Array.from({ length: path.length - 1 }, (_, index) => {
        const at = index + 1;
        const code = path.charCodeAt(at).toString(16);
        return `${path.slice(0, at)}%${code}${path.slice(at + 1)}`;
      }),
      `http://x${path}`,
      `http://localhost${path}`,
      path.toUpperCase(),
      `/${path}`,
      `/.${path}`,
    ];
    for (const path of ['/api/bins', '/api/system', '/api/live', '/api/bins/a/requests']) {
      for (const target of spelled(path)) {
        const { statuses, text } = await sendRaw({ port: server.port, pieces: [head(target)] });
        expect([target, statuses[0]]).toEqual([target, expect.toBeOneOf([401, 404])]);
        expect(text.toLowerCase()).toContain('content-security-policy');
      }
    }
  });

  it('opens the API, and only the right one does', async () => {
    const server = await start();
    expect((await server.api('/api/bins', { headers: { authorization } })).status).toBe(200);
    for (const wrong of [
      `${authorization}x`,
      'Bearer ',
      `Basic ${token}`,
      token,
      `Bearer ${token.slice(1)}`,
    ]) {
      expect((await server.api('/api/bins', { headers: { authorization: wrong } })).status).toBe(401);
    }
  });

  it('opens the live stream, as a header or as a subprotocol', async () => {
    const server = await start();
    const url = `${server.url.replace('http', 'ws')}/api/live`;
    await expect(LiveClient.open(url)).rejects.toThrow('401');
    await expect(LiveClient.open(url, { headers: { authorization } })).resolves.toBeTruthy();
    const bearer = `bearer.${Buffer.from(token).toString('base64url')}`;
    const client = await LiveClient.open(url, {}, ['hookglass', bearer]);
    expect(client.socket.protocol).toBe('hookglass');
    await expect(LiveClient.open(url, {}, ['hookglass', `${bearer}x`])).rejects.toThrow('401');
  });

  it('is not needed to send to a bin, whose name cannot be guessed', async () => {
    const server = await start();
    const { body } = await server.api<{ id: string }>('/api/bins', {
      method: 'POST',
      headers: { authorization },
    });
    expect(body.id).toMatch(/^[0-9a-f]{32}$/);
    expect((await server.send(body.id)).status).toBe(200);
  });
});
