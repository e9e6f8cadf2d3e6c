/** JSON as a tree that keeps every token as it was written. Pure. */

/** An object's member: its key as it was written, quotes and escapes included. */
export interface JsonMember {
  key: string;
  value: JsonNode;
}

/** A JSON value. Tokens are slices of the source: `1.0` stays `1.0`, and a repeated key stays there twice. */
export type JsonNode =
  | { kind: 'scalar'; token: string }
  | { kind: 'object'; members: JsonMember[] }
  | { kind: 'array'; items: JsonNode[] };

type Container = Exclude<JsonNode, { kind: 'scalar' }>;

/** Deeper ones are compared as text: what walks the tree calls itself. */
const deepest = 500;

/** Reads a JSON text. Throws a SyntaxError for what is none, a RangeError for what is nested too deep. */
export function parseJson(text: string): JsonNode {
  // The browser's own parser is the judge; the walk below may then trust the text.
  JSON.parse(text);
  const root: Container = { kind: 'array', items: [] };
  const open: Container[] = [root];
  let key: string | null = null;
  const add = (value: JsonNode): void => {
    const parent = open.at(-1);
    if (parent?.kind === 'array') parent.items.push(value);
    else parent?.members.push({ key: key ?? '""', value });
    key = null;
  };
  for (const token of jsonTokens(text)) {
    if (token === '{' || token === '[') {
      const node: Container = token === '{' ? { kind: 'object', members: [] } : { kind: 'array', items: [] };
      add(node);
      open.push(node);
      if (open.length > deepest) throw new RangeError('nested too deep');
    } else if (token === '}' || token === ']') open.pop();
    else if (open.at(-1)?.kind === 'object' && key === null) key = token;
    else add({ kind: 'scalar', token });
  }
  return root.items[0] ?? { kind: 'scalar', token: '' };
}

const word = /[^\s{}[\],:"]+/y;

/** The tokens that mean something: brackets, strings, numbers, words. */
function* jsonTokens(text: string): Iterable<string> {
  for (let at = 0; at < text.length;) {
    const character = text.charAt(at);
    let end = at + 1;
    if (character === '"') end = endOfString(text, at);
    else if ('{}[]'.includes(character)) end = at + 1;
    else {
      word.lastIndex = at;
      if (!word.test(text)) {
        at += 1;
        continue;
      }
      end = word.lastIndex;
    }
    yield text.slice(at, end);
    at = end;
  }
}

function endOfString(text: string, start: number): number {
  let at = start + 1;
  while (at < text.length && text[at] !== '"') at += text[at] === '\\' ? 2 : 1;
  return at + 1;
}

/** True when two values have the same tokens in the same order. */
export function sameJson(a: JsonNode, b: JsonNode): boolean {
  if (a.kind === 'scalar') return b.kind === 'scalar' && a.token === b.token;
  if (a.kind === 'array')
    return (
      b.kind === 'array' &&
      a.items.length === b.items.length &&
      a.items.every((item, at) => sameItem(item, b.items[at]))
    );
  return (
    b.kind === 'object' &&
    a.members.length === b.members.length &&
    a.members.every(
      ({ key, value }, at) => key === b.members[at]?.key && sameItem(value, b.members[at]?.value),
    )
  );
}

const sameItem = (a: JsonNode, b: JsonNode | undefined): boolean => b !== undefined && sameJson(a, b);

/** A value on one line, as far as `most` characters go. */
export function compactJson(node: JsonNode, most: number): string {
  if (node.kind === 'scalar') return node.token;
  const [opener, closer] = node.kind === 'array' ? '[]' : '{}';
  let text = opener ?? '';
  const parts = node.kind === 'array' ? node.items.map((value) => ({ key: null, value })) : node.members;
  for (const [at, { key, value }] of parts.entries()) {
    if (text.length > most) return text;
    text += `${at ? ', ' : ''}${key === null ? '' : `${key}: `}${compactJson(value, most - text.length)}`;
  }
  return text + (closer ?? '');
}

/** A value set out in lines, two spaces a level. */
export function prettyJson(node: JsonNode): string[] {
  const lines: string[] = [];
  writeLines(node, { lines, indent: '', before: '', after: '' });
  return lines;
}

interface Place {
  lines: string[];
  indent: string;
  /** What stands before the value on its first line: its key. */
  before: string;
  /** What stands after it: its comma. */
  after: string;
}

function writeLines(node: JsonNode, { lines, indent, before, after }: Place): void {
  const start = `${indent}${before}`;
  if (node.kind === 'scalar') return void lines.push(`${start}${node.token}${after}`);
  const [opener, closer] = node.kind === 'array' ? '[]' : '{}';
  const parts =
    node.kind === 'array'
      ? node.items.map((value) => ({ before: '', value }))
      : node.members.map(({ key, value }) => ({ before: `${key}: `, value }));
  if (!parts.length) return void lines.push(`${start}${opener}${closer}${after}`);
  lines.push(`${start}${opener}`);
  const deeper = `${indent}  `;
  parts.forEach(({ before, value }, at) => {
    writeLines(value, { lines, indent: deeper, before, after: at < parts.length - 1 ? ',' : '' });
  });
  lines.push(`${indent}${closer}${after}`);
}
