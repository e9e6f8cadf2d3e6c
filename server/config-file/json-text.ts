/** JSON with comments and trailing commas, of which every value knows its place in the text. Pure. */
import { findNodeAtLocation, type Node, type ParseError, parseTree, printParseErrorCode } from 'jsonc-parser';
import { ConfigFileError, type Path, type Problem, shown } from './problem.ts';

/** A text that was read. */
export interface JsonText {
  value: unknown;
  /** Names `file:line:column key: sentence` of each, in the order of the text. */
  place(problems: readonly Problem[]): string[];
}

/** A mistake with its place in the text. */
type Placed = Problem & { offset: number };

const maxDepth = 100;

/** Reads the text; `name` is what the file is called. Throws ConfigFileError with all mistakes. */
export function readJson(name: string, source: string): JsonText {
  const text = source.replace(/^\ufeff/, '');
  if (text.trim() === '') throw new ConfigFileError([`${name}:1:1 The file is empty`]);
  const errors: ParseError[] = [];
  const tree = isTooDeep(text) ? undefined : parseTree(text, errors, { allowTrailingComma: true });
  const at = (offset: number): string => `${name}:${positionOf(text, offset)}`;
  if (errors.length > 0)
    throw new ConfigFileError(errors.map(({ error, offset }) => `${at(offset)} ${sentence(error)}`));
  if (!tree) throw new ConfigFileError([`${at(0)} This is nested too deeply`]);
  const lines = (placed: readonly Placed[]): string[] =>
    placed
      .toSorted((a, b) => a.offset - b.offset)
      .map(
        ({ path, message, offset }) => `${at(offset)} ${path.length > 0 ? `${shown(path)}: ` : ''}${message}`,
      );
  const repeated = repeatedKeys(tree, []);
  if (repeated.length > 0) throw new ConfigFileError(lines(repeated));
  return {
    value: valueOf(tree),
    place: (problems) => lines(problems.map((problem) => ({ ...problem, offset: offsetOf(tree, problem) }))),
  };
}

/** The reader goes down by calling itself: brackets, those in texts too, must not be more than it stands. */
function isTooDeep(text: string): boolean {
  let depth = 0;
  for (const [bracket] of text.matchAll(/"(?:[^"\\\n]|\\.)*"|\/\/.*|\/\*[^]*?\*\/|[[{\]}]/g)) {
    if (bracket === '[' || bracket === '{') depth += 1;
    else if (bracket === ']' || bracket === '}') depth -= 1;
    if (depth > maxDepth) return true;
  }
  return false;
}

const sentences: Readonly<Record<string, string>> = {
  InvalidSymbol: 'Only true, false, null, numbers and quoted text are values',
  InvalidNumberFormat: 'This number cannot be read',
  PropertyNameExpected: 'A key in double quotes is expected here',
  ValueExpected: 'A value is expected here',
  ColonExpected: 'A colon is expected here',
  CommaExpected: 'A comma is missing before this',
  CloseBraceExpected: 'A closing } is missing',
  CloseBracketExpected: 'A closing ] is missing',
  EndOfFileExpected: 'Nothing may follow the end of the object',
  UnexpectedEndOfComment: 'This comment is not closed',
  UnexpectedEndOfString: 'This text is not closed',
  UnexpectedEndOfNumber: 'This number is not whole',
  InvalidUnicode: 'This is no escape \\uXXXX',
  InvalidEscapeCharacter: 'There is no such escape; a backslash is written \\\\',
  InvalidCharacter: 'Control characters cannot be in a text; write \\n, \\t and so on',
};

const sentence = (error: ParseError['error']): string =>
  sentences[printParseErrorCode(error)] ?? 'This is not JSON';

function positionOf(text: string, offset: number): string {
  const lines = text.slice(0, offset).split(/\r\n|\n|\r/);
  return `${lines.length}:${(lines.at(-1)?.length ?? 0) + 1}`;
}

/** Where the value is; of what is missing, where the nearest thing around it is. */
function offsetOf(tree: Node, { path, atKey }: Problem): number {
  for (let length = path.length; length >= 0; length -= 1) {
    const node = findNodeAtLocation(tree, path.slice(0, length));
    const key = atKey && length === path.length ? node?.parent?.children?.[0] : undefined;
    if (node) return (key ?? node).offset;
  }
  return tree.offset;
}

/** Own properties only, whatever they are called. */
function valueOf(node: Node): unknown {
  if (node.type === 'array') return (node.children ?? []).map(valueOf);
  if (node.type !== 'object') return node.value as unknown;
  return Object.fromEntries(
    (node.children ?? []).map(({ children: [key, value] = [] }) => [
      String(key?.value),
      value && valueOf(value),
    ]),
  );
}

/** Of a key that stands twice, one would be lost without a word. */
function repeatedKeys(node: Node, path: Path): Placed[] {
  const children = node.children ?? [];
  if (node.type === 'array') return children.flatMap((child, at) => repeatedKeys(child, [...path, at]));
  if (node.type !== 'object') return [];
  const seen = new Set<string>();
  return children.flatMap(({ children: [key, value] = [] }) => {
    const name = String(key?.value);
    const isRepeated = seen.has(name);
    seen.add(name);
    const inside = value ? repeatedKeys(value, [...path, name]) : [];
    return key && isRepeated
      ? [{ path: [...path, name], message: 'This key stands twice', offset: key.offset }, ...inside]
      : inside;
  });
}
