/** Repeatable requests of every odd kind, as the bytes that are sent. */
import { chunkBytes, mulberry } from './random.ts';

/** A request and the text by which a sink knows it again. */
export interface Generated {
  mark: string;
  bytes: Buffer;
}

const methods =
  'GET POST PUT PATCH DELETE HEAD OPTIONS TRACE PROPFIND REPORT M-SEARCH QUERY PURGE LINK'.split(' ');
const paths = [
  '',
  '/',
  '/orders',
  "/it's/$HOME/`id`/!!",
  '/a"b',
  '/%00/%zz/%',
  '/%c3%a9/%ff%fe',
  '/a/../b/./c/..',
  '/%2e%2e/x',
  '//double//',
  '/{a,b}/[1-3]',
  '/a#b',
  '/<>|^\\',
  '/;a=1,b:c@d',
  "/'\\''",
  '/-X/--help',
  '/a*b?',
  '/~user/a+b/(c)',
];
const queries = [
  '',
  '?',
  '?a=1&b=2',
  '?q=%27%22&a[]=1&a[]=2',
  "?x='$(id)'&&=&y",
  '?a=b?c=d',
  '?{x}',
  '?a=../../b',
  '?to=http://evil.test/',
];
const names = [
  'X-A',
  'x-a',
  'X-B',
  'Accept',
  'User-Agent',
  'Cookie',
  'Authorization',
  'Content-Type',
  'Referer',
  'Range',
  '-dash',
  "!#$%&'*+.^_`|~",
  'Accept-Encoding',
  'X-Forwarded-For',
  'Set-Cookie',
  '__proto__',
];
const values = [
  '',
  'plain',
  "it's",
  '"double"',
  '$HOME `id` $(id) ${x}',
  '!! !x \\ \\n \\\\',
  'caf\xc3\xa9 \xe2\x98\x83 \xf0\x9f\x92\xa9',
  'latin \xe9\xff\x80',
  'a\tb',
  '@/etc/passwd',
  ';',
  ': x:',
  '%s%d%%n',
  'text/plain; charset=utf-8',
  '*/*',
  '-H x',
  '\xc2\x9b31m\xe2\x80\xae',
  'v'.repeat(5000),
];
const texts = [
  '{"a":1,"s":"it\'s \\"quoted\\" \u2603"}',
  'a=1&b=%20&c=',
  '@/etc/passwd',
  "'",
  "'''\n'\n",
  'line\r\n',
  'ends with newline\n\n\n',
  '\n',
  '--form\r\nContent-Disposition: form-data; name="x"\r\n\r\n1\r\n--form--\r\n',
  '$HOME `id` $(id) \\ \\\\ ! %s "',
  'BODY_IN_BASE64\n',
  '\ufeffwith a mark',
  'nul\0inside',
  '\u001b[201~ escape \u202e',
  'tab\tand emoji \u{1f4a9}\u200d',
  '<x>&amp;</x>',
];

/** The requests of a seed for a bin. */
export function generate(seed: number, count: number, bin: string): Generated[] {
  const random = mulberry(seed);
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)] as T;
  const times = (most: number): number => Math.floor(random() * (most + 1));
  const body = (): Buffer => {
    const kind = random();
    if (kind < 0.3) return Buffer.alloc(0);
    if (kind < 0.8) return Buffer.from(pick(texts));
    if (kind < 0.92) return chunkBytes(random, times(2000));
    if (kind < 0.96) return Buffer.from("'é$\n".repeat(times(30_000)));
    return chunkBytes(random, times(300_000));
  };
  return Array.from({ length: count }, (_, at): Generated => {
    const mark = `mark-${at}-`;
    const bytes = body();
    const version = random() < 0.08 ? '1.0' : '1.1';
    const chunked = version === '1.1' && random() < 0.1;
    const head = [
      `${pick(methods)} ${random() < 0.03 ? 'http://evil.test' : ''}/in/${bin}${pick(paths)}${pick(queries)} HTTP/${version}`,
      'Host: localhost',
      ...Array.from({ length: times(6) }, () => `${pick(names)}: ${pick(values)}`),
      `X-Mark: ${mark}`,
      ...(chunked
        ? ['Transfer-Encoding: chunked']
        : bytes.length > 0 || random() < 0.5
          ? [`Content-Length: ${bytes.length}`]
          : []),
      '',
      '',
    ].join('\r\n');
    const framed = chunked
      ? [
          Buffer.from(bytes.length > 0 ? `${bytes.length.toString(16)}\r\n` : ''),
          bytes,
          Buffer.from(bytes.length > 0 ? '\r\n0\r\n\r\n' : '0\r\n\r\n'),
        ]
      : [bytes];
    return { mark, bytes: Buffer.concat([Buffer.from(head, 'latin1'), ...framed]) };
  });
}
