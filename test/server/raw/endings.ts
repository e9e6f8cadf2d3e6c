/** How connections go on and end; which bin it is, and whether it takes anything. */
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

const times = (count: number): number[] => Array.from({ length: count }, (_, at) => at);
const numbered = (at: number): string =>
  message(`POST /in/{bin}/${at}?n=${at} HTTP/1.1`, [`X-N: ${at}`, 'Content-Length: 3'], String(100 + at));
const promised = (length: number, body: string): string =>
  message('POST /in/{bin} HTTP/1.1', [`Content-Length: ${length}`], body);
const aborted = (name: string, pieces: RawCase['pieces'], kept: string): RawCase => ({
  name,
  pieces,
  end: 'destroy',
  statuses: [],
  rows: [{ state: 'aborted', reason: /ended before/, method: 'POST', kept }],
  closed: true,
});
const unfinished = (name: string, sent: string, kept: string): RawCase =>
  keptLast(name, sent, {
    end: 'half',
    statuses: [400],
    rows: [{ state: 'aborted', reason: /ended before/, method: 'POST', kept }],
  });

const connections: RawCase[] = [
  kept('answers 20 requests of one write in their order', times(20).map(numbered).join(''), {
    statuses: Array(21).fill(200),
    rows: Array(21).fill('sent'),
  }),
  kept('answers 300 requests of one write in their order', times(300).map(numbered).join(''), {
    statuses: Array(301).fill(200),
    rows: Array(301).fill('sent'),
  }),
  kept(
    'answers 50 requests in turn',
    times(50).flatMap((at) => [numbered(at), { until: `"seq":${at + 1}}` }]),
    {
      statuses: Array(51).fill(200),
      rows: Array(51).fill('sent'),
    },
  ),
  kept(
    'answers a mixture of methods, framings and planes in its order',
    [
      `${post('one')}${message('HEAD /in/{bin} HTTP/1.1')}${message('GET /healthz HTTP/1.1')}${chunked('2\r\nhi\r\n0\r\n\r\n')}`,
    ],
    { statuses: [200, 200, 200, 200, 200], rows: ['sent', 'sent', 'sent', 'sent'] },
  ),
  kept(
    'answers a request whose head is split at every boundary of the one before',
    [
      post('one').slice(0, -1),
      `e${post('two').slice(0, 9)}`,
      `${post('two').slice(9)}${post('three').slice(0, 1)}`,
      post('three').slice(1),
    ],
    { statuses: [200, 200, 200, 200], rows: ['sent', 'sent', 'sent', 'sent'] },
  ),
  keptLast('answers a sender that has half-closed', post('{"a":1}'), { end: 'half' }),
  keptLast('answers three requests of a sender that has half-closed', post('x').repeat(3), {
    end: 'half',
    statuses: [200, 200, 200],
    rows: ['sent', 'sent', 'sent'],
  }),
  keptLast('answers a large request of a sender that has half-closed', post(noise(700_000)), { end: 'half' }),
  keptLast(
    'takes nothing after a request that closes',
    `${message('GET /in/{bin} HTTP/1.1', ['Connection: close'])}${post('late')}`,
    { rows: ['sent', { state: 'refused', reason: /Data after/, method: 'POST' }] },
  ),
  {
    name: 'closes when nothing was sent at all',
    pieces: [],
    end: 'half',
    statuses: [],
    rows: [],
    closed: true,
  },
  {
    name: 'closes when only line ends were sent',
    pieces: ['\r\n\r\n'],
    end: 'half',
    statuses: [],
    rows: [],
    closed: true,
  },
  turnedAway('refuses a head that ends early', 'POST /in/{bin} HTTP/1.1\r\nHost: {auth', 400, {
    end: 'half',
    rows: [{ state: 'aborted', reason: /ended before/, method: 'POST', target: '/in/{bin}' }],
  }),
  unfinished('records what had arrived of a body that ends early', promised(100, 'only this'), 'only this'),
  unfinished(
    'records what had arrived of chunks that end early',
    chunked('5\r\nhello\r\n5\r\nwo'),
    'hellowo',
  ),
  unfinished('records chunks without the last one', chunked('5\r\nhello\r\n'), 'hello'),
  unfinished('records 300 kB of a body that ends early', promised(900_000, noise(300_000)), noise(300_000)),
  aborted('records a sender that is gone before its body is over', [promised(100, 'only this')], 'only this'),
  aborted('records a sender that is gone before its body began', [promised(100, '')], ''),
  aborted('records a sender that is gone amid chunks', [chunked('5\r\nhello\r\n5\r\nw')], 'hellow'),
  {
    ...aborted(
      'records a sender that is gone after one whole request',
      [post('whole'), { until: '"seq":1}' }, promised(9, 'half')],
      'half',
    ),
    statuses: [200],
    rows: ['sent', { state: 'aborted', reason: /ended before/, kept: 'half' }],
  },
  {
    ...aborted(
      'records a sender that is gone within its head',
      ['POST /in/{bin} HTTP/1.1\r\nHost: {authority}\r\nX-Slow'],
      '',
    ),
    rows: [{ state: 'aborted', reason: /ended before/, method: 'POST', target: '/in/{bin}' }],
  },
];

const reset = (name: string, pieces: RawCase['pieces'], more: Partial<RawCase> = {}): RawCase => ({
  name,
  pieces,
  end: 'reset',
  statuses: [],
  rows: [],
  closed: true,
  ...more,
});
const upgrade = (protocol: string, ...headers: readonly string[]): string =>
  message('GET /{path} HTTP/1.1', ['Connection: Upgrade', `Upgrade: ${protocol}`, ...headers]);

/** node:http takes its listeners off a socket at an upgrade: an error without one would end the process. */
const resets: RawCase[] = [
  reset('survives a reset amid a tunnel', [message('CONNECT evil.test:1 HTTP/1.1'), '\x16\x03\x01']),
  reset(
    'survives a reset after a tunnel was refused',
    [message('CONNECT evil.test:1 HTTP/1.1'), { until: ' 405 ' }, noise(100_000)],
    { statuses: [405] },
  ),
  reset('survives a reset amid a WebSocket handshake', [
    upgrade('websocket', 'Sec-WebSocket-Version: 13', 'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==').replace(
      '{path}',
      'api/live',
    ),
  ]),
  reset('survives a reset amid an upgrade that is none', [upgrade('h2c').replace('{path}', 'api/bins')]),
  reset('survives a reset amid a head', ['GET /healthz HTTP/1.1\r\nHo']),
  reset('survives a reset amid TLS', ['\x16\x03\x01\x02']),
  reset(
    'records a reset amid the body of an upgrade',
    [
      message('POST /in/{bin} HTTP/1.1', [
        'Connection: Upgrade',
        'Upgrade: h2c',
        'Expect: 100-continue',
        'Content-Length: 99',
      ]),
      { until: '100 Continue' },
    ],
    { rows: [{ state: 'aborted', reason: /went away after 0 bytes/, method: 'POST', kept: '' }] },
  ),
];

/** A body of the control plane that never comes whole: nobody is left to answer but the listener. */
const unreadable: RawCase[] = [
  turnedAway(
    'answers a body to the API that ends early',
    message('POST /api/bins HTTP/1.1', ['Content-Type: application/json', 'Content-Length: 9'], '{"id"'),
    400,
    {
      end: 'half',
      says: /ended before/,
    },
  ),
  turnedAway(
    'answers malformed chunks to the API',
    message(
      'POST /api/bins HTTP/1.1',
      ['Content-Type: application/json', 'Transfer-Encoding: chunked'],
      'zz\r\n',
    ),
    400,
    {
      says: /chunk size/,
    },
  ),
];

const bins: RawCase[] = [
  kept('makes the bin that a local sender names', post('{"a":1}'), { bin: 'none' }),
  kept('makes the bin that a hook host names', 'GET /x HTTP/1.1\r\nHost: {bin}.localhost\r\n\r\n', {
    bin: 'none',
  }),
  passedOver(
    'makes no bin for a foreign Host and says how to',
    post('x').replace('{authority}', 'evil.test'),
    404,
    {
      bin: 'none',
      says: /No bin is called .*POST \/api\/bins/,
    },
  ),
  turnedAway(
    'makes no bin for a request without a Host',
    'GET /in/{bin} HTTP/1.1\r\nConnection: close\r\n\r\n',
    404,
    { bin: 'none' },
  ),
  turnedAway(
    'makes no bin for a malformed request',
    message('GET /in/{bin} HTTP/1.1', ['Bad Name: x']),
    400,
    { bin: 'none' },
  ),
  ...[
    'UPPER',
    'b'.repeat(64),
    'a%62c',
    '%2e%2e',
    '-dash',
    '_line',
    'a.b',
    '..',
    '',
    'h~',
    '__proto__',
    'a,b',
  ].map((name) =>
    turnedAway(
      `turns away the bin name ${JSON.stringify(name)}`,
      message(`GET /in/${name} HTTP/1.1`, ['Connection: close']),
      404,
      {
        says: /A bin is named by/,
      },
    ),
  ),
  passedOver('turns away /in', message('POST /in HTTP/1.1', ['Content-Length: 2'], 'hi'), 404, {
    says: /A bin is named by/,
  }),
  turnedAway('turns away /in//x', message('GET /in//x HTTP/1.1', ['Connection: close']), 404),
  turnedAway('knows no hook at /IN', message('GET /IN/{bin} HTTP/1.1', ['Connection: close']), 404),
  turnedAway('knows no hook at //in', message('GET //in/{bin} HTTP/1.1', ['Connection: close']), 404),
  turnedAway(
    'knows no hook at an encoded /in',
    message('GET /%69n/{bin} HTTP/1.1', ['Connection: close']),
    404,
  ),
  turnedAway('answers 503 for a paused bin', post('{"a":1}', 'Connection: close'), 503, {
    bin: 'paused',
    says: /retry-after: 1\r\n/,
  }),
  passedOver('answers 503 for a paused bin after 3 MB', post(noise(3_000_000)), 503, { bin: 'paused' }),
  passedOver(
    'answers 503 for a paused bin to an upgrade',
    message('GET /in/{bin} HTTP/1.1', ['Connection: Upgrade', 'Upgrade: websocket']),
    503,
    { bin: 'paused' },
  ),
  turnedAway(
    'answers HEAD to a paused bin without a body',
    message('HEAD /in/{bin} HTTP/1.1', ['Connection: close']),
    503,
    { bin: 'paused' },
  ),
  passedOver(
    'answers 404 after 3 MB for a bin that is none',
    message('POST /in/NONE HTTP/1.1', ['Content-Length: 3000000'], noise(3_000_000)),
    404,
  ),
];

export const endingCases: readonly RawCase[] = [...connections, ...resets, ...unreadable, ...bins];
