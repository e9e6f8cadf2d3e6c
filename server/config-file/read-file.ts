/** Takes the file from the disk. */
import { readFileSync, statSync } from 'node:fs';
import { isUtf8 } from 'node:buffer';
import type { ConfigFilePath } from '../config.ts';
import { checkConfigFile, type Declared } from './check.ts';
import { ConfigFileError } from './problem.ts';

const maxBytes = 8 * 2 ** 20;

/** What the file declares; null when there is none and none is required. Throws ConfigFileError with all mistakes. */
export function readConfigFile(
  { path, isRequired }: ConfigFilePath,
  env: NodeJS.ProcessEnv,
): Declared | null {
  const text = readText(path, isRequired);
  return text === null ? null : checkConfigFile(path, text, env);
}

function readText(path: string, isRequired: boolean): string | null {
  try {
    if (statSync(path).size > maxBytes) throw new ConfigFileError([`${path}: The file has more than 8 MB`]);
    const bytes = readFileSync(path);
    if (!isUtf8(bytes)) throw new ConfigFileError([`${path}: The file is not UTF-8`]);
    return bytes.toString();
  } catch (cause) {
    if (cause instanceof ConfigFileError) throw cause;
    const code = cause instanceof Error && 'code' in cause ? cause.code : null;
    if (code === 'ENOENT' && !isRequired) return null;
    throw new ConfigFileError([
      `${path}: ${reasons[String(code)] ?? `The file cannot be read (${String(code)})`}`,
    ]);
  }
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'There is no such file',
  EACCES: 'No permission to read this file',
  EPERM: 'No permission to read this file',
  EISDIR: 'This is a folder, not a file',
  ENOTDIR: 'There is no such file',
};
