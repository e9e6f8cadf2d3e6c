/** The options of curl that are understood: what each does to a request. Everything else is refused by its name. */

/** What an option sets. */
export type Meaning =
  | 'url'
  | 'method'
  | 'header'
  | 'data'
  | 'data-raw'
  | 'data-binary'
  | 'data-urlencode'
  | 'json'
  | 'form'
  | 'form-string'
  | 'user'
  | 'bearer'
  | 'get'
  | 'head'
  | 'agent'
  | 'referer'
  | 'cookie'
  | 'range'
  | 'compressed'
  | 'insecure'
  | 'upload'
  | 'globoff'
  | 'path-as-is'
  | 'request-target'
  | 'http1.0';

/** An option: what it means, and whether a word follows it. Without a meaning it changes no request. */
export interface Option {
  name: string;
  takes: boolean;
  meaning: Meaning | null;
}

const table: readonly [short: string, name: string, takes: boolean, meaning: Meaning | null][] = [
  ['', 'url', true, 'url'],
  ['X', 'request', true, 'method'],
  ['H', 'header', true, 'header'],
  ['d', 'data', true, 'data'],
  ['', 'data-ascii', true, 'data'],
  ['', 'data-raw', true, 'data-raw'],
  ['', 'data-binary', true, 'data-binary'],
  ['', 'data-urlencode', true, 'data-urlencode'],
  ['', 'json', true, 'json'],
  ['F', 'form', true, 'form'],
  ['', 'form-string', true, 'form-string'],
  ['u', 'user', true, 'user'],
  ['', 'oauth2-bearer', true, 'bearer'],
  ['G', 'get', false, 'get'],
  ['I', 'head', false, 'head'],
  ['A', 'user-agent', true, 'agent'],
  ['e', 'referer', true, 'referer'],
  ['b', 'cookie', true, 'cookie'],
  ['r', 'range', true, 'range'],
  ['', 'compressed', false, 'compressed'],
  ['k', 'insecure', false, 'insecure'],
  ['T', 'upload-file', true, 'upload'],
  ['g', 'globoff', false, 'globoff'],
  ['', 'path-as-is', false, 'path-as-is'],
  ['', 'request-target', true, 'request-target'],
  ['0', 'http1.0', false, 'http1.0'],
  // What follows says how to connect, how long to wait and what to print: other things decide that here.
  ['L', 'location', false, null],
  ['s', 'silent', false, null],
  ['S', 'show-error', false, null],
  ['i', 'include', false, null],
  ['', 'show-headers', false, null],
  ['v', 'verbose', false, null],
  ['f', 'fail', false, null],
  ['', 'fail-with-body', false, null],
  ['#', 'progress-bar', false, null],
  ['', 'no-progress-meter', false, null],
  ['N', 'no-buffer', false, null],
  ['4', 'ipv4', false, null],
  ['6', 'ipv6', false, null],
  ['', 'http1.1', false, null],
  ['', 'http2', false, null],
  ['', 'tlsv1.2', false, null],
  ['', 'tlsv1.3', false, null],
  ['', 'basic', false, null],
  ['', 'no-keepalive', false, null],
  ['', 'tcp-nodelay', false, null],
  ['', 'raw', false, null],
  ['o', 'output', true, null],
  ['w', 'write-out', true, null],
  ['m', 'max-time', true, null],
  ['D', 'dump-header', true, null],
  ['c', 'cookie-jar', true, null],
  ['', 'connect-timeout', true, null],
  ['', 'expect100-timeout', true, null],
  ['', 'max-redirs', true, null],
  ['', 'retry', true, null],
  ['', 'retry-delay', true, null],
  ['', 'retry-max-time', true, null],
  ['', 'retry-all-errors', false, null],
  ['', 'retry-connrefused', false, null],
];

const options = new Map<string, Option>(
  table.flatMap(([short, name, takes, meaning]) => {
    const option = { name: `--${name}`, takes, meaning };
    const long: [string, Option] = [`--${name}`, option];
    return short === '' ? [long] : [long, [`-${short}`, option]];
  }),
);

/** The option of this name, as in `-H` and `--header`; undefined when it is not understood. */
export const optionOf = (name: string): Option | undefined => options.get(name);
