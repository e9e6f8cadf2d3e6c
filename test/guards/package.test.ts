import { readdirSync, readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { expect, it } from 'vitest';

const root = new URL('../../', import.meta.url);
const manifest = JSON.parse(readFileSync(new URL('package.json', root), 'utf8')) as {
  dependencies: Record<string, string>;
  allowScripts: Record<string, boolean>;
};

it('the published server imports only what it is installed with', () => {
  const files = readdirSync(new URL('server', root), { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('.ts'),
  );
  const imported = files.flatMap((file) => {
    const text = readFileSync(new URL(`server/${file}`, root), 'utf8');
    const found = [
      ...text.matchAll(/^import (?!type )[^'"]*?'([^.'][^']*)'/gms),
      ...text.matchAll(/import\('([^.'][^']*)'\)/g),
    ];
    return found.map(([, name = '']) => name).filter((name) => !isBuiltin(name));
  });
  const packages = new Set(
    imported.map((name) =>
      name
        .split('/')
        .slice(0, name.startsWith('@') ? 2 : 1)
        .join('/'),
    ),
  );
  expect([...packages].filter((name) => !(name in manifest.dependencies))).toEqual([]);
  expect(packages.size).toBeGreaterThan(5);
});

it('npm runs the install script that is needed and no other', () => {
  expect(manifest.allowScripts).toEqual({ node: true, 'better-sqlite3': false });
});
