import { expect, it } from 'vitest';
import { bestLocale, localeName } from '../../web/locales/locale.ts';

const known = ['en', 'id', 'ms', 'nb', 'nl'];

it.each([
  { wanted: ['nl-BE', 'en'], best: 'nl' },
  { wanted: ['no', 'en'], best: 'nb' },
  { wanted: ['nn-NO'], best: 'nb' },
  { wanted: ['fr-FR', 'id-ID'], best: 'id' },
  { wanted: ['fr'], best: 'en' },
  { wanted: [], best: 'en' },
  { wanted: ['', '__proto__', 'MS-my'], best: 'ms' },
])('who asks for $wanted reads $best', ({ wanted, best }) => {
  expect(bestLocale(wanted, known)).toBe(best);
});

it('a language names itself in its own words', () => {
  expect(['nb', 'nl', 'id', 'ms'].map(localeName)).toEqual([
    'norsk bokmål',
    'Nederlands',
    'Indonesia',
    'Melayu',
  ]);
});
