/** Header fields, one by one and in numbers; Host above all. */
import { kept, message, type RawCase, refused, turnedAway } from './case.ts';

const get = (...headers: readonly string[]): string => message('GET /in/{bin} HTTP/1.1', headers);
const withHost = (...hosts: readonly string[]): string =>
  ['GET /in/{bin} HTTP/1.1', ...hosts.map((host) => `Host: ${host}`), '', ''].join('\r\n');
const tooLarge: Partial<RawCase> = {
  statuses: [431],
  rows: [{ state: 'refused', reason: /larger than 256 kB/, method: 'GET', target: '/in/{bin}' }],
};

const fields: RawCase[] = [
  kept('keeps 8-bit bytes in a value', get('X-Name: h\xc3\xa9\xe9\xff\x80')),
  kept('keeps an empty value', get('X-Empty:', 'X-Blank:   ', 'X-Tab:\t')),
  kept(
    'keeps repeats in their order and case',
    get('X-Dup: a', 'x-dup: b', 'X-DUP: a', 'X-Other: c', 'x-Dup: d'),
  ),
  kept(
    'keeps repeated fields that node:http drops or joins',
    get(
      'Content-Type: a/b',
      'Content-Type: c/d',
      'User-Agent: x',
      'User-Agent: y',
      'Cookie: a=1',
      'Cookie: b=2',
      'Set-Cookie: c',
      'Set-Cookie: d',
      'Referer: r',
      'Referer: s',
      'Authorization: 1',
      'Authorization: 2',
    ),
  ),
  kept('keeps strange legal characters in a name', get("!#$%&'*+-.^_`|~09azAZ: x")),
  kept('keeps names of one character', get('a: 1', 'A: 2', '0: 3', '_: 4')),
  kept('keeps a name of 4 kB', get(`X-${'n'.repeat(4096)}: v`)),
  kept(
    'keeps __proto__ and its kind',
    get('__proto__: x', 'constructor: y', 'prototype: z', 'toString: a', 'hasOwnProperty: b'),
  ),
  kept('keeps spaces and tabs within a value', get('X-A: a  b\tc', 'X-B:\t padded \t')),
  kept('keeps a value without a space before it', get('X-A:b', 'X-B::c', 'X-C: : d:')),
  kept(
    'keeps names that the capture plane answers with',
    get('Hookglass-Seq: 99', 'Content-Security-Policy: none'),
  ),
  kept(
    'keeps markup and shell in a value',
    get('X-A: <script>alert(1)</script>', "X-B: '; rm -rf / #", 'X-C: =cmd|x'),
  ),
  kept(
    'keeps forwarded headers as they are and believes none',
    get(
      'X-Forwarded-For: 1.2.3.4',
      'X-Forwarded-Host: evil.test',
      'Forwarded: for=1.2.3.4',
      'X-HTTP-Method-Override: DELETE',
    ),
  ),
  kept(
    'keeps foreign origins and fetch metadata',
    get('Origin: https://evil.test', 'Sec-Fetch-Site: cross-site'),
  ),
  kept('keeps a header of 60 kB', get(`X-Big: ${'v'.repeat(60_000)}`)),
  kept('keeps a header of 200 kB', get(`X-Big: ${'v'.repeat(200_000)}`)),
  kept('keeps 200 headers', get(...Array.from({ length: 200 }, (_, at) => `X-${at}: ${at}`))),
  kept(
    'keeps 2,500 headers and the body behind them',
    message(
      'POST /in/{bin} HTTP/1.1',
      [...Array.from({ length: 2500 }, (_, at) => `X-Many: ${at}`), 'Content-Length: 4'],
      'body',
    ),
  ),
  kept('keeps 10,000 headers', get(...Array.from({ length: 10_000 }, (_, at) => `H${at}: v`))),
  refused(
    'refuses a header that is larger than a head may be',
    get(`X-Big: ${'v'.repeat(300_000)}`),
    tooLarge,
  ),
  refused(
    'refuses more headers than fit in a head',
    get(...Array.from({ length: 9000 }, (_, at) => `X-${at}: ${'v'.repeat(40)}`)),
    tooLarge,
  ),
  refused('refuses a header of 2 MB', get(`X-Big: ${'v'.repeat(2_000_000)}`), tooLarge),
  refused('refuses a folded header', get('X-A: b', '  folded')),
  refused('refuses a fold after Host', 'GET /in/{bin} HTTP/1.1\r\nHost: {authority}\r\n\tfold\r\n\r\n'),
  refused('refuses a space before the colon', get('X-A : b')),
  refused('refuses a space within a name', get('X A: b')),
  refused('refuses a line without a colon', get('no colon here')),
  refused('refuses an empty name', get(': b')),
  refused('refuses an 8-bit byte in a name', get('X-\xe9: b')),
  ...['(', ')', '<', '@', ',', ';', '\\', '"', '/', '[', '{', '\x7f'].map((char) =>
    refused(`refuses ${JSON.stringify(char)} in a name`, get(`X${char}Y: b`)),
  ),
  refused('refuses a NUL in a value', get('X-A: a\0b')),
  refused('refuses an ESC in a value', get('X-A: \x1b[2J')),
  refused('refuses a DEL in a value', get('X-A: \x7f')),
  refused('refuses a bare CR in a value', get('X-A: a\rX-B: c')),
  refused('refuses a bare CR at the end of a line', 'GET /in/{bin} HTTP/1.1\rHost: {authority}\r\r'),
  refused('refuses a bare LF at the end of a line', 'GET /in/{bin} HTTP/1.1\nHost: {authority}\n\n'),
  refused('refuses a bare LF after a header', 'GET /in/{bin} HTTP/1.1\r\nHost: {authority}\nX-A: b\r\n\r\n'),
  refused(
    'refuses a head whose lines came one by one',
    ['POST /in/{bin} HTTP/1.1\r\n', 'Host: {authority}\r\n', 'X-Ok: 1\r\n', 'Bad Header: 2\r\n', '\r\n'],
    { rows: [{ state: 'refused', reason: /not valid HTTP/, method: 'POST', target: '/in/{bin}' }] },
  ),
];

const hosts: RawCase[] = [
  kept('keeps a request without a Host', withHost()),
  kept('keeps two Hosts', withHost('{authority}', 'evil.test')),
  ...[
    '',
    '[::1]',
    '[::1]:4665',
    'evil.test',
    'EVIL.TEST:80',
    'a.b.localhost',
    'localhost.',
    'localhost:99999',
    ':80',
    '@',
    'a b',
    'user@localhost',
    'localhost/in/other',
    'http://localhost',
    '[',
    ']',
    '[::1',
    '%00',
    '..',
    '-',
    '__proto__',
    '0',
    'h\xe9.test',
    '{authority}, evil.test',
    'h'.repeat(10_000),
  ].map((host) => kept(`keeps a request with the Host ${JSON.stringify(host.slice(0, 40))}`, withHost(host))),
  kept(
    'keeps a Host that names another bin by the bin of the path when the name is none',
    withHost('UPPER_.x.localhost'),
  ),
  turnedAway(
    'answers a malformed Host on the control plane',
    message('GET /api/bins HTTP/1.1', ['Connection: close']).replace('{authority}', '[::1'),
    421,
  ),
  turnedAway(
    'answers a missing Host on the control plane',
    'GET /api/bins HTTP/1.1\r\nConnection: close\r\n\r\n',
    421,
  ),
  turnedAway(
    'answers a foreign Host on the control plane',
    'GET / HTTP/1.1\r\nHost: evil.test\r\nConnection: close\r\n\r\n',
    421,
  ),
];

const hostForm: RawCase[] = [
  ...[
    '{bin}.localhost',
    '{bin}.localhost:1',
    '{bin}.LOCALHOST',
    '{bin}.localhost.',
    '{bin}.localhost.:4665',
  ].map((host) =>
    kept(
      `takes the bin from the Host ${host}`,
      `POST /a/../%zz?q HTTP/1.1\r\nHost: ${host}\r\nContent-Length: 2\r\n\r\nhi`,
      {
        path: '/a/../%zz?q',
      },
    ),
  ),
  kept(
    'gives the whole path to the bin of the Host',
    'GET /api/bins HTTP/1.1\r\nHost: {bin}.localhost\r\n\r\n',
    { path: '/api/bins' },
  ),
  kept('keeps a path that names another bin', 'GET /in/other HTTP/1.1\r\nHost: {bin}.localhost\r\n\r\n', {
    path: '/in/other',
  }),
  kept(
    'keeps an absolute target below a hook host',
    'GET http://{bin}.localhost/x?y HTTP/1.1\r\nHost: {bin}.localhost\r\n\r\n',
    {
      path: '/x?y',
    },
  ),
];

export const headerCases: readonly RawCase[] = [...fields, ...hosts, ...hostForm];
