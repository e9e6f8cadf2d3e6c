import { describe, expect, it } from 'vitest';
import en from '../../web/signature/locales/en.ts';
import nl from '../../web/signature/locales/nl.ts';
import { sayFinding, sayWords } from '../../web/signature/words.ts';

const sources = Object.values(
  import.meta.glob<string>(['../../server/signatures/*.ts', '../../server/verification/*.ts'], {
    query: '?raw',
    import: 'default',
    eager: true,
  }),
);
const status = "(?:'(?:invalid|malformed|unsigned|expired|no_secret)',\\s*)?";
const asWritten = [
  new RegExp(`\\b(?:finding|problem|secretAs|bodyAs|urlAs)\\(\\s*${status}'([a-z_0-9]+)'`, 'g'),
  /\bcode: '([a-z_]+)'/g,
  // Those that an expression picks.
  /'((?:content|url|secret|body)_[a-z_]+)'/g,
];
/** Words of the same look that are none: kinds of guesses, an event of Slack. */
const others = ['secret_and_content', 'url_verification'];

const codes = new Set(
  sources
    .flatMap((text) =>
      asWritten.flatMap((pattern) => [...text.matchAll(pattern)].map(([, code = '']) => code)),
    )
    .filter((code) => !others.includes(code)),
);

describe('what the server finds', () => {
  it('can be said by the page: every code has its sentence, and no sentence is without a code', () => {
    expect(codes.size).toBeGreaterThan(70);
    expect([...codes].toSorted()).toEqual(Object.keys(en.findings).toSorted());
  });

  it('is said in the language of the page, its values too', () => {
    const found = { code: 'secret_decoding', values: { as: 'decoded from base64' }, reason: 'English' };
    expect(sayFinding(found, nl)).toBe('De handtekening klopt als het geheim wordt gedecodeerd uit base64.');
  });

  it('is said in the words of the server when the page has none', () => {
    for (const code of ['secret_prefix+content_other', 'toString', '__proto__'])
      expect(sayFinding({ code, values: {}, reason: 'As the server says it.' }, nl)).toBe(
        'As the server says it.',
      );
  });

  it('keeps what strangers sent as it came', () => {
    const values = { header: '{prefix} $& \\1', prefix: 'no' };
    expect(sayFinding({ code: 'no_signature_header', values, reason: '' }, en)).toBe(
      'There is no {prefix} $& \\1 header.',
    );
    expect(sayWords('toString', nl.said)).toBe('toString');
  });

  it('is put together from the ways in which JSON is written', () => {
    expect(sayWords('with a space after , and :, with \\u escapes', nl.said)).toBe(
      'met een spatie na , en :, met \\u-codes',
    );
    expect(sayWords('with a space after , and :, somehow', nl.said)).toBe(
      'with a space after , and :, somehow',
    );
  });
});
