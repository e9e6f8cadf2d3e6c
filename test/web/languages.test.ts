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

/** The words that stay as they are in English, in any language: names, units, words of a format. */
const names =
  'hookglass url json hex diff sha raw header headers query body cookie cookies trailers token parameter rst';
const examples =
  'post get put valid invalid unsigned complete truncated file note failed retry pinned xx kb mb';
/** The words that a language shares with English, by its tag. A text of these words alone may be as in English. */
const shared: Readonly<Record<string, string>> = {
  id: 'base bin coding commit content decode event field filter form format handshake level live method path provider request signature status string subtree target',
  ms: 'bin coding commit content event format handshake import method ndjson path request signature status string',
  nb: 'bin format live pause send status system target type',
  nl: 'bin bins bytes client code details echo event filters handshake item items key keys labels link live protocol provider request requests response status target timing type',
};

type Said = string | ((...args: unknown[]) => unknown);

/** All texts of a language by their path. */
function textsOf(messages: unknown, path = ''): [path: string, said: Said][] {
  if (typeof messages !== 'object' || messages === null) return [[path, messages as Said]];
  return Object.entries(messages).flatMap(([key, value]) => textsOf(value, path ? `${path}.${key}` : key));
}

const marks = ['⟦0⟧', '⟦1⟧', '⟦2⟧', '⟦3⟧'];
const flat = (node: unknown): string => (Array.isArray(node) ? node.map(flat).join('') : String(node));

/** What a text says, with marks where something goes in; `first` goes in instead of the first mark. */
const spoken = (said: Said, ...first: unknown[]): string =>
  typeof said === 'string'
    ? said
    : flat(said(...[...first, ...marks.slice(first.length)].slice(0, said.length)));

const lettersOf = (text: string): string[] => text.toLowerCase().match(/\p{L}{2,}/gu) ?? [];
const files = import.meta.glob<{ default: object }>(['../../web/**/locales/*.ts', '!**/locale.ts'], {
  eager: true,
});
/** All words of a language: those of the page, and those that come with a part of it. */
const languages = Object.entries(
  Object.groupBy(Object.entries(files), ([file]) => file.replace(/^.*\/|\.ts$/g, '')),
).map(([tag, found = []]) => ({
  tag,
  texts: new Map(
    found.flatMap(([file, { default: messages }]) =>
      textsOf(messages, /web\/(?:(.+)\/)?locales/.exec(file)?.[1] ?? ''),
    ),
  ),
}));
const english = new Map(languages.find(({ tag }) => tag === 'en')?.texts);
const others = languages.filter(({ tag }) => tag !== 'en');
const isExample = (path: string): boolean => /^filter\.rules\.\d+\.1$/.test(path);

it('English is among the languages that are compared', () => {
  expect(english.size).toBeGreaterThan(500);
});

/** English of these is what the server says. */
const toldByServer = /^send\.(?:variants|placeholders)\./;

const sources = import.meta.glob<string>('../../server/test-events/{variants,placeholders}.ts', {
  query: '?raw',
  import: 'default',
  eager: true,
});
const namedIn = (file: string, pattern: RegExp): string[] =>
  [...(sources[`../../server/test-events/${file}.ts`] ?? '').matchAll(pattern)].map(([, name = '']) => name);

it.each(others)('$tag says all that the server tells of test events', ({ texts }) => {
  const told = [
    ...namedIn('variants', /variant\(\s*'\w+',\s*'([\w-]+)'/g).flatMap((id) =>
      [0, 1].map((at) => `send.variants.${id}.${at}`),
    ),
    ...namedIn('placeholders', /name: '([^']+)',\s*meaning/g).map((name) => `send.placeholders.${name}`),
  ];
  expect(told.length).toBeGreaterThan(30);
  expect([...texts.keys()].filter((path) => toldByServer.test(path)).toSorted()).toEqual(told.toSorted());
});

it.each(others)('$tag has every text of English, of the same kind', ({ texts }) => {
  const kinds = (all: ReadonlyMap<string, Said>) =>
    [...all]
      .filter(([path]) => !toldByServer.test(path))
      .map(([path, said]) => `${path}: ${typeof said} of ${said.length * Number(typeof said !== 'string')}`);
  expect(kinds(texts).toSorted()).toEqual(kinds(english).toSorted());
});

it.each(languages)('$tag leaves no text empty', ({ texts }) => {
  const all = [...texts].flatMap(([path, said]) =>
    [spoken(said), spoken(said, 1), spoken(said, false)].map((text) => ({ path, text })),
  );
  expect(all.filter(({ text }) => (text !== text.trim() && !text.includes('⟦')) || !text)).toEqual([]);
});

const namesIn = (said: Said | undefined): string[] =>
  typeof said === 'string' ? [...said.matchAll(/\{\w+\}/g)].map(([name]) => name).toSorted() : [];

it.each(others)('$tag has a place for each value that a sentence of the server brings', ({ texts }) => {
  const lost = [...texts].filter(
    ([path, said]) => namesIn(said).join() !== namesIn(english.get(path)).join(),
  );
  expect(lost.map(([path]) => path)).toEqual([]);
});

it.each(others)('$tag says where English says what goes in, and nothing else', ({ texts }) => {
  const marksOf = (said: Said | undefined) =>
    said ? marks.filter((mark) => spoken(said).includes(mark)) : [];
  const lost = [...texts].filter(
    ([path, said]) => marksOf(said).join() !== marksOf(english.get(path)).join(),
  );
  expect(lost.map(([path]) => path)).toEqual([]);
});

it.each(others)('$tag has left nothing in English but names and words it shares', ({ tag, texts }) => {
  const known = new Set(`${names} ${examples} ${shared[tag] ?? ''}`.split(' '));
  const left = [...texts]
    .filter(([path, said]) => !isExample(path) && spoken(said) === spoken(english.get(path) ?? ''))
    .filter(([, said]) => lettersOf(spoken(said)).some((word) => !known.has(word)));
  expect(left.map(([path, said]) => `${path}: ${spoken(said)}`)).toEqual([]);
});

it.each(others)('$tag keeps the examples of the filter as they are typed', ({ texts }) => {
  for (const [path, said] of texts) if (isExample(path)) expect(said).toBe(english.get(path));
});
