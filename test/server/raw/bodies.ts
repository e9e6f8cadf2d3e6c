/** Bodies of every size and kind; upgrades that come with a body or without. */
import { gzipSync } from 'node:zlib';
import {
  chunked,
  kept,
  keptLast,
  message,
  noise,
  passedOver,
  post,
  type RawCase,
  turnedAway,
} from './case.ts';

/** What the server of the suite is started with. */
export const maxBodyBytes = 10 * 2 ** 20;

const kilobyte = 1024;
const inChunks = (body: string, size: number): string => {
  const parts = Array.from({ length: Math.ceil(body.length / size) }, (_, at) =>
    body.slice(at * size, (at + 1) * size),
  );
  return `${parts.map((part) => `${part.length.toString(16)}\r\n${part}\r\n`).join('')}0\r\n\r\n`;
};
const cut = (body: string): Partial<RawCase> => ({
  statuses: [413, 200],
  rows: [
    {
      state: 'truncated',
      reason: /longer than 10485760 bytes/,
      method: 'POST',
      kept: body.slice(0, maxBodyBytes),
      all: body,
    },
    'sent',
  ],
});
const limit = noise(maxBodyBytes, 3);
// A larger body is put away before its request is kept: what is pipelined behind it would get the earlier number.
const answered = { until: '"seq":1}' };
const over = `${limit}x`;
const farOver = `${limit}${noise(2_000_000, 4)}`;

const sizes: RawCase[] = [
  ...[
    0,
    1,
    2,
    1023,
    65_535,
    65_536,
    65_537,
    256 * kilobyte - 1,
    256 * kilobyte,
    256 * kilobyte + 1,
    1024 * kilobyte,
  ].map((size) =>
    kept(
      `keeps a body of ${size} bytes`,
      size < 256 * kilobyte ? post(noise(size, size)) : [post(noise(size, size)), answered],
    ),
  ),
  kept('keeps a body that is exactly the limit', [post(limit), answered]),
  kept('keeps chunks that are exactly the limit', [chunked(inChunks(limit, 99_999)), answered]),
  // The body of a cut request must be read off the connection for the next one to be in step.
  {
    ...kept('cuts a body of one byte over the limit and knows its size', [post(over), answered]),
    ...cut(over),
  },
  { ...kept('cuts a body far over the limit', [post(farOver), answered]), ...cut(farOver) },
  { ...kept('cuts chunks over the limit', [chunked(inChunks(farOver, 300_000)), answered]), ...cut(farOver) },
  kept('keeps a body of many small chunks', chunked(inChunks(noise(20_000, 9), 3))),
];

const kinds: RawCase[] = [
  ...['GET', 'DELETE', 'OPTIONS', 'TRACE', 'PROPFIND'].map((method) =>
    kept(
      `keeps ${method} with a body`,
      message(`${method} /in/{bin} HTTP/1.1`, ['Content-Length: 4'], 'body'),
    ),
  ),
  kept('keeps HEAD with a body', message('HEAD /in/{bin} HTTP/1.1', ['Content-Length: 4'], 'body')),
  ...[
    '',
    ';',
    '/',
    'json',
    'application/',
    'application/json;',
    'application/json; charset',
    'a/b/c',
    '"',
    'text/html; charset=utf-99',
    'multipart/form-data',
    '*/*',
    'application/json, text/plain',
    '\xff/\xfe',
    'APPLICATION/JSON',
    'x'.repeat(5000),
  ].map((type) =>
    kept(
      `keeps the content type ${JSON.stringify(type.slice(0, 30))}`,
      post('{"a":1}', `Content-Type: ${type}`),
    ),
  ),
  ...[
    '{',
    '',
    '{"__proto__":{"x":1}}',
    '[1,2',
    'nul',
    '\xff\xfe{',
    '{"a":1}{"b":2}',
    '[['.repeat(50_000),
    '9'.repeat(100_000),
  ].map((body) =>
    kept(
      `keeps ${JSON.stringify(body.slice(0, 24))} that says it is JSON`,
      post(body, 'Content-Type: application/json'),
    ),
  ),
  kept(
    'keeps gzip that says it is JSON',
    post(gzipSync('{"a":1}').toString('latin1'), 'Content-Type: application/json'),
  ),
  kept(
    'keeps gzip as it is sent',
    post(gzipSync('x'.repeat(100_000)).toString('latin1'), 'Content-Encoding: gzip'),
  ),
  kept('keeps what is not gzip but says so', post('plain', 'Content-Encoding: gzip, br, gzip')),
  kept(
    'keeps every byte there is',
    post(Array.from({ length: 256 }, (_, at) => String.fromCharCode(at)).join('')),
  ),
  kept('keeps a body that looks like a request', post('GET /in/{other} HTTP/1.1\r\nHost: x\r\n\r\n')),
  kept(
    'keeps a multipart body with strange names',
    post(
      '--b\r\nContent-Disposition: form-data; name="a"; filename="../../x\0.sh"\r\n\r\n\xff\xd8\r\n--b--\r\n',
      'Content-Type: multipart/form-data; boundary=b',
    ),
  ),
];

const h2c = [
  'Connection: Upgrade, HTTP2-Settings',
  'Upgrade: h2c',
  'HTTP2-Settings: AAEAAEAAAAIAAAABAAMAAABkAAQBAAAAAAUAAEAA',
];
const webSocket = [
  'Connection: Upgrade',
  'Upgrade: websocket',
  'Sec-WebSocket-Version: 13',
  'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
];
const line = 'POST /in/{bin} HTTP/1.1';

const upgrades: RawCase[] = [
  kept("keeps a POST of Java's HttpClient", message(line, [...h2c, 'Content-Length: 7'], '{"a":1}')),
  kept(
    "keeps a chunked POST of Java's HttpClient",
    message(line, ['Transfer-Encoding: chunked', ...h2c], '7\r\n{"a":1}\r\n0\r\nX-T: 1\r\n\r\n'),
  ),
  kept('keeps a POST of curl --http2 without a body', message('GET /in/{bin} HTTP/1.1', h2c)),
  kept('keeps an h2c body that comes in several writes', [
    message(line, [...h2c, 'Content-Length: 9']),
    'abc',
    'def',
    'ghi',
  ]),
  kept('keeps an h2c body of 1 MB', [
    message(line, [...h2c, `Content-Length: ${2 ** 20}`], noise(2 ** 20, 5)),
    answered,
  ]),
  kept('keeps an h2c request that waits for 100 Continue', [
    message(line, [...h2c, 'Expect: 100-continue', 'Content-Length: 5']),
    { until: '100 Continue\r\n\r\n' },
    'hello',
  ]),
  kept(
    'keeps an h2c request behind one that is not answered yet',
    [`${post('first')}${message(line, [...h2c, 'Content-Length: 6'], 'second')}${post('third')}`],
    { statuses: [200, 200, 200, 200], rows: ['sent', 'sent', 'sent', 'sent'] },
  ),
  kept(
    'keeps three h2c requests in one write',
    message(line, [...h2c, 'Content-Length: 2'], 'hi').repeat(3),
    {
      statuses: [200, 200, 200, 200],
      rows: ['sent', 'sent', 'sent', 'sent'],
    },
  ),
  kept(
    'keeps an h2c request behind one of the control plane',
    [`${message('GET /healthz HTTP/1.1')}${message(line, [...h2c, 'Content-Length: 2'], 'hi')}`],
    { statuses: [200, 200, 200], rows: ['sent', 'sent'] },
  ),
  kept(
    'keeps a WebSocket handshake to a bin and does not switch',
    message('GET /in/{bin}/socket HTTP/1.1', webSocket),
    { path: '/socket' },
  ),
  kept(
    'keeps a WebSocket handshake to a hook host',
    `GET /api/live HTTP/1.1\r\nHost: {bin}.localhost\r\n${webSocket.join('\r\n')}\r\n\r\n`,
    {
      path: '/api/live',
    },
  ),
  kept(
    'keeps an unknown upgrade',
    message(line, ['Connection: upgrade', 'Upgrade: telepathy/2, h2c', 'Content-Length: 2'], 'hi'),
  ),
  kept(
    'keeps repeated Upgrade headers',
    message(line, ['Connection: upgrade', 'Upgrade: h2c', 'UPGRADE: websocket', 'Content-Length: 2'], 'hi'),
  ),
  kept(
    'keeps an Upgrade header without its Connection',
    message(line, ['Upgrade: h2c', 'Content-Length: 2'], 'hi'),
  ),
  kept(
    'keeps 8-bit bytes and __proto__ beside an upgrade',
    message(line, [...h2c, 'X-N: \xe9\xff', '__proto__: 1', 'Content-Length: 2'], 'hi'),
  ),
  keptLast(
    'keeps an upgrade of HTTP/1.0',
    'POST /in/{bin} HTTP/1.0\r\nConnection: upgrade\r\nUpgrade: h2c\r\nContent-Length: 2\r\n\r\nhi',
  ),
  passedOver(
    'answers a WebSocket handshake that no router can read and goes on',
    message('GET /api/%zz/live HTTP/1.1', webSocket),
    400,
  ),
  turnedAway(
    'answers h2c to the API as HTTP/1.1',
    message('GET /api/system HTTP/1.1', [...h2c, 'Connection: close']),
    200,
  ),
  turnedAway(
    'answers a POST that asks for a WebSocket as a POST',
    message('POST /api/live HTTP/1.1', [...webSocket, 'Connection: close', 'Content-Length: 0']),
    404,
  ),
];

export const bodyCases: readonly RawCase[] = [...sizes, ...kinds, ...upgrades];
