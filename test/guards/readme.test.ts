import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { optionTable } from '../../server/commands/help.ts';

const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
const manifest: unknown = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));

it('README lists every option as the option table has it, and no other', () => {
  const rows = readme.split('\n').filter((line) => /^\| `--(?!help)/.test(line));
  expect(rows).toEqual(optionTable());
});

it('README and CONTRIBUTING name only npm scripts that exist', () => {
  const contributing = readFileSync(new URL('../../CONTRIBUTING.md', import.meta.url), 'utf8');
  const code = /(?:^|`|&& )npm (?:run )?([a-z]+)/gm;
  const named = [...`${readme}\n${contributing}`.matchAll(code)].map(([, name]) => name);
  const scripts = typeof manifest === 'object' && manifest && 'scripts' in manifest ? manifest.scripts : {};
  expect(named).toContain('bench');
  for (const name of named) if (name !== 'ci') expect(scripts).toHaveProperty(name ?? '');
});

it('CI runs the test command of README and nothing else', () => {
  const script = readFileSync(new URL('../../.ci/run', import.meta.url), 'utf8');
  expect(script.trim().split('\n').at(-1)).toBe('npm ci && npm test');
  expect(readme).toContain('npm ci && npm test');
  expect(readme).toContain('npm ci && npm start');
});
