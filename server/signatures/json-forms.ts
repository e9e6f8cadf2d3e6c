/** The same JSON in other bytes: how serialisers of several languages would have written a text. Pure and bounded. */
import { jsonOf } from './bytes.ts';

interface Style {
  name: string;
  item: string;
  key: string;
  indent: string | null;
}

const styles: readonly Style[] = [
  { name: 'compact', item: ',', key: ':', indent: null },
  { name: 'with a space after , and :', item: ', ', key: ': ', indent: null },
  { name: 'indented by 2 spaces', item: ',', key: ': ', indent: '  ' },
  { name: 'indented by 4 spaces', item: ',', key: ': ', indent: '    ' },
  { name: 'with a space after :', item: ',', key: ': ', indent: null },
  { name: 'indented by tabs', item: ',', key: ': ', indent: '\t' },
];

const unicodeEscape = (text: string): string =>
  text.replace(/[\u0080-\uffff]/g, (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`);
const unicodePlain = (text: string): string =>
  text.replace(/(\\\\)|\\u([0-9a-f]{4})/gi, (whole, skip: string | undefined, hex: string) => {
    const code = parseInt(hex, 16);
    return skip !== undefined || code < 0x80 ? whole : String.fromCharCode(code);
  });
const slashEscape = (text: string): string =>
  text.replace(/(\\.)|\//gs, (_, escape?: string) => escape ?? '\\/');
const slashPlain = (text: string): string =>
  text.replace(/\\(.)/gs, (whole, next: string) => (next === '/' ? '/' : whole));
const htmlEscape = (text: string): string =>
  text.replace(/[<>&]/g, (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`);

/** Escapes stand only inside strings, so they can be changed in the whole text. */
const spellings: readonly [name: string, change: (text: string) => string][] = [
  ['', (text) => text],
  ['with \\u escapes', unicodeEscape],
  ['without \\u escapes', unicodePlain],
  ['with escaped slashes', slashEscape],
  ['without escaped slashes', slashPlain],
  ['with \\u escapes and escaped slashes', (text) => slashEscape(unicodeEscape(text))],
  ['without \\u escapes and escaped slashes', (text) => slashPlain(unicodePlain(text))],
  ['with escaped < > &', htmlEscape],
];

/** One way of writing it, named as it goes into a sentence: `compact, with \u escapes`. */
export interface JsonForm {
  how: string;
  text: string;
}

const maxLength = 1024 * 1024;
const maxDepth = 64;

/** Every form that differs from the text, the likeliest first; none when the text is not JSON. */
export function* jsonForms(text: string): Generator<JsonForm> {
  if (text.length > maxLength) return;
  const value = jsonOf(text);
  if (typeof value !== 'object' || value === null) return;
  const seen = new Set([text]);
  for (const form of everyForm(text, value)) {
    if (seen.has(form.text)) continue;
    seen.add(form.text);
    yield form;
  }
}

function* everyForm(text: string, value: object): Generator<JsonForm> {
  const spelled = new Set<string>();
  for (const [name, change] of spellings) {
    const changed = change(text);
    if (spelled.has(changed)) continue;
    spelled.add(changed);
    yield { how: name, text: changed };
    const tokens = tokensOf(changed);
    if (tokens === null) return;
    for (const style of styles)
      yield { how: [style.name, name].filter(Boolean).join(', '), text: written(tokens, style) };
    if (name === '') yield* normalForms(value);
  }
}

/** What JavaScript makes of it (numbers and order of keys change), and with keys sorted. */
function* normalForms(value: object): Generator<JsonForm> {
  const [compact, spaced, two] = styles;
  const normal = JSON.stringify(value);
  yield { how: 'as JavaScript writes it', text: normal };
  for (const style of [spaced, two])
    if (style) yield* styled(normal, style, `as JavaScript writes it, ${style.name}`);
  const sorted = JSON.stringify(value, sortKeys);
  for (const style of [compact, spaced])
    if (style) yield* styled(sorted, style, `${style.name}, keys sorted`);
}

const sortKeys = (_: string, value: unknown): unknown =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).sort(([left], [right]) => (left < right ? -1 : 1)))
    : value;

function* styled(text: string, style: Style, how: string): Generator<JsonForm> {
  const tokens = tokensOf(text);
  if (tokens) yield { how, text: written(tokens, style) };
}

/** Strings, literals and punctuation without the white space between; null when it is nested too deep to indent. */
function tokensOf(text: string): readonly string[] | null {
  const tokens = text.match(/"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s"{}[\],:]+/gs) ?? [];
  let depth = 0;
  for (const token of tokens) {
    if (token === '{' || token === '[') depth++;
    if (token === '}' || token === ']') depth--;
    if (depth > maxDepth) return null;
  }
  return tokens;
}

function written(tokens: readonly string[], { item, key, indent }: Style): string {
  let out = '';
  let depth = 0;
  const line = (): string => (indent === null ? '' : `\n${indent.repeat(depth)}`);
  for (const [at, token] of tokens.entries()) {
    const closes = token === '}' || token === ']';
    const opened = tokens[at - 1] === '{' || tokens[at - 1] === '[';
    if (closes) depth--;
    if (opened !== closes) out += opened || closes ? line() : '';
    if (token === '{' || token === '[') depth++;
    out += token === ',' ? item + line() : token === ':' ? key : token;
  }
  return out;
}
