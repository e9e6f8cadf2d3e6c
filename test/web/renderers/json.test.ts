import { describe, expect, it } from 'vitest';
import { failureSentence } from '../../../web/renderers/words.ts';
import { jsonLines, paintJson } from '../../../web/renderers/json.ts';

const pretty = (text: string, options = {}) =>
  [...jsonLines(text, options)].map(
    ([start, end, depth]) =>
      '  '.repeat(depth) +
      paintJson(text.slice(start, end))
        .map(([, part]) => part)
        .join(''),
  );

/** What the page says about a text that cannot be read. */
const whyNot = (read: () => unknown): string => {
  try {
    read();
    return '';
  } catch (cause) {
    return failureSentence(cause);
  }
};

describe('JSON set out in lines', () => {
  it('keeps every token as it was sent', () => {
    const text = '{"n" : 12345678901234567890,"f":1.0,"e":-1E+9,"u":"\\u0041","n":null}';
    expect(pretty(text)).toEqual([
      '{',
      '  "n": 12345678901234567890,',
      '  "f": 1.0,',
      '  "e": -1E+9,',
      '  "u": "\\u0041",',
      '  "n": null',
      '}',
    ]);
  });

  it('nests and leaves empty containers on one line', () => {
    expect(pretty('[{ },[ ],[1,{"a":[]}]]')).toEqual([
      '[',
      '  {},',
      '  [],',
      '  [',
      '    1,',
      '    {',
      '      "a": []',
      '    }',
      '  ]',
      ']',
    ]);
  });

  it('takes one value after another when asked to', () => {
    expect(pretty('{"a":1}\n{"b":2}\n', { many: true })).toHaveLength(6);
    expect(whyNot(() => pretty('{"a":1}\n{"b":2}'))).toBe('line 2, column 1: expected the end, found “{”');
  });

  it.each([
    ['', 'line 1, column 1: expected a value, found the end of the body'],
    ['{"a":1,}', 'line 1, column 8: expected a key in quotes, found “}”'],
    ['[1,\n 2,]', 'line 2, column 4: expected a value, found “]”'],
    ['[1 2]', 'line 1, column 4: expected “,” or “]”, found “2”'],
    ['{"a" 1}', 'line 1, column 6: expected “:”, found “1”'],
    ['[01]', 'line 1, column 2: expected a value, found “01”'],
    ['{"a":1', 'line 1, column 7: expected “,” or “}”, found the end of the body'],
    ['"a', 'line 1, column 1: expected a string that ends'],
    ['[],', 'line 1, column 3: expected the end, found “,”'],
  ])('says where %j is wrong', (text, reason) => {
    expect(whyNot(() => pretty(text))).toContain(reason);
  });

  it('reads a string of megabytes', () => {
    expect([...jsonLines(`["${'x'.repeat(5_000_000)}"]`)]).toHaveLength(3);
  });

  it('agrees with JSON.parse about what is valid', () => {
    const texts = [
      '1',
      '-0',
      '1.',
      '.5',
      '1e5',
      '"\\x"',
      '"\t"',
      '[,]',
      '{}',
      '{,}',
      'nul',
      'true',
      '[[]',
      ']',
    ];
    const valid = (read: (text: string) => unknown) => (text: string) => {
      try {
        read(text);
        return true;
      } catch {
        return false;
      }
    };
    expect(texts.map(valid(pretty))).toEqual(texts.map(valid(JSON.parse)));
  });
});
