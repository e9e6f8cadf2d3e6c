/**
 * The option table: flags, environment, defaults and help in one place; README and --help are made from it.
 * The only reader of the environment.
 */
import { isIP } from 'node:net';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import envPaths from 'env-paths';

interface Option<T> {
  flag: string;
  env: string | null;
  /** As a user would write it; null = not set. */
  default: string | null;
  /** What the value is called in help; null = a switch, read as '1' or '0'. */
  value: string | null;
  help: string;
  /** `all` holds every occurrence. Throws an Error that says what is wrong with the value. */
  read(text: string | null, all: readonly string[]): T;
}

/** Where bins are declared; one that is not required may be missing. */
export interface ConfigFilePath {
  path: string;
  isRequired: boolean;
}

const option = <T>(definition: Option<T>): Option<T> => definition;

/** Every option, in the order of the help text. */
export const options = {
  host: option({
    flag: 'host',
    env: 'HOOKGLASS_HOST',
    default: 'localhost',
    value: 'address',
    help: 'address to bind; `localhost` is 127.0.0.1 and ::1',
    read: required,
  }),
  port: option({
    flag: 'port',
    env: 'HOOKGLASS_PORT',
    default: '4665',
    value: 'number',
    help: 'port ("HOOK" on a phone keypad); `0` any free one',
    read: (text) => integer(text, 0, 65_535),
  }),
  dataDir: option({
    flag: 'data',
    env: 'HOOKGLASS_DATA',
    default: null,
    value: 'folder',
    help: 'where `hookglass.db` lives, else your user data folder; `:memory:` keeps nothing',
    read: (text) =>
      text === ':memory:' ? null : resolve(text ?? envPaths('hookglass', { suffix: '' }).data),
  }),
  publicUrl: option({
    flag: 'public-url',
    env: 'HOOKGLASS_PUBLIC_URL',
    default: null,
    value: 'url',
    help: 'the URL senders use (tunnel, proxy); shown in the page',
    read: (text) => (text === null ? null : httpUrl(text)),
  }),
  hookDomain: option({
    flag: 'hook-domain',
    env: 'HOOKGLASS_HOOK_DOMAIN',
    default: 'localhost',
    value: 'domain',
    help: '`<bin>.<domain>` is a hook URL too',
    read: (text) => required(text).toLowerCase(),
  }),
  allowHosts: option({
    flag: 'allow-host',
    env: 'HOOKGLASS_ALLOW_HOST',
    default: null,
    value: 'name',
    help: 'one more host name for the page and the API; repeatable, or commas',
    read: (_text, all) =>
      all.flatMap((text) =>
        text
          .toLowerCase()
          .split(/[\s,]+/)
          .filter(Boolean),
      ),
  }),
  token: option({
    flag: 'token',
    env: 'HOOKGLASS_TOKEN',
    default: null,
    value: 'secret',
    help: 'bearer token for the page and the API; required when binding beyond loopback',
    read: (text) => (text === null ? null : longEnough(text)),
  }),
  maxBodyBytes: option({
    flag: 'max-body',
    env: 'HOOKGLASS_MAX_BODY',
    default: '10mb',
    value: 'size',
    help: 'bytes of a body to keep; what is longer is kept cut and answered 413',
    read: bytes,
  }),
  keepRequests: option({
    flag: 'keep-requests',
    env: 'HOOKGLASS_KEEP_REQUESTS',
    default: '10000',
    value: 'number',
    help: 'requests to keep per bin, the oldest go first; `none` for no limit',
    read: (text) => unless(text, (some) => integer(some, 1, 2 ** 31)),
  }),
  keepAgeMs: option({
    flag: 'keep-age',
    env: 'HOOKGLASS_KEEP_AGE',
    default: 'none',
    value: 'time',
    help: 'how long to keep a request: `30m`, `24h`, `7d`',
    read: (text) => unless(text, duration),
  }),
  keepBytes: option({
    flag: 'keep-bytes',
    env: 'HOOKGLASS_KEEP_BYTES',
    default: '1gb',
    value: 'size',
    help: 'bytes to keep in all, the oldest go first; `none` for no limit',
    read: (text) => unless(text, bytes),
  }),
  autoCreate: option({
    flag: 'no-auto-create',
    env: 'HOOKGLASS_AUTO_CREATE',
    default: '1',
    value: null,
    help: 'answer 404 to a request for an unknown bin instead of creating the bin',
    read: onOff,
  }),
  durability: option({
    flag: 'durability',
    env: 'HOOKGLASS_DURABILITY',
    default: 'full',
    value: 'mode',
    help: '`full`: an answered request survives a power cut; `normal`: it survives a crash',
    read: (text) => (text === 'full' || text === 'normal' ? text : wrong('is `full` or `normal`')),
  }),
  configFile: option({
    flag: 'config',
    env: 'HOOKGLASS_CONFIG',
    default: 'hookglass.config.json',
    value: 'file',
    help: 'bins declared in a file, read when it is there; `none` reads none',
    read: (text, all): ConfigFilePath | null =>
      unless(required(text), (path) => ({ path: path ?? '', isRequired: all.length > 0 })),
  }),
  open: option({
    flag: 'open',
    env: null,
    default: '0',
    value: null,
    help: 'open the browser',
    read: onOff,
  }),
};

/** What the process runs with; sizes in bytes, times in milliseconds, null = no limit or not set. */
export type Config = { readonly [K in keyof typeof options]: ReturnType<(typeof options)[K]['read']> };

/** A flag or variable that cannot be used; the message is one line and names it. */
export class ConfigError extends Error {}

/** Options as a file gives them, written as on the command line. */
export type FileOptions = { readonly [K in keyof Config]?: string };

/** Flag before environment before `file` before default. Throws ConfigError. */
export function readConfig(argv: readonly string[], env: NodeJS.ProcessEnv, file: FileOptions = {}): Config {
  const given = parse(argv);
  const entries = Object.entries(options).map(([key, one]) => {
    // The keys are those of the table.
    const written = file[key as keyof Config] ?? one.default;
    return [key, readOption({ ...one, default: written }, given, env)] as const;
  });
  // The entries are made from the table that the type is made from.
  const config = Object.fromEntries(entries) as unknown as Config;
  if (config.token === null && !isLoopback(config.host)) {
    throw new ConfigError(
      `--host ${config.host} can be reached from other machines: set --token, or bind to localhost`,
    );
  }
  return Object.freeze(config);
}

/** The secret that an environment variable holds; null when it is not set, or empty. */
export const secretOf = (env: NodeJS.ProcessEnv, name: string): string | null => env[name] || null;

/** True for `localhost` and the addresses that only this machine can reach. */
export const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'));

function parse(argv: readonly string[]): Map<string, string[]> {
  const table = Object.values(options).map(({ flag, value }) => [
    flag,
    { type: value === null ? ('boolean' as const) : ('string' as const), multiple: true as const },
  ]);
  try {
    const { values } = parseArgs({
      args: [...argv],
      options: Object.fromEntries(table),
      allowPositionals: false,
    });
    return new Map(Object.entries(values).map(([flag, all]) => [flag, [all].flat().map(String)]));
  } catch (cause) {
    const [firstLine = ''] = String(cause instanceof Error ? cause.message : cause).split(/\. |\n/);
    throw new ConfigError(`${firstLine}; hookglass --help lists the options`, { cause });
  }
}

function readOption(one: Option<unknown>, given: Map<string, string[]>, env: NodeJS.ProcessEnv): unknown {
  const flags = given.get(one.flag);
  const fromEnv = one.env === null ? undefined : env[one.env];
  if (flags && one.value === null) return one.read(one.flag.startsWith('no-') ? '0' : '1', []);
  const all = flags ?? (fromEnv === undefined || fromEnv === '' ? [] : [fromEnv]);
  try {
    return one.read(all.at(-1) ?? one.default, all);
  } catch (cause) {
    const name = flags || !one.env || all.length === 0 ? `--${one.flag}` : one.env;
    throw new ConfigError(`${name} ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
  }
}

function wrong(message: string): never {
  throw new Error(message);
}

function required(text: string | null): string {
  return text === null || text.trim() === '' ? wrong('needs a value') : text.trim();
}

function unless<T>(text: string | null, read: (text: string | null) => T): T | null {
  return text === 'none' ? null : read(text);
}

function onOff(text: string | null): boolean {
  if (text === '1' || text === 'true') return true;
  return text === '0' || text === 'false' ? false : wrong('is 1 or 0');
}

function integer(text: string | null, least: number, most: number): number {
  const value = Number(text);
  if (/^\d+$/.test(text ?? '') && value >= least && value <= most) return value;
  return wrong(`is a whole number from ${least} to ${most}`);
}

function bytes(text: string | null): number {
  const [, digits, unit] = /^(\d+(?:\.\d+)?)\s*(b|kb|mb|gb|tb)?$/i.exec(text ?? '') ?? [];
  const power = ['b', 'kb', 'mb', 'gb', 'tb'].indexOf((unit ?? 'b').toLowerCase());
  const value = Math.round(Number(digits) * 1024 ** power);
  return value >= 1 && value <= Number.MAX_SAFE_INTEGER ? value : wrong('is a size like 500kb, 10mb or 1gb');
}

function duration(text: string | null): number {
  const [, digits, unit = ''] = /^(\d+(?:\.\d+)?)\s*(s|m|h|d|w)$/i.exec(text ?? '') ?? [];
  const units: Record<string, number> = { s: 1, m: 60, h: 3600, d: 86_400, w: 604_800 };
  const value = Number(digits) * 1000 * (units[unit.toLowerCase()] ?? Number.NaN);
  return value >= 1000 ? value : wrong('is a time like 30m, 24h or 7d');
}

function httpUrl(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (!url || !/^https?:$/.test(url.protocol) || url.search || url.hash)
    return wrong('is an http or https URL');
  return url.href.replace(/\/$/, '');
}

function longEnough(token: string): string {
  return /^[\x21-\x7e]{8,}$/.test(token) ? token : wrong('is at least 8 visible characters');
}
