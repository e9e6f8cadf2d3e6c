import { describe, expect, it } from 'vitest';
import { decodeBinary, decodeText, parsePairs } from '../../web/decode.ts';

const bytes = (...values: number[]) => Uint8Array.from(values);

describe('decoding', () => {
  it('reads a binary string as UTF-8 when it is that, else as latin1', () => {
    expect(decodeBinary('caf\u00c3\u00a9')).toBe('café');
    expect(decodeBinary('caf\u00e9')).toBe('café');
    expect(decodeBinary('plain')).toBe('plain');
  });

  it('reads text in its charset and says when it cannot', () => {
    expect(decodeText(bytes(0xe9), 'iso-8859-1')).toEqual({ text: 'é', trouble: null });
    expect(decodeText(bytes(0xff), undefined).trouble).toEqual({ code: 'not-utf8' });
    expect(decodeText(bytes(0xff, 0xfe, 0x61, 0), undefined).text).toBe('\ufeffa');
    expect(decodeText(bytes(0x61), 'x-nothing')).toMatchObject({
      text: 'a',
      trouble: { code: 'unknown-charset', charset: 'x-nothing' },
    });
  });

  it('reads pairs in order, with repeats, and survives broken escapes', () => {
    expect(parsePairs('a=1&a=%C3%A9+x&b&c=%zz&d=é').map(({ name, value }) => [name, value])).toEqual([
      ['a', '1'],
      ['a', 'é x'],
      ['b', ''],
      ['c', '%zz'],
      ['d', 'é'],
    ]);
  });
});
