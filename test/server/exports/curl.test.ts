import { expect, it } from 'vitest';
import type { HeaderPair } from '../../../server/contract.ts';
import { sendRaw } from '../../support/raw-socket.ts';
import { startServer, type TestServer } from '../../support/server.ts';
import { type Sink, startSink } from './sink.ts';
import { complaintsOf, hasTool } from '../../support/tools.ts';
import type { SentRequest } from '../raw/wire.ts';
import { generate } from './generated.ts';

const hasCurl = hasTool('curl', ['--version']);

const count = 500;
const shells = 4;
// As the README says: they belong to the message, not to what it says.
const framing =
  /^(?:connection|content-length|expect|host|http2-settings|keep-alive|proxy-connection|te|trailer|transfer-encoding|upgrade)$/i;

const unframed = (headers: readonly HeaderPair[]): HeaderPair[] =>
  headers.filter(([name]) => !framing.test(name));

async function exportOf(server: TestServer, path: string, headers = {}): Promise<Buffer> {
  const response = await fetch(`${server.url}/api/bins/${path}`, { headers });
  expect(response.status).toBe(200);
  return Buffer.from(await response.arrayBuffer());
}

/** Method, target, version, headers and body as they are stored. */
async function stored(server: TestServer, bin: string, seq: number): Promise<SentRequest> {
  const { method, target, httpVersion, headers } = await server.request(bin, seq);
  const body = (await server.body(bin, seq)).toString('latin1');
  return { method, target, httpVersion, headers: unframed(headers), body, trailers: [] };
}

async function replayed(
  sink: Sink,
  mark: string,
  script: Buffer,
  env: Record<string, string> = {},
): Promise<SentRequest> {
  const arrived = sink.next(mark);
  const ended = complaintsOf('sh', ['-s'], { input: script, env }).then((said) => {
    if (said !== '') throw new Error(`${said}\n${script.toString().slice(0, 2000)}`);
    return arrived;
  });
  const sent = await Promise.race([arrived, ended]);
  await ended;
  return { ...sent, headers: unframed(sent.headers) };
}

it.skipIf(!hasCurl)(
  `sends the same bytes again: ${count} generated requests, exported as curl and run by sh`,
  { timeout: 120_000 },
  async () => {
    const sink = await startSink();
    const server = await startServer(['--public-url', `http://127.0.0.1:${sink.port}`]);
    await server.api('/api/bins', { method: 'POST', json: { id: 'a' } });
    const generated = generate(20_261_122, count, 'a');
    for (const { bytes } of generated) {
      const { statuses } = await sendRaw({
        port: server.port,
        pieces: [bytes],
        isHead: () => bytes.toString('latin1', 0, 4) === 'HEAD',
      });
      expect(statuses, bytes.toString('latin1').slice(0, 300)).toEqual([200]);
    }
    const left = generated.map(({ mark }, at) => ({ mark, seq: at + 1 }));
    let compared = 0;
    const worker = async (): Promise<void> => {
      for (let one = left.shift(); one; one = left.shift()) {
        const script = await exportOf(server, `a/requests/${one.seq}/export/curl`);
        expect(await replayed(sink, one.mark, script), script.toString().slice(0, 2000)).toEqual(
          await stored(server, 'a', one.seq),
        );
        compared += 1;
      }
    };
    await Promise.all(Array.from({ length: shells }, worker));
    expect(compared).toBe(count);
  },
);

it.skipIf(!hasCurl)(
  'fetches a body of 3 MB from this Hookglass, with the token of the environment',
  async () => {
    const sink = await startSink();
    const token = 'open-sesame-1';
    const headers = { authorization: `Bearer ${token}` };
    const server = await startServer(['--public-url', `http://127.0.0.1:${sink.port}`, '--token', token]);
    await server.api('/api/bins', { method: 'POST', json: { id: 'a' }, headers });
    const body = Buffer.alloc(3 * 2 ** 20, "@it's \0\r\n");
    await server.send('a', { body, headers: { 'x-mark': 'large' } });
    const script = await exportOf(server, 'a/requests/1/export/curl', headers);
    expect(script.length).toBeLessThan(2000);
    expect(script.toString()).toContain('# The body is too large for a command line');
    const sent = await replayed(sink, 'large', script, { HOOKGLASS_TOKEN: token });
    expect(Buffer.from(sent.body, 'latin1').equals(body)).toBe(true);
    // Without the token nothing is sent at all: a request with an empty body would be a lie.
    expect(await complaintsOf('sh', ['-s'], { input: script })).toContain('401');
  },
);

it.skipIf(!hasCurl)('makes one script of many requests', async () => {
  const sink = await startSink();
  const server = await startServer(['--public-url', `http://127.0.0.1:${sink.port}`]);
  const bodies = ['one', '@two\n', 'th\0ree'];
  for (const [at, body] of bodies.entries())
    await server.send('a', { body, path: '/x\n# y', headers: { 'x-mark': `many-${at}` } });
  const script = await exportOf(server, 'a/export/curl?q=has:body');
  expect(script.toString()).toMatch(/^#!\/bin\/sh\n/);
  const arrived = Promise.all(bodies.map((_, at) => sink.next(`many-${at}`)));
  expect(await complaintsOf('sh', ['-s'], { input: script })).toBe('');
  expect((await arrived).map(({ body }) => body)).toEqual(bodies);
});

it('sends to another base when it is asked to, and lets nothing out of the quotes', async () => {
  const server = await startServer();
  await server.send('a', { path: '/orders/7?x=1', body: 'b' });
  const to = async (base: string): Promise<string> =>
    (await exportOf(server, `a/requests/1/export/curl?to=${encodeURIComponent(base)}`)).toString();
  expect(await to('http://localhost:3000')).toContain("'http://localhost:3000/orders/7?x=1'");
  expect(await to('https://api.test/hook/?k=v#f')).toContain(
    "--http1.1 'https://api.test/hook/orders/7?k=v&x=1'",
  );
  expect(await to("http://localhost:3000/it's")).toContain("'http://localhost:3000/it%27s/orders/7?x=1'");
  for (const bad of ['localhost:3000', 'file:///etc/passwd', 'http://a:b@c', '']) {
    const { status } = await server.api(`/api/bins/a/requests/1/export/curl?to=${encodeURIComponent(bad)}`);
    expect(status).toBe(400);
  }
});

it('says in a comment what it cannot send, on one line that stays a comment', async () => {
  const server = await startServer(['--max-body', '10b']);
  await server.send('a', { body: 'longer than ten' });
  const bin = { method: 'POST', json: { id: 'b' } };
  await server.api('/api/bins', bin);
  await sendRaw({
    port: server.port,
    pieces: ['GET /in/b HTTP/1.1\r\nHost: localhost\r\nBad Name: x\r\n\r\n'],
    answers: null,
  });
  await sendRaw({
    port: server.port,
    pieces: [
      `GET /in/a HTTP/1.1\r\nHost: localhost\r\nX-Big: ${'v'.repeat(150_000)}\r\nX-Small: 1\r\n` +
        'Transfer-Encoding: chunked\r\n\r\n0\r\nX-Sum: \xc2\x9b1\r\n\r\n',
    ],
  });
  const cut = (await exportOf(server, 'a/requests/1/export/curl')).toString();
  expect(cut).toMatch(/^# This request is truncated: .*\n# Of 15 bytes of the body 10 are kept\.\ncurl /);
  const refused = (await exportOf(server, 'b/requests/1/export/curl')).toString();
  expect(refused).toMatch(
    /^# This request is refused: not valid HTTP.*\n# There is no whole request to send.*\n$/,
  );
  const odd = (await exportOf(server, 'a/requests/2/export/curl')).toString();
  expect(odd).toContain(
    '# The body came in chunks; it is sent with its length.\n# Trailer that is not sent: X-Sum: \u00c2\\x9b1\n',
  );
  expect(odd).toContain('# Header that curl cannot send (longer than an argument may be): X-Big\n');
  expect(odd).toContain("-H 'X-Small: 1'");
});
