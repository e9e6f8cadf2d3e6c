import { describe, expect, it } from 'vitest';
import { failureSentence } from '../../../web/renderers/words.ts';
import { xmlLines } from '../../../web/renderers/xml.ts';

const pretty = (text: string) =>
  [...xmlLines(text)].map(([start, end, depth]) => '  '.repeat(depth) + text.slice(start, end));

/** What the page says about a text that cannot be read. */
const whyNot = (read: () => unknown): string => {
  try {
    read();
    return '';
  } catch (cause) {
    return failureSentence(cause);
  }
};

describe('XML set out in lines', () => {
  it('sets in by tags and keeps short elements on one line', () => {
    expect(pretty('<?xml version="1.0"?><a b="1>2"><c>hi</c><d/><!-- x --><e><f>1</f></e></a>')).toEqual([
      '<?xml version="1.0"?>',
      '<a b="1>2">',
      '  <c>hi</c>',
      '  <d/>',
      '  <!-- x -->',
      '  <e>',
      '    <f>1</f>',
      '  </e>',
      '</a>',
    ]);
  });

  it.each(['<a><b></a>', '<a>', '</a>', '<a', 'a < b'])('refuses %s', (text) => {
    expect(whyNot(() => pretty(text))).toMatch(/^line 1, column \d+/);
  });
});
