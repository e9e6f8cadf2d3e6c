import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

const folder = new URL('../../server/signatures/', import.meta.url);
// Code to copy is text with tests of its own; variants and lenient compare what was entered with itself.
const others = /^(?:code-\w+|variants|lenient)/;
const name = /\b(?:digest|expected|hmac|mac|signature|secret|token|received)\b/.source;
const compares = new RegExp(`${name}\\s*[!=]==\\s*(?!undefined|null|['"])\\w|[!=]==\\s*${name}`, 'i');

it('digests, signatures and tokens are compared in constant time alone', () => {
  const lines = readdirSync(folder)
    .filter((file) => file.endsWith('.ts') && !others.test(file))
    .flatMap((file) =>
      readFileSync(new URL(file, folder), 'utf8')
        .split('\n')
        .map((line, at) => `${file}:${at + 1} ${line.trim()}`),
    );
  expect(lines.length).toBeGreaterThan(1000);
  expect(lines.filter((line) => compares.test(line))).toEqual([]);
  expect(
    ['a.ts:1 if (signature === made)', 'a.ts:1 made !== expected'].filter((line) => compares.test(line)),
  ).toHaveLength(2);
  expect(
    lines.filter((line) => line.startsWith('hmac.ts') && line.includes('timingSafeEqual(')),
  ).toHaveLength(1);
});
