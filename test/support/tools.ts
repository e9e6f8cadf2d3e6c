/** Programs of this machine that a test runs when they are there. */
import { spawn, spawnSync } from 'node:child_process';

/** True when the program runs; says so when it does not. */
export function hasTool(command: string, args: readonly string[]): boolean {
  const found = spawnSync(command, args).status === 0;
  if (!found) console.warn(`skipped what needs "${command} ${args.join(' ')}": it does not run here`);
  return found;
}

/** Runs a program to its end with this input; resolves with what it complained about, '' when all is well. */
export function complaintsOf(
  command: string,
  args: readonly string[],
  { input, env = {} }: { input?: Uint8Array; env?: Record<string, string> },
): Promise<string> {
  // Not this machine's own settings: a proxy or a .curlrc would change what is sent.
  const { PATH = '', HOME = '' } = process.env;
  const child = spawn(command, args, {
    env: { PATH, HOME: command === 'sh' ? '/nonexistent' : HOME, ...env },
  });
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
  child.stdout.resume();
  child.stdin.on('error', () => undefined);
  child.stdin.end(input);
  return new Promise((resolve) =>
    child.on('close', (code) => resolve(code === 0 ? said : `${command} ended with ${code}: ${said}`)),
  );
}
