/** Where a body begins and ends: Content-Length, chunks, Expect. */
import { chunked, kept, keptLast, message, noise, post, type RawCase, refused, turnedAway } from './case.ts';

const withLength = (length: string, body: string, ...headers: readonly string[]): string =>
  message('POST /in/{bin} HTTP/1.1', [...headers, `Content-Length: ${length}`], body);
const row = (reason: RegExp, kept = '', method = 'POST'): Partial<RawCase> => ({
  rows: [{ state: 'refused', reason, method, target: '/in/{bin}', kept }],
});
const byteByByte = (text: string): string[] =>
  text
    .split(/(\{\w+\})/)
    .flatMap((part) => (part.startsWith('{b') || part.startsWith('{a') ? [part] : part.split('')));

/** What is left over after a request whose length was told too small; what is sent then would be part of it. */
const leftOver = (name: string, body: string, length: number): RawCase =>
  keptLast(name, withLength(String(length), body), {
    statuses: [200, 400],
    rows: ['sent', { state: 'refused', reason: /after the end of the request/, kept: body.slice(length) }],
  });

const lengths: RawCase[] = [
  kept('keeps a POST without a length', message('POST /in/{bin} HTTP/1.1')),
  kept('keeps a length of 0', withLength('0', '')),
  kept('keeps a length with leading zeros', withLength('0004', 'body')),
  kept('keeps a length with spaces around it', withLength('  4  ', 'body')),
  leftOver('keeps the request and refuses a bracket after it', '{"name":"Zo\xc3\xab"}', 13),
  leftOver('keeps the request and refuses letters after it', '{"a":1}xyz', 7),
  leftOver('keeps the request and refuses what begins like a method', 'hello POTATO', 6),
  leftOver(
    'keeps the request and refuses binary noise after it',
    `0123456789${noise(400, 7).replace(/^[\s\S]/, '\xff')}`,
    10,
  ),
  leftOver('keeps a request without a body and refuses the body that came anyway', '{"a":1}', 0),
  leftOver('keeps 64 kB and refuses one byte more', `${'b'.repeat(65_536)}}`, 65_536),
  keptLast(
    'keeps the request and refuses garbage that comes in a later write',
    [withLength('2', 'hi'), { until: '"seq":1}' }, '}}'],
    {
      statuses: [200, 400],
      rows: ['sent', { state: 'refused', reason: /after the end of the request/, kept: '}}' }],
    },
  ),
  refused(
    'refuses garbage once, however many writes it takes',
    [withLength('2', 'hi'), '}', '}', '}', '}', '}'],
    {
      statuses: [200, 400],
      rows: ['sent', { state: 'refused', reason: /after the end of the request/ }],
    },
  ),
  kept('skips line ends after a body', [withLength('2', 'hi'), '\r\n\r\n']),
  ...[
    '-1',
    '+5',
    '5, 5',
    '5,6',
    '0x5',
    '5.0',
    '5 5',
    'five',
    '',
    '٥',
    '5;',
    '99999999999999999999999',
    '18446744073709551616',
  ].map((length) =>
    refused(
      `refuses the length ${JSON.stringify(length)}`,
      withLength(Buffer.from(length).toString('latin1'), 'hello'),
    ),
  ),
  refused('refuses the same length twice', withLength('5', 'hello', 'Content-Length: 5')),
  refused('refuses two different lengths', withLength('5', 'hello', 'content-length: 6')),
  refused('refuses a length and chunks together', withLength('3', '0\r\n\r\n', 'Transfer-Encoding: chunked')),
  refused('refuses chunks and a length together', chunked('0\r\n\r\n', 'Content-Length: 3')),
];

const chunks: RawCase[] = [
  kept('keeps chunks', chunked('5\r\nhello\r\n6\r\n world\r\n0\r\n\r\n')),
  kept('keeps an empty chunked body', chunked('0\r\n\r\n')),
  kept('keeps a last chunk of many zeros', chunked('2\r\nhi\r\n00000\r\n\r\n')),
  kept(
    'keeps chunks of one byte',
    chunked(
      `${'one by one'
        .split('')
        .map((char) => `1\r\n${char}\r\n`)
        .join('')}0\r\n\r\n`,
    ),
  ),
  kept(
    'keeps chunk sizes in both cases with leading zeros',
    chunked(`00a\r\n0123456789\r\nA\r\n0123456789\r\n0\r\n\r\n`),
  ),
  kept('keeps chunks that hold line ends and chunk sizes', chunked('7\r\n0\r\n\r\n\r\n\r\n0\r\n\r\n')),
  kept(
    'keeps a large chunk of every byte',
    chunked(`${(100_000).toString(16)}\r\n${noise(100_000)}\r\n0\r\n\r\n`),
  ),
  kept('keeps chunk extensions out of the body', chunked('2;a=b;c="d e";f\r\nhi\r\n0;last\r\n\r\n')),
  kept('takes chunk extensions of 8 kB', chunked(`2;${'e'.repeat(8000)}\r\nhi\r\n0\r\n\r\n`)),
  kept(
    'keeps trailers in order, case and repeats',
    chunked('2\r\nhi\r\n0\r\nX-B: 1\r\nX-a: 2\r\nx-b: 3\r\nX-Empty:\r\nX-8: \xe9\r\n\r\n', 'Trailer: X-B'),
  ),
  kept(
    'keeps 200 trailers',
    chunked(`0\r\n${Array.from({ length: 200 }, (_, at) => `X-${at}: ${at}\r\n`).join('')}\r\n`),
  ),
  kept(
    'keeps trailers named like prototypes and hosts',
    chunked('0\r\n__proto__: x\r\nHost: evil.test\r\nAuthorization: y\r\n\r\n'),
  ),
  kept(
    'keeps CHUNKED in upper case',
    message('POST /in/{bin} HTTP/1.1', ['TRANSFER-ENCODING: CHUNKED'], '2\r\nhi\r\n0\r\n\r\n'),
  ),
  kept(
    'keeps chunks below another coding',
    message('POST /in/{bin} HTTP/1.1', ['Transfer-Encoding: gzip, chunked'], '2\r\n\x1f\x8b\r\n0\r\n\r\n'),
  ),
  kept(
    'keeps a chunked GET',
    message('GET /in/{bin} HTTP/1.1', ['Transfer-Encoding: chunked'], '2\r\nhi\r\n0\r\n\r\n'),
  ),
  refused('refuses chunk extensions of 64 kB', chunked(`2;${'e'.repeat(65_536)}\r\nhi\r\n0\r\n\r\n`), {
    statuses: [413],
    ...row(/chunk extensions are too long/),
  }),
  refused('refuses a chunk size that is no number', chunked('zz\r\nhi\r\n0\r\n\r\n'), row(/chunk size/i)),
  refused(
    'refuses a negative chunk size and keeps what came before',
    chunked('2\r\nhi\r\n-2\r\nhi\r\n0\r\n\r\n'),
    row(/chunk size/i, 'hi'),
  ),
  refused('refuses an empty chunk size', chunked('\r\nhi\r\n0\r\n\r\n'), row(/not valid HTTP/)),
  refused(
    'refuses a chunk size in hexadecimal notation',
    chunked('0x2\r\nhi\r\n0\r\n\r\n'),
    row(/not valid HTTP/),
  ),
  refused(
    'refuses a chunk size beyond 64 bits',
    chunked('fffffffffffffffff\r\nhi\r\n0\r\n\r\n'),
    row(/not valid HTTP/),
  ),
  refused('refuses a space before a chunk size', chunked(' 2\r\nhi\r\n0\r\n\r\n'), row(/not valid HTTP/)),
  refused(
    'refuses a chunk that is longer than it says',
    chunked('2\r\nhiho\r\n0\r\n\r\n'),
    row(/not valid HTTP/, 'hi'),
  ),
  refused('refuses bare LF in chunks', chunked('2\nhi\n0\n\n'), row(/not valid HTTP/)),
  refused(
    'refuses a malformed trailer and keeps the body',
    chunked('2\r\nhi\r\n0\r\nbad trailer\r\n\r\n'),
    row(/not valid HTTP/, 'hi'),
  ),
  refused(
    'refuses a length among the trailers',
    chunked('2\r\nhi\r\n0\r\nContent-Length: 2\r\n\r\n'),
    row(/not valid HTTP/, 'hi'),
  ),
  refused(
    'refuses trailers that are larger than a head may be',
    chunked(`0\r\nX: ${'t'.repeat(300_000)}\r\n\r\n`),
    {
      statuses: [431],
      ...row(/larger than 256 kB/),
    },
  ),
  ...[
    'identity',
    'gzip',
    'chunked, gzip',
    'chunked, identity',
    'xchunked',
    'chunked;q=1',
    '"chunked"',
    'chunked chunked',
  ].map((coding) =>
    refused(
      `refuses the transfer coding ${coding}`,
      message('POST /in/{bin} HTTP/1.1', [`Transfer-Encoding: ${coding}`], '2\r\nhi\r\n0\r\n\r\n'),
    ),
  ),
];

const dribbled: RawCase[] = [
  kept('keeps a request that comes byte by byte', byteByByte(post('{"slow":true}', 'X-A: b'))),
  kept(
    'keeps chunks that come byte by byte',
    byteByByte(chunked('5;x=y\r\nhello\r\n1\r\n!\r\n0\r\nX-T: 1\r\n\r\n')),
  ),
  kept('keeps a body that comes apart from its head', [withLength('6', ''), 'abc', 'def']),
  refused(
    'refuses what comes byte by byte, once',
    byteByByte(message('GET /in/{bin} HTTP/1.1', ['Bad Name: x'])),
    {
      rows: [{ state: 'refused', reason: /not valid HTTP/, method: 'GET', target: '/in/{bin}' }],
    },
  ),
];

const expects: RawCase[] = [
  kept('asks a waiting sender to continue', [
    withLength('5', '', 'Expect: 100-continue'),
    { until: 'HTTP/1.1 100 Continue\r\n\r\n' },
    'hello',
  ]),
  kept('asks a waiting sender of chunks to continue', [
    chunked('', 'Expect: 100-Continue'),
    { until: 'HTTP/1.1 100 Continue\r\n\r\n' },
    '5\r\nhello\r\n0\r\n\r\n',
  ]),
  kept('asks a sender to continue who says it twice', [
    withLength('5', '', 'Expect: 100-continue', 'Expect: 100-continue'),
    { until: '100 Continue\r\n\r\n' },
    'hello',
  ]),
  kept('keeps a body that did not wait', withLength('5', 'hello', 'Expect: 100-continue')),
  kept('keeps an expectation without a body', message('GET /in/{bin} HTTP/1.1', ['Expect: 100-continue'])),
  kept('keeps an unknown expectation', withLength('5', 'hello', 'Expect: 200-ok')),
  kept('keeps an empty expectation', withLength('5', 'hello', 'Expect:')),
  turnedAway(
    'does not ask for a body that it will not keep',
    withLength('5000000', '', 'Expect: 100-continue'),
    503,
    {
      bin: 'paused',
      says: /^HTTP\/1\.1 503 /,
    },
  ),
  keptLast(
    'closes after the answer when the sender wants it',
    message('GET /in/{bin} HTTP/1.1', ['Connection: close']),
  ),
  keptLast(
    'closes when close is one of several options',
    message('GET /in/{bin} HTTP/1.1', ['Connection: x, Close']),
  ),
];

export const framingCases: readonly RawCase[] = [...lengths, ...chunks, ...dribbled, ...expects];
