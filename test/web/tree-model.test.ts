import { expect, it } from 'vitest';
import { mostLines, treeModel } from '../../web/views/tree-model.ts';
import { scanJson } from '../../web/renderers/json-tree.ts';

async function modelOf(text: string) {
  const failures: unknown[] = [];
  const model = treeModel(
    text,
    { tree: async () => scanJson(text), find: async () => null, close: () => undefined },
    (cause) => failures.push(cause),
  );
  await Promise.resolve();
  await Promise.resolve();
  return { model, failures };
}

it('goes to a place that a fold hides, and leaves other folds alone', async () => {
  const text = '{"a":{"b":{"c":1}},"d":{"e":2}}';
  const { model } = await modelOf(text);
  model.foldTo(1);
  expect([...model.nodes.value]).toEqual([0, 1, 4]);
  model.reveal(text.indexOf('1}'));
  expect([...model.nodes.value]).toEqual([0, 1, 2, 3, 4]);
  expect(model.current.value).toBe(3);
});

it('goes to a place after the last line that there is room for', async () => {
  const text = `[[${'0,'.repeat(mostLines)}0],[1],{"last":"here"}]`;
  const { model } = await modelOf(text);
  expect(model.nodes.value).toHaveLength(mostLines);
  model.reveal(text.indexOf('"here"'));
  expect(model.nodes.value).toHaveLength(5);
  expect(model.rowOf(model.current.value)).toBe(4);
});

it('moves by lines, skipping what is folded, and stops at both ends', async () => {
  const { model } = await modelOf('[[1,2],3]');
  model.setFolded(1, true);
  model.step(1);
  model.step(1);
  expect(model.current.value).toBe(4);
  model.step(1);
  expect(model.current.value).toBe(4);
  model.step(-9);
  expect(model.current.value).toBe(0);
});

it('knows which places a line shows: keys, values and opening brackets', async () => {
  const text = '{"key": [true] , "k":{}}';
  const { model } = await modelOf(text);
  const shown = text
    .split('')
    .map((character, place) => (model.shows(place) ? character : ' '))
    .join('');
  expect(shown).toBe('{"key"  [true    "k" {} ');
});

it('says that a text is no JSON', async () => {
  const { model, failures } = await modelOf('{');
  expect(model.tree.value).toBeNull();
  expect(failures).toHaveLength(1);
});
