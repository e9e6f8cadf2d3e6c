/** `hookglass config check [file]` and `hookglass config schema`. Neither opens the database. */
import { type Config, options, readConfig } from '../config.ts';
import type { Declared } from '../config-file/check.ts';
import { ConfigFileError } from '../config-file/problem.ts';
import { readConfigFile } from '../config-file/read-file.ts';
import { configSchema } from '../config-file/schema.ts';
import { keepRunningUnread, print, printError, printLines, printProblems, written } from './printer.ts';

/** Gives the exit code: 0 good, 2 bad. `argv` is what follows `config`. Rejects with ConfigError. */
export async function config(argv: readonly string[], env: NodeJS.ProcessEnv): Promise<number> {
  keepRunningUnread();
  const code = run(argv, env);
  await written();
  return code;
}

function run([command, ...rest]: readonly string[], env: NodeJS.ProcessEnv): number {
  if (command === 'schema' && rest.length === 0) {
    printLines(JSON.stringify(configSchema(), null, 2).split('\n'));
    return 0;
  }
  const [file = readConfig([], env).configFile?.path, ...more] = rest;
  if (command === 'check' && file !== undefined && more.length === 0) return check(file, env);
  printError('usage: hookglass config check [file], or hookglass config schema');
  return 2;
}

function check(path: string, env: NodeJS.ProcessEnv): number {
  try {
    const declared = readConfigFile({ path, isRequired: true }, env);
    if (declared) print(`${path} is fine: ${summary(declared)}`);
    return 0;
  } catch (cause) {
    if (!(cause instanceof ConfigFileError)) throw cause;
    printProblems(cause.lines);
    return 2;
  }
}

/** `2 bins (stripe, orders), --keep-requests 5000`. */
export function summary({ bins, options: given }: Declared): string {
  const names = bins.map(({ id }) => id).join(', ');
  const counted = `${bins.length} ${bins.length === 1 ? 'bin' : 'bins'}`;
  const limits = Object.entries(given).map(
    ([key, value]) => `--${options[key as keyof Config].flag} ${value}`,
  );
  return [names === '' ? counted : `${counted} (${names})`, ...limits].join(', ');
}
