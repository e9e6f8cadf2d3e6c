import { describe, expect, it } from 'vitest';
import { mediaType } from '../../server/headers.ts';
import { parseMultipart, safeFileName } from '../../server/multipart.ts';

const type = mediaType('multipart/form-data; boundary=X');
const read = (text: string, media = type) => {
  const bytes = Buffer.from(text);
  const { parts, problem } = parseMultipart(bytes, media);
  return {
    problem: problem?.code ?? null,
    parts: parts.map(({ start, end, name, fileName }) => [
      name,
      fileName,
      bytes.subarray(start, end).toString(),
    ]),
  };
};
const part = (name: string, body: string, more = '') =>
  `--X\r\nContent-Disposition: form-data; name="${name}"${more}\r\n\r\n${body}\r\n`;

describe('multipart bodies', () => {
  it('gives each part its exact bytes, with a preamble before and an epilogue after', () => {
    expect(read(`hello\r\n${part('a', '1\r\n2')}${part('b', '')}--X--\r\nbye`)).toEqual({
      problem: null,
      parts: [
        ['a', null, '1\r\n2'],
        ['b', null, ''],
      ],
    });
  });

  it('takes what only looks like the boundary for content', () => {
    const body = 'a--X\r\n--XY\r\n --X\r\n--X-';
    expect(read(`${part('a', body)}--X--`).parts).toEqual([['a', null, body]]);
  });

  it('keeps the headers as sent and reads the names as UTF-8, as the extended form, or as latin1', () => {
    const { parts } = parseMultipart(
      Buffer.from('--X\r\nX-One:  1\r\nx-one: 2\r\n\r\nbody\r\n--X--\r\n'),
      type,
    );
    expect(parts[0]?.headers).toEqual([
      ['X-One', '1'],
      ['x-one', '2'],
    ]);
    expect(
      read(`${part('é', '1', '; filename="x"; filename*=UTF-8\'\'caf%C3%A9.txt')}--X--`).parts[0],
    ).toEqual(['é', 'café.txt', '1']);
  });

  it('reads parts without headers, and without the blank line', () => {
    expect(read('--X\r\n\r\nbody\r\n--X\r\nA: b\r\n--X--').parts).toEqual([
      [null, null, 'body'],
      [null, null, ''],
    ]);
  });

  it.each([
    ['no-boundary', 'anything', mediaType('multipart/form-data')],
    ['boundary-missing', '--Y\r\n\r\n1\r\n--Y--', type],
    ['line-feeds', '--X\nA: b\n\n1\n--X--\n', type],
    ['no-end', part('a', 'cut he'), type],
  ])('says %s', (problem, text, media) => {
    expect(read(text, media).problem).toBe(problem);
  });

  it('reads what arrived of a body that was cut', () => {
    expect(read(`${part('a', '1')}--X\r\nContent-Disposition: form-data; name="b"\r\n\r\nhal`).parts).toEqual(
      [
        ['a', null, '1'],
        ['b', null, 'hal'],
      ],
    );
  });

  it('is quick with a body that is nothing but almost boundaries', () => {
    const media = mediaType(`multipart/form-data; boundary=${'-'.repeat(70)}`);
    const startedAt = performance.now();
    read('-'.repeat(5_000_000), media);
    read('\r\n--'.repeat(1_000_000), media);
    expect(performance.now() - startedAt).toBeLessThan(2_000);
  });
});

describe('a safe name for a file', () => {
  it.each([
    ['report.pdf', 'report.pdf'],
    ['../../etc/passwd', 'passwd'],
    ['C:\\Users\\me\\x.txt', 'x.txt'],
    ['invoice\u202Efdp.exe', 'invoicefdp.exe'],
    ['a\0b\r\nc".txt', 'abc.txt'],
    ['.htaccess', 'htaccess'],
    ['con.txt', '_con.txt'],
    ['...', 'part-1.bin'],
    ['', 'part-1.bin'],
    ['日本語.txt', '日本語.txt'],
    [`${'x'.repeat(500)}.pdf`, `${'x'.repeat(60)}.pdf`],
  ])('%j becomes %j', (name, safe) => {
    expect(safeFileName(name, 'part-1.bin')).toBe(safe);
  });
});

describe('what is read from senders takes no longer for being hostile', () => {
  // Each took seconds to minutes; a head of this server may have 256 kB.
  const long = 200_000;
  it.each<[string, () => unknown]>([
    ['a Content-Type with a long word', () => mediaType(`x/y;${'a'.repeat(long)};=`)],
    ['a file name with many dots', () => safeFileName(`a${'.'.repeat(long)}b`, 'x')],
    [
      'a body of line feeds',
      () => parseMultipart(Buffer.alloc(2 ** 24, '--X\r\n\n', 'latin1').fill(10, 7), type),
    ],
  ])('%s', (_name, read) => {
    const startedAt = performance.now();
    read();
    expect(performance.now() - startedAt).toBeLessThan(400);
  });

  it('still reads parameters as before', () => {
    const { parameters } = mediaType('a/b ; charset = x; charset=utf-8;boundary="a;\\"b" ; junk; x=1');
    expect([...parameters]).toEqual([
      ['charset', 'utf-8'],
      ['boundary', 'a;"b'],
      ['x', '1'],
    ]);
  });
});
