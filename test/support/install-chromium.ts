/** Finds Chromium for the browser tests, or installs it, and says what it did. */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { chromium } from 'playwright-core';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    chromium: string;
  }
}

const usualPlaces = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

/** Vitest calls this once before the browser tests. */
export default function setup(project: TestProject): void {
  const path = find() ?? install();
  console.log(`browser tests use ${path}`);
  project.provide('chromium', path);
}

function find(): string | null {
  const own = process.env['CHROMIUM_PATH'];
  if (own && !existsSync(own)) throw new Error(`CHROMIUM_PATH is ${own}, and nothing is there`);
  return [own, ...usualPlaces, chromium.executablePath()].find((path) => path && existsSync(path)) ?? null;
}

function install(): string {
  const isDebian =
    existsSync('/etc/debian_version') && readFileSync('/etc/os-release', 'utf8').includes('ID=debian');
  const isRoot = process.getuid?.() === 0;
  if (isDebian && isRoot) {
    console.log('no Chromium found: installing the package chromium with apt-get');
    const options = { stdio: 'inherit', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } } as const;
    execFileSync('apt-get', ['update', '-qq'], options);
    execFileSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium'], options);
  } else {
    console.log('no Chromium found: installing it with playwright');
    const cli = join(
      dirname(createRequire(import.meta.url).resolve('playwright-core/package.json')),
      'cli.js',
    );
    execFileSync(process.execPath, [cli, 'install', 'chromium'], { stdio: 'inherit' });
  }
  const path = find();
  if (!path) throw new Error('Chromium was installed but is not where it should be: set CHROMIUM_PATH');
  return path;
}
