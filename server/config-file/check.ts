/** What a file declares, checked the way the API checks it: all mistakes at once. Opens nothing. */
import { Ajv } from 'ajv';
import { type Config, type FileOptions, options, secretOf } from '../config.ts';
import type { BinResponse, ConfigFile, FileBin, NewBinResponse } from '../contract.ts';
import { HookglassError } from '../errors.ts';
import type { StoredVerification } from '../store/store.ts';
import { readResponse } from '../responses/settings.ts';
import { readVerification } from '../verification/settings.ts';
import { readJson } from './json-text.ts';
import { ConfigFileError, type Path, type Problem } from './problem.ts';
import { configSchema } from './schema.ts';
import { problemsOf } from './sentence.ts';

/** A bin that a file declares; secrets are in it. What is undefined stays as it is. */
export interface DeclaredBin extends Pick<FileBin, 'id' | 'name' | 'labels' | 'paused'> {
  verification?: readonly StoredVerification[];
  response?: BinResponse;
}

/** What a file says. */
export interface Declared {
  /** As it was named. */
  file: string;
  options: FileOptions;
  bins: readonly DeclaredBin[];
}

const isConfigFile = new Ajv({ allErrors: true, verbose: true, strict: false }).compile(configSchema());

/** Reads the text of a file; `env` holds the secrets that it names. Throws ConfigFileError with all mistakes. */
export function checkConfigFile(file: string, text: string, env: NodeJS.ProcessEnv): Declared {
  const { value, place } = readJson(file, text);
  isConfigFile(value);
  const check = new Check(problemsOf(isConfigFile.errors ?? [], value), env);
  const declared = { file, ...declaredIn(value as ConfigFile, check) };
  if (check.problems.length > 0) throw new ConfigFileError(place(check.problems));
  return declared;
}

/** The mistakes so far. What has one of the wrong shape is not looked into; all else still is. */
class Check {
  readonly problems: Problem[];
  readonly env: NodeJS.ProcessEnv;
  readonly #misshapen: readonly Path[];

  constructor(misshapen: readonly Problem[], env: NodeJS.ProcessEnv) {
    this.problems = [...misshapen];
    this.env = env;
    this.#misshapen = misshapen.map(({ path }) => path);
  }

  found(path: Path, message: string): void {
    this.problems.push({ path, message });
  }

  /** True when what leads there has the right shape. */
  leadsTo(path: Path): boolean {
    return !this.#misshapen.some((wrong) => begins(path, wrong));
  }

  /** True when all of it has the right shape too. */
  isSound(path: Path): boolean {
    return this.leadsTo(path) && !this.#misshapen.some((wrong) => begins(wrong, path));
  }
}

const begins = (path: Path, start: Path): boolean => start.every((key, at) => path[at] === key);

/** The file is of the right shape only where `check` says so. */
function declaredIn(value: ConfigFile, check: Check): Omit<Declared, 'file'> {
  const bins = check.leadsTo(['bins']) ? (value.bins ?? []) : [];
  repeatedBins(bins, check);
  return {
    options: check.leadsTo(['keep']) ? optionsOf(value.keep ?? {}, check) : {},
    bins: bins.flatMap((bin, at) => (check.leadsTo(['bins', at]) ? [binOf(bin, ['bins', at], check)] : [])),
  };
}

const keepOptions = {
  requests: 'keepRequests',
  age: 'keepAgeMs',
  bytes: 'keepBytes',
} as const satisfies Record<keyof NonNullable<ConfigFile['keep']>, keyof Config>;

function optionsOf(keep: NonNullable<ConfigFile['keep']>, check: Check): FileOptions {
  const written = Object.entries(keepOptions).flatMap(([key, option]) => {
    const value = keep[key as keyof typeof keep];
    return value === undefined || !check.leadsTo(['keep', key])
      ? []
      : [[key, option, String(value)] as const];
  });
  for (const [key, option, text] of written) {
    try {
      options[option].read(text, [text]);
    } catch (cause) {
      const reason = cause instanceof Error ? cause.message.replace(/^is /, 'must be ') : 'cannot be used';
      check.found(['keep', key], `This ${reason}`);
    }
  }
  return Object.fromEntries(written.map(([, option, text]) => [option, text]));
}

function binOf({ verification, response, ...bin }: FileBin, path: Path, check: Check): DeclaredBin {
  const [verified, answered] = [
    [...path, 'verification'],
    [...path, 'response'],
  ];
  return {
    ...bin,
    ...(verification &&
      check.leadsTo(verified) && { verification: verificationOf(verification, verified, check) }),
    ...(response && check.isSound(answered) && responseOf(response, answered, check)),
  };
}

const verificationOf = (
  list: NonNullable<FileBin['verification']>,
  path: Path,
  check: Check,
): StoredVerification[] =>
  list.flatMap((one, at) => (check.isSound([...path, at]) ? oneOf(one, [...path, at], check) : []));

function oneOf(
  { secrets = [], ...asked }: NonNullable<FileBin['verification']>[number],
  path: Path,
  check: Check,
): readonly StoredVerification[] {
  const texts = secrets.flatMap((secret, at) => {
    const text = 'text' in secret ? secret.text : secretOf(check.env, secret.env);
    if (text === null && 'env' in secret) check.found([...path, 'secrets', at, 'env'], notSet(secret.env));
    return text === null ? [] : [{ text }];
  });
  if (texts.length < secrets.length) return [];
  const read = () => readVerification([{ ...asked, secrets: texts }], []);
  return told(read, { path, skip: 2 }, check) ?? [];
}

function responseOf(response: NewBinResponse, path: Path, check: Check): { response?: BinResponse } {
  const read = told(() => readResponse(response), { path, skip: 1 }, check);
  return read ? { response: read } : {};
}

/** What the check of the API says, at its place in the file; `skip`: so much of its field is said by `path`. */
function told<T>(read: () => T, { path, skip }: { path: Path; skip: number }, check: Check): T | null {
  try {
    return read();
  } catch (cause) {
    if (!(cause instanceof HookglassError)) throw cause;
    const { field = '' } = cause;
    check.found([...path, ...keysOf(field).slice(skip)], cause.message.replace(`${field}: `, ''));
    return null;
  }
}

const keysOf = (field: string): Path =>
  field.split('.').map((key) => (/^\d+$/.test(key) ? Number(key) : key));

/** Who writes names of variables in capitals did not write a secret here. */
const notSet = (name: string): string =>
  `The environment variable ${/^[A-Z][A-Z0-9_]*$/.test(name) ? `${name} ` : 'that is named here '}is not set`;

function repeatedBins(bins: readonly FileBin[], check: Check): void {
  const seen = new Map<string, number>();
  for (const [at, bin] of bins.entries()) {
    if (!check.leadsTo(['bins', at, 'id'])) continue;
    const first = seen.get(bin.id);
    if (first === undefined) seen.set(bin.id, at);
    else check.found(['bins', at, 'id'], `bins[${first}] is called "${bin.id}" already`);
  }
}
