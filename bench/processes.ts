/** Servers and load as processes of their own, as in real life: nothing measured shares an event loop. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { LoadPlan, LoadResult } from './load.ts';

const here = fileURLToPath(new URL('.', import.meta.url));

/** A server that listens. */
export interface Target {
  port: number;
  pid: number;
  /** Milliseconds from the start of the process to its first line. */
  readyMs: number;
  stop(): Promise<void>;
}

/** A folder that is removed when `work` is done. */
export async function inFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'hookglass-bench-'));
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Hookglass as it is published: the built files. */
export function startHookglass(folder: string, flags: readonly string[] = []): Promise<Target> {
  const built = join(here, '../dist/server/main.js');
  if (!existsSync(built)) throw new Error('not built: npm run build');
  return start([
    built,
    '--port',
    '0',
    '--data',
    folder,
    '--host',
    '127.0.0.1',
    '--keep-requests',
    'none',
    ...flags,
  ]);
}

/** The yardstick: node:http that reads the body and answers 200. */
export const startBare = (): Promise<Target> => start([join(here, 'bare.ts')]);

/** Runs a plan against a server. */
export async function load(plan: LoadPlan): Promise<LoadResult> {
  const child = spawn(process.execPath, [join(here, 'load.ts'), JSON.stringify(plan)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let text = '';
  child.stdout.on('data', (chunk: Buffer) => (text += chunk.toString()));
  await once(child, 'close');
  // What load.ts prints is a LoadResult and nothing else.
  return JSON.parse(text) as LoadResult;
}

/** Resident memory in MB, now. */
export async function residentMb(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? Number.NaN) / 1024;
}

async function start(args: readonly string[]): Promise<Target> {
  const startedAt = performance.now();
  const child: ChildProcess = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const [chunk]: unknown[] = child.stdout ? await once(child.stdout, 'data') : [];
  const readyMs = performance.now() - startedAt;
  const port = Number(/:(\d+)/.exec(String(chunk))?.[1]);
  return {
    port,
    pid: child.pid ?? 0,
    readyMs,
    async stop() {
      child.kill('SIGTERM');
      await once(child, 'close');
    },
  };
}
