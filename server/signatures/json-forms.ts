/** The same JSON in other bytes: how serialisers of several languages would have written a text. Pure and bounded. */
import { jsonOf } from './bytes.ts';

// What a style puts in is marked by characters that JSON holds only escaped: to write it is to replace them.
const item = '\x01';
const key = '\x02';
const level = '\x04';

type Style = { name: string } & ({ item: string; key: string } | { indent: string });

const styles: readonly Style[] = [
  { name: 'compact', item: ',', key: ':' },
  { name: 'with a space after , and :', item: ', ', key: ': ' },
  { name: 'indented by 2 spaces', indent: '  ' },
  { name: 'indented by 4 spaces', indent: '    ' },
  { name: 'with a space after :', item: ',', key: ': ' },
  { name: 'indented by tabs', indent: '\t' },
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
  bytes: Buffer;
}

/** UTF-8 as a binary string: texts of one byte a character are replaced in and copied several times faster. */
interface Form {
  how: string;
  binary: string;
}

const maxLength = 1024 * 1024;
const maxLined = 4 * maxLength;
// A large text is hardly indented and spelled anew at once; to try that too would take most of the time there is.
const largeLength = 128 * 1024;
const maxDepth = 64;

const binaryOf = (text: string): string => Buffer.from(text).toString('latin1');

/** Every form that differs from the text, the likeliest first; none when the text is not JSON. */
export function* jsonForms(text: string): Generator<JsonForm> {
  if (text.length > maxLength) return;
  const value = jsonOf(text);
  if (typeof value !== 'object' || value === null) return;
  const seen = [binaryOf(text)];
  for (const { how, binary } of everyForm(text, value)) {
    if (seen.includes(binary)) continue;
    seen.push(binary);
    yield { how, bytes: Buffer.from(binary, 'latin1') };
  }
}

function* everyForm(text: string, value: object): Generator<Form> {
  const marked = markedOf(text);
  const spelled: string[] = [];
  const few = text.length > largeLength ? styles.filter((style) => !('indent' in style)) : styles;
  for (const [name, change] of spellings) {
    const changed = change(text);
    if (spelled.includes(changed)) continue;
    spelled.push(changed);
    yield { how: name, binary: binaryOf(changed) };
    if (marked === null) return;
    const asked = name === '' ? styles : few;
    yield* styled({ flat: change(marked.flat), lined: change(marked.lined) }, asked, name);
    if (name === '') yield* normalForms(value, marked.flat);
  }
}

/** What JavaScript makes of it (numbers and order of keys change), and with keys sorted. */
function* normalForms(value: object, flat: string): Generator<Form> {
  const written = 'as JavaScript writes it';
  const normal = JSON.stringify(value);
  const isNew = normal !== flat.replaceAll(item, ',').replaceAll(key, ':');
  if (isNew) yield { how: written, binary: binaryOf(normal) };
  const marked = isNew ? markedOf(normal) : null;
  if (marked)
    for (const form of styled(marked, styles.slice(1, 3), ''))
      yield { ...form, how: `${written}, ${form.how}` };
  const sortedText = JSON.stringify(value, sortKeys);
  const sorted = sortedText === normal ? null : markedOf(sortedText);
  if (sorted) yield* styled(sorted, styles.slice(0, 2), 'keys sorted');
}

const sortKeys = (_: string, value: unknown): unknown =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).sort(([left], [right]) => (left < right ? -1 : 1)))
    : value;

/** JSON without white space but for the marks: on one line, and indented; the latter empty when it grows too long. */
interface Marked {
  flat: string;
  lined: string;
}

function* styled({ flat, lined }: Marked, asked: readonly Style[], name: string): Generator<Form> {
  const flatBinary = binaryOf(flat);
  const linedBinary = asked.some((style) => 'indent' in style) ? binaryOf(lined) : '';
  for (const style of asked) {
    const binary =
      'indent' in style
        ? linedBinary.replaceAll(level, style.indent)
        : flatBinary.replaceAll(item, style.item).replaceAll(key, style.key);
    if (binary !== '') yield { how: [style.name, name].filter(Boolean).join(', '), binary };
  }
}

/** Null when it is nested too deep to indent. */
function markedOf(text: string): Marked | null {
  const tokens = text.match(/"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s"{}[\],:]+/gs) ?? [];
  const flat: string[] = [];
  const lined: string[] = [];
  let depth = 0;
  let length = 0;
  let before = '';
  for (const token of tokens) {
    const opens = token === '{' || token === '[';
    const closes = token === '}' || token === ']';
    const opened = before === '{' || before === '[';
    if (closes) depth--;
    const starts = opened ? !closes : closes;
    if (opens) depth++;
    if (depth > maxDepth) return null;
    const indent = starts || token === ',' ? `\n${level.repeat(opens ? depth - 1 : depth)}` : '';
    length += indent.length + token.length;
    flat.push(token === ',' ? item : token === ':' ? key : token);
    if (length <= maxLined)
      lined.push(token === ',' ? token + indent : token === ':' ? ': ' : indent + token);
    before = token;
  }
  return { flat: flat.join(''), lined: length <= maxLined ? lined.join('') : '' };
}
