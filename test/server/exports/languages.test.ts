/** Exported code is run, where its language is on this machine: what it sends is what was captured. */
import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { sendRaw } from '../../support/raw-socket.ts';
import { startServer, temporaryFolder, type TestServer } from '../../support/server.ts';
import { type Sink, startSink } from './sink.ts';
import { complaintsOf, hasTool } from '../../support/tools.ts';

const hasPython = hasTool('python3', ['--version']);
const hasRequests = hasPython && hasTool('python3', ['-c', 'import requests']);
const hasGo = hasTool('go', ['version']);
const hasCurl = hasTool('curl', ['--version']);

interface Odd {
  name: string;
  method?: string;
  path?: string;
  headers?: readonly string[];
  body: Buffer;
}

const odd: Odd[] = [
  {
    name: 'json',
    headers: ['Content-Type: application/json'],
    body: Buffer.from('{"a":"it\'s \\"é\\" ☃ 💩","b":`x`}'),
  },
  { name: 'lines', body: Buffer.from('a\nb\r\n\n"""\'\'\'${x}\\n\\u0041%s\u2028\ufeff') },
  { name: 'controls', body: Buffer.from('\0\x01\x1b[31m\x7f\u0085\u202e') },
  { name: 'bytes', body: randomBytes(3000) },
  {
    name: 'empty',
    headers: [
      'X-Empty:',
      'X-Latin: \xe9\xff',
      'X-Quote: it\'s "q" \\ $x `y`',
      'X-Escape: {"a":"\\u00e9 \\\\u0041 \\x41"}',
    ],
    body: Buffer.alloc(0),
  },
  { name: 'path', method: 'PUT', path: "/a b?q='%27&a[]=1".replace(' ', '%20'), body: Buffer.from('x') },
  { name: 'large', method: 'PATCH', body: randomBytes(1_500_000) },
];

/** A server whose hook URL is the sink, with the odd requests in bin `a`, in their order. */
async function captured(): Promise<{ server: TestServer; sink: Sink }> {
  const sink = await startSink();
  const server = await startServer(['--public-url', `http://127.0.0.1:${sink.port}`]);
  await server.api('/api/bins', { method: 'POST', json: { id: 'a' } });
  for (const { name, method = 'POST', path = '/x', headers = [], body } of odd) {
    const head = [
      `${method} /in/a${path} HTTP/1.1`,
      'Host: x',
      ...headers,
      `X-Mark: odd-${name}`,
      `Content-Length: ${body.length}`,
      '',
      '',
    ].join('\r\n');
    const { statuses } = await sendRaw({
      port: server.port,
      pieces: [Buffer.concat([Buffer.from(head, 'latin1'), body])],
    });
    expect(statuses).toEqual([200]);
  }
  return { server, sink };
}

async function codeOf(server: TestServer, seq: number, format: string): Promise<Buffer> {
  const response = await fetch(`${server.url}/api/bins/a/requests/${seq}/export/${format}`);
  expect(response.status).toBe(200);
  return Buffer.from(await response.arrayBuffer());
}

/** Writes the code of each odd request, runs it and compares what arrives. */
async function expectSame(format: string, file: string, command: readonly string[]): Promise<void> {
  const { server, sink } = await captured();
  const folder = await temporaryFolder();
  for (const [at, { name, method = 'POST', body, headers = [] }] of odd.entries()) {
    const path = join(folder, `${name}-${file}`);
    const code = await codeOf(server, at + 1, format);
    await writeFile(path, code);
    const arrived = sink.next(`odd-${name}`);
    const [program = '', ...args] = command;
    expect(await complaintsOf(program, [...args, path], {}), code.toString().slice(0, 3000)).toBe('');
    const sent = await arrived;
    expect(sent.method).toBe(method);
    expect(Buffer.from(sent.body, 'latin1').equals(body), `the body of ${name}`).toBe(true);
    const lines = sent.headers.map(([key, value]) => `${key.toLowerCase()}: ${value}`);
    for (const line of headers)
      expect(lines).toContain(line.replace(/^[^:]+:\s*/, (key) => `${key.trim().toLowerCase()} `));
    if (headers.length === 0) expect(lines.join('\n')).not.toMatch(/content-type/);
  }
}

it('JavaScript sends the same bytes: run by node', { timeout: 120_000 }, () =>
  expectSame('fetch', 'code.mjs', [process.execPath]),
);

it.skipIf(!hasRequests)('Python sends the same bytes: run with requests', { timeout: 120_000 }, () =>
  expectSame('python', 'code.py', ['python3']),
);

it.skipIf(!hasPython)('Python is Python, whatever was sent', async () => {
  const { server } = await captured();
  const check = 'import ast,sys; ast.parse(sys.stdin.buffer.read())';
  for (const at of odd.keys())
    expect(
      await complaintsOf('python3', ['-c', check], { input: await codeOf(server, at + 1, 'python') }),
    ).toBe('');
});

it.skipIf(!hasGo)('Go sends the same bytes: run by go', { timeout: 120_000 }, () =>
  expectSame('go', 'main.go', ['go', 'run']),
);

it.skipIf(!hasCurl)('HTTPie is a command that sh reads, whatever was sent', async () => {
  const { server } = await captured();
  for (const at of odd.keys())
    expect(await complaintsOf('sh', ['-n'], { input: await codeOf(server, at + 1, 'httpie') })).toBe('');
});
