/** Methods, targets and versions. */
import { kept, keptLast, message, type RawCase, refused, turnedAway } from './case.ts';

const get = (target: string, ...headers: readonly string[]): string =>
  message(`GET ${target} HTTP/1.1`, headers);

const knownMethods =
  'GET POST PUT PATCH DELETE OPTIONS TRACE PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK SEARCH BIND REBIND ' +
  'UNBIND ACL REPORT MKACTIVITY CHECKOUT MERGE M-SEARCH NOTIFY SUBSCRIBE UNSUBSCRIBE PURGE MKCALENDAR LINK ' +
  'UNLINK SOURCE QUERY';

const methods: RawCase[] = [
  ...knownMethods
    .split(' ')
    .map((method) => kept(`keeps ${method}`, message(`${method} /in/{bin} HTTP/1.1`, ['Content-Length: 0']))),
  kept('keeps HEAD and answers without a body', message('HEAD /in/{bin} HTTP/1.1')),
  ...['get', 'Post', 'BREW', 'FOO', 'G', 'GETT', 'PROPFINDER', 'X'.repeat(40)].map((method) =>
    refused(
      `refuses the method ${method}, which the parser does not know`,
      message(`${method} /in/{bin} HTTP/1.1`),
    ),
  ),
  turnedAway('refuses CONNECT: no tunnel is opened', message('CONNECT example.com:443 HTTP/1.1'), 405),
  turnedAway(
    'refuses CONNECT to a hook host and says so in its bin',
    'CONNECT example.com:443 HTTP/1.1\r\nHost: {bin}.localhost\r\n\r\n\x16\x03\x01tunnelled',
    405,
    { rows: [{ state: 'refused', reason: /CONNECT/, method: 'CONNECT', target: 'example.com:443' }] },
  ),
  turnedAway(
    'answers OPTIONS * from the control plane',
    message('OPTIONS * HTTP/1.1', ['Connection: close']),
    404,
  ),
  keptLast(
    'keeps OPTIONS * of a hook host',
    'OPTIONS * HTTP/1.1\r\nHost: {bin}.localhost\r\nConnection: close\r\n\r\n',
    {
      path: '*',
    },
  ),
];

const targets: RawCase[] = [
  kept('keeps a broken percent escape', get('/in/{bin}/%zz/%'), { path: '/%zz/%' }),
  kept('keeps invalid UTF-8 in percent escapes', get('/in/{bin}/%ff%fe?%80=%c0%af'), {
    path: '/%ff%fe?%80=%c0%af',
  }),
  kept('keeps doubled slashes', get('/in/{bin}//a//b'), { path: '//a//b' }),
  kept('keeps dot segments', get('/in/{bin}/../../etc/passwd'), { path: '/../../etc/passwd' }),
  kept('keeps an empty query', get('/in/{bin}?'), { path: '/?' }),
  kept('keeps a query without a path', get('/in/{bin}?a=1&a=2&&=&a'), { path: '/?a=1&a=2&&=&a' }),
  kept('keeps several question marks', get('/in/{bin}/a?b?c=d?e'), { path: '/a?b?c=d?e' }),
  kept('keeps a fragment', get('/in/{bin}/a#b'), { path: '/a#b' }),
  kept('keeps an encoded slash as it is', get('/in/{bin}/a%2Fb%2fc'), { path: '/a%2Fb%2fc' }),
  kept('keeps quotes, brackets and braces', get('/in/{bin}/"<>[]{}|\\^`'), { path: '/"<>[]{}|\\^`' }),
  kept('keeps a backslash path', get('/in/{bin}/\\..\\..\\x'), { path: '/\\..\\..\\x' }),
  kept('keeps a query that looks like a URL', get('/in/{bin}/r?to=http://evil.test/'), {
    path: '/r?to=http://evil.test/',
  }),
  kept('keeps a semicolon and a colon', get('/in/{bin}/a;b=c:d@e'), { path: '/a;b=c:d@e' }),
  kept('keeps a target of 8 kB', get(`/in/{bin}/${'p'.repeat(8192)}`)),
  kept('keeps a target of 60 kB', get(`/in/{bin}/${'p'.repeat(60_000)}?${'q'.repeat(400)}`)),
  kept('keeps a target of 200 kB', get(`/in/{bin}/${'%20'.repeat(66_000)}`)),
  refused('refuses a target that is longer than a head may be', get(`/in/{bin}/${'p'.repeat(300_000)}`), {
    statuses: [431],
    rows: [{ state: 'refused', reason: /larger than 256 kB/, method: 'GET' }],
  }),
  kept('takes an absolute target with its own host by its path', get('http://{authority}/in/{bin}/abs?x'), {
    path: '/abs?x',
  }),
  kept('takes an absolute target with a foreign host by its path', get('http://evil.test/in/{bin}/abs'), {
    path: '/abs',
  }),
  kept('takes an absolute https target by its path', get('HTTPS://evil.test:443/in/{bin}'), { path: '/' }),
  turnedAway(
    'does not dial an absolute target',
    get('http://evil.test/', 'Connection: close').replace('{authority}', 'evil.test'),
    421,
  ),
  turnedAway(
    'takes an absolute target without a path as the root',
    get('http://localhost', 'Connection: close'),
    200,
  ),
  refused('refuses a target without a slash', get('in/{bin}'), { rows: [] }),
  refused('refuses an empty target', 'GET  HTTP/1.1\r\nHost: {authority}\r\n\r\n', { rows: [] }),
  refused('refuses a space in the target', get('/in/{bin}/a b')),
  refused('refuses raw 8-bit bytes in the target', get('/in/{bin}/h\xc3\xa9'), {
    rows: [{ state: 'refused', reason: /^not valid HTTP/, method: 'GET', target: '/in/{bin}/h\xc3\xa9' }],
  }),
  refused('refuses a NUL in the target', get('/in/{bin}/a\0b')),
  refused('refuses an ESC in the target', get('/in/{bin}/\x1b[31m')),
  refused('refuses a tab in the target', get('/in/{bin}/a\tb')),
];

const versions: RawCase[] = [
  keptLast(
    'keeps HTTP/1.0 and closes',
    'POST /in/{bin} HTTP/1.0\r\nHost: {authority}\r\nContent-Length: 2\r\n\r\nhi',
  ),
  kept(
    'keeps HTTP/1.0 with keep-alive open',
    message('POST /in/{bin} HTTP/1.0', ['Connection: keep-alive', 'Content-Length: 2'], 'hi'),
  ),
  keptLast('keeps HTTP/1.0 without a Host', 'GET /in/{bin} HTTP/1.0\r\n\r\n'),
  keptLast(
    'sends no 100 Continue to HTTP/1.0',
    'POST /in/{bin} HTTP/1.0\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\nhi',
    { says: /^HTTP\/1\.1 200 / },
  ),
  ...['0.9', '2.0', '1.2', '3.0', '1.', '11', '1.10'].map((version) =>
    refused(`refuses HTTP/${version}`, message(`GET /in/{bin} HTTP/${version}`), {
      rows: [{ state: 'refused', reason: /HTTP/, method: 'GET', target: '/in/{bin}' }],
    }),
  ),
  ...['0.9', '2.0'].map((version) =>
    refused(`refuses HTTP/${version} on the control plane`, message(`GET /healthz HTTP/${version}`), {
      rows: [],
    }),
  ),
  refused('refuses a line without a version', 'GET /in/{bin}\r\n\r\n', {
    rows: [{ state: 'refused', reason: /HTTP/, method: 'GET', target: '/in/{bin}' }],
  }),
  refused('refuses another protocol', message('GET /in/{bin} ICE/1.0')),
  refused('refuses HTTP in lower case', message('GET /in/{bin} http/1.1')),
  refused('refuses words after the version', message('GET /in/{bin} HTTP/1.1 now')),
  refused('refuses the preface of HTTP/2', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\x04\0\0\0\0\0', {
    rows: [],
    says: /HTTP\/2/,
  }),
  refused(
    'refuses a TLS handshake and says what it is',
    '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03abcdef',
    {
      rows: [],
      says: /TLS/,
    },
  ),
  refused('refuses a SOCKS greeting', '\x05\x01\0', { rows: [] }),
  refused('refuses SSH', 'SSH-2.0-OpenSSH_9.6\r\n', { rows: [] }),
  refused('refuses binary noise', `\xff\xfe\xfd${'\x80\x90'.repeat(500)}`, { rows: [] }),
  refused('refuses an answer in place of a request', 'HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n', {
    rows: [],
  }),
  kept('skips empty lines before a request', `\r\n\r\n\r\n${get('/in/{bin}')}`),
  refused('refuses a space before the method', ` ${get('/in/{bin}')}`, { rows: [] }),
];

export const requestLineCases: readonly RawCase[] = [...methods, ...targets, ...versions];
