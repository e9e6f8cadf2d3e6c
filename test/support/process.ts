/** Hookglass as a process of its own: for kill -9, signals and exit codes. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import { Client } from './server.ts';

const entry = fileURLToPath(new URL('../../server/main.ts', import.meta.url));

/** What a process that ended had to say. */
export interface Ended {
  code: number | null;
  stdout: string;
  stderr: string;
}

/** A process that listens. */
export class ServerProcess extends Client {
  readonly child: ChildProcess;
  readonly firstLine: string;
  readonly ended: Promise<Ended>;

  constructor(child: ChildProcess, firstLine: string, ended: Promise<Ended>) {
    super(firstLine.replace(/^.*?(http:\S+).*$/s, '$1'));
    this.child = child;
    this.firstLine = firstLine;
    this.ended = ended;
  }

  /** Sends a signal and waits for the end. */
  async kill(signal: NodeJS.Signals): Promise<Ended> {
    this.child.kill(signal);
    return this.ended;
  }
}

/** Runs the program until it ends by itself. */
export function run(args: readonly string[], env: NodeJS.ProcessEnv = {}, cwd?: string): Promise<Ended> {
  return start(args, env, cwd).ended;
}

/** Starts the program and waits until it listens; rejects with its last words when it ends before. */
export async function spawnServer(
  args: readonly string[],
  env: NodeJS.ProcessEnv = {},
  cwd?: string,
): Promise<ServerProcess> {
  const { child, ended } = start(args, env, cwd);
  const firstLine = new Promise<string>((resolve) => {
    let text = '';
    child.stdout?.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      if (text.includes('\n')) resolve(text.split('\n', 1)[0] ?? '');
    });
  });
  const early = ended.then(({ code, stderr }): never => {
    throw new Error(`ended with ${code}: ${stderr}`);
  });
  const line = await Promise.race([firstLine, early]);
  early.catch(() => undefined);
  return new ServerProcess(child, line, ended);
}

function start(
  args: readonly string[],
  env: NodeJS.ProcessEnv,
  cwd: string | undefined,
): { child: ChildProcess; ended: Promise<Ended> } {
  const child = spawn(process.execPath, [entry, ...args], {
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'], ...env },
    cwd,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const said = { stdout: '', stderr: '' };
  child.stdout.on('data', (chunk: Buffer) => (said.stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (said.stderr += chunk.toString()));
  const ended = once(child, 'close').then(([code]): Ended => ({
    code: typeof code === 'number' ? code : null,
    ...said,
  }));
  onTestFinished(async () => {
    if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL');
    await ended;
  });
  return { child, ended };
}
