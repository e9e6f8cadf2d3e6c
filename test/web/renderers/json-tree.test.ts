import { describe, expect, it } from 'vitest';
import { treeTerm } from '../../../web/renderers/filter-term.ts';
import {
  type JsonTree,
  cell,
  keyName,
  keyToken,
  nodeAt,
  pathOf,
  scanJson,
  valueToken,
  visibleNodes,
} from '../../../web/renderers/json-tree.ts';
import { failureSentence } from '../../../web/renderers/words.ts';

/** The value of a node, put together again from its children: what the tree says must be what was parsed. */
function valueOf(text: string, tree: JsonTree, node: number): unknown {
  const token = valueToken(text, tree, node);
  if (!/^[[{]/.test(token)) return JSON.parse(token);
  const entries: [string, unknown][] = [];
  for (let child = node + 1; child < cell(tree, node, 'next'); child = cell(tree, child, 'next')) {
    const key = keyToken(text, tree, child);
    entries.push([
      key === null ? String(cell(tree, child, 'order')) : keyName(key),
      valueOf(text, tree, child),
    ]);
  }
  expect(entries).toHaveLength(cell(tree, node, 'count'));
  return token.startsWith('[') ? entries.map(([, value]) => value) : Object.fromEntries(entries);
}

function madeUp(depth: number, seed: { n: number }): unknown {
  const next = (most: number): number => (seed.n = (seed.n * 1_103_515_245 + 12_345) % 2_147_483_648) % most;
  const kind = depth > 5 ? next(4) : next(6);
  if (kind === 0) return next(1000) - 500;
  if (kind === 1) return ['', 'a"b\\', 'é\n', '{[,:]}'][next(4)];
  if (kind === 2) return [true, false, null][next(3)];
  if (kind === 3) return 1.5e-7;
  const inside = Array.from(
    { length: next(5) },
    (_, index) => [`k${index}`, madeUp(depth + 1, seed)] as const,
  );
  return kind === 4 ? inside.map(([, value]) => value) : Object.fromEntries(inside);
}

describe('the tree of a JSON text', () => {
  it('is what JSON.parse reads, with any white space', () => {
    for (let n = 1; n <= 300; n += 1) {
      const text = JSON.stringify(madeUp(0, { n }), null, n % 3);
      expect(valueOf(text, scanJson(text), 0)).toEqual(JSON.parse(text));
    }
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
      '[[]',
      ']',
      '{"a":1,}',
      '[1 2]',
      '',
      '01',
      '{"a" 1}',
      '{a:1}',
      '[],',
      '{}}',
    ];
    const isValid = (read: (text: string) => unknown) => (text: string) => {
      try {
        read(text);
        return true;
      } catch {
        return false;
      }
    };
    expect(texts.map(isValid((text) => scanJson(text)))).toEqual(texts.map(isValid(JSON.parse)));
  });

  it.each([
    ['{"a":1}}', 'line 1, column 8: expected the end, found “}”'],
    ['[1,\n 2,]', 'line 2, column 4: expected a value, found “]”'],
    ['{"a":1', 'line 1, column 7: expected “,” or “}”, found the end of the body'],
    ['', 'line 1, column 1: expected a value, found the end of the body'],
  ])('says where %j is wrong', (text, reason) => {
    expect.assertions(1);
    try {
      scanJson(text);
    } catch (cause) {
      expect(failureSentence(cause)).toBe(reason);
    }
  });

  it('takes values one after the other, with line breaks or record separators', () => {
    expect(scanJson('{"a":1}\n{"a":2}\n').roots).toBe(2);
    expect(scanJson('\u001e1\n\u001e2\n\u001e3\n').roots).toBe(3);
  });

  it('is as deep as it is asked to be and stops at too many values', () => {
    const deep = scanJson(`${'['.repeat(200_000)}1${']'.repeat(200_000)}`);
    expect([deep.length, deep.deepest]).toEqual([200_001, 200_000]);
    expect(() => scanJson('[1,2,3]', 3)).toThrow('too-many-values');
  });

  const text = '{"a":{"b":[1,{"c d":"x y"}]},"a":0,"e":""}';
  const tree = scanJson(text);
  const at = (part: string): number => nodeAt(tree, text.indexOf(part));

  it('knows the path of every place', () => {
    expect(pathOf(text, tree, at('"x y"'))).toBe('$.a.b[1]["c d"]');
    expect(pathOf(text, tree, at('0,"e"'))).toBe('$.a');
    expect(pathOf(text, tree, 0)).toBe('$');
  });

  it('leaves out what is folded', () => {
    const folded = new Uint8Array(tree.length);
    folded[at('[1')] = 1;
    expect([...visibleNodes(tree, folded, 100)]).toEqual([0, 1, 2, 6, 7]);
    expect([...visibleNodes(tree, folded, 2)]).toEqual([0, 1]);
  });

  it('says values as filters, without the path where the language has no word for it', () => {
    expect(treeTerm(text, tree, at('1,{'))).toBe('body.a.b.0:1');
    expect(treeTerm(text, tree, at('"x y"'))).toBe('body:"x y"');
    expect(treeTerm(text, tree, at('[1'))).toBeNull();
    expect(treeTerm(text, tree, at('"e"'))).toBeNull();
  });
});
