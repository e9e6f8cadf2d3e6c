/** A pasted curl command, read as the request that curl would send. Pure; what cannot be known is refused, not guessed. */
import type { HeaderPair } from '../contract.ts';
import type { Chance } from '../samples/fresh.ts';
import { type Option, optionOf } from './curl-options.ts';
import { apply, nothing, type Said, shown } from './curl-said.ts';
import { formBody } from './curl-form.ts';
import { BadCommand } from './command-line.ts';
import { splitCommand } from './shell-words.ts';

/** What curl calls itself. */
const curlAgent = 'curl/8.14.1';

/** The request of a command. Headers and target are binary strings; without Host and framing. */
export interface CurlRequest {
  method: string;
  /** Scheme, host and port. */
  origin: string;
  /** Path and query as curl sends them. */
  target: string;
  headers: HeaderPair[];
  /** Null: none at all. */
  body: Buffer | null;
  /** True: -k. */
  anyCertificate: boolean;
  /** What is different here, in sentences. */
  notes: string[];
}

/** Throws BadCommand. */
export function readCurl(pasted: string, chance: Chance): CurlRequest {
  const { words, input, notes } = splitCommand(pasted);
  const [name = '', ...rest] = words;
  if (!/(?:^|[/\\])curl(?:\.exe)?$/i.test(name))
    throw new BadCommand(
      name === '' ? 'There is no command' : `A curl command begins with curl, not with "${shown(name)}"`,
    );
  const said: Said = { ...nothing, notes: [...notes], input };
  readWords(rest, said);
  return requestOf(said, chance);
}

function readWords(words: readonly string[], said: Said): void {
  for (let at = 0, open = true; at < words.length; at += 1) {
    const word = words[at] ?? '';
    if (open && word === '--') open = false;
    else if (open && word.startsWith('--')) at += readOption(word, words[at + 1], said);
    else if (open && word.startsWith('-') && word.length > 1) at += readShort(word, words[at + 1], said);
    else apply({ name: 'the URL', takes: true, meaning: 'url' }, word, said);
  }
}

/** So many of the next words were used. */
function readOption(name: string, next: string | undefined, said: Said): number {
  const option = known(name);
  if (option.takes && next === undefined) throw new BadCommand(`${name} needs a value behind it`);
  apply(option, next ?? '', said);
  return option.takes ? 1 : 0;
}

/** `-sSX POST`, `-XPOST`, `-d@file`: letters until one takes what is left. */
function readShort(word: string, next: string | undefined, said: Said): number {
  for (let at = 1; at < word.length; at += 1) {
    const option = known(`-${word.charAt(at)}`);
    const rest = word.slice(at + 1);
    if (!option.takes) apply(option, '', said);
    else if (rest === '') return readOption(`-${word.charAt(at)}`, next, said);
    else {
      apply(option, rest, said);
      return 0;
    }
  }
  return 0;
}

const known = (name: string): Option => {
  const option = optionOf(name);
  if (option) return { ...option, name };
  throw new BadCommand(`The option ${shown(name)} is not understood here: leave it out`);
};

function requestOf(said: Said, chance: Chance): CurlRequest {
  const form = said.form.length > 0 ? formBody(said.form, chance) : null;
  if (form && said.data !== null) throw new BadCommand('-F and -d exclude each other');
  const data = said.data === null || said.get ? null : Buffer.from(said.data, 'latin1');
  const body = form?.body ?? data;
  const { origin, target, userInfo } = place(said);
  return {
    method: methodOf(said, body),
    origin,
    target,
    headers: headersOf({ ...said, basic: said.basic ?? userInfo }, body && (form?.type ?? usualType(said))),
    body,
    anyCertificate: said.insecure,
    notes: [...new Set(said.notes)],
  };
}

function methodOf({ method, head, upload }: Said, body: Buffer | null): string {
  if (method !== null) {
    if (!/^[!#$%&'*+\-.^_`|~\w]+$/.test(method)) throw new BadCommand(`"${shown(method)}" is no method`);
    return method;
  }
  if (head) return 'HEAD';
  return upload ? 'PUT' : body ? 'POST' : 'GET';
}

const usualType = ({ json, upload }: Said): string | null =>
  upload ? null : json ? 'application/json' : 'application/x-www-form-urlencoded';

/** In the order in which curl writes them; a header of one's own takes the place of a usual one, or takes it away. */
function headersOf(said: Said, type: string | null): HeaderPair[] {
  const own = said.headers.flatMap((line) => ownHeader(line, said));
  const named = new Set(said.headers.map((line) => /^[^:;]*/.exec(line)?.[0].trim().toLowerCase() ?? ''));
  const usual = (name: string, value: string | null): HeaderPair[] =>
    value === null || value === '' || named.has(name.toLowerCase()) ? [] : [[name, value]];
  const { basic, bearer } = said;
  const token = basic === null ? null : `Basic ${Buffer.from(basic, 'latin1').toString('base64')}`;
  return [
    ...usual('Authorization', bearer === null ? token : `Bearer ${bearer}`),
    ...usual('Range', said.range && `bytes=${said.range}`),
    ...usual('User-Agent', said.agent ?? curlAgent),
    ...usual('Accept', said.json ? null : '*/*'),
    ...usual('Accept-Encoding', said.compressed ? 'deflate, gzip, br, zstd' : null),
    ...usual('Referer', said.referer),
    ...usual('Cookie', said.cookies.length > 0 ? said.cookies.join(';') : null),
    ...own,
    ...usual('Content-Type', type),
    ...usual('Accept', said.json ? 'application/json' : null),
  ];
}

/** `Name: value`, `Name;` for an empty value; `Name:` takes a usual header away. */
function ownHeader(line: string, { notes }: Said): HeaderPair[] {
  const [, name = '', sign = '', text = ''] = /^([^:;]*)([:;])?([^]*)$/.exec(line) ?? [];
  const value = unpadded(text);
  if (sign === '' || (sign === ';' && value !== '') || (sign === ':' && value === '')) return [];
  if (!/^[!#$%&'*+\-.^_`|~\w]+$/.test(name) || /[\0\r\n]/.test(value))
    throw new BadCommand(`"${shown(line)}" is no header`);
  if (/^(?:host|content-length|transfer-encoding)$/i.test(name)) {
    notes.push(`${name} follows from where it is sent, and what.`);
    return [];
  }
  return [[name, value]];
}

/** A regexp would look at every blank again and again, and trim() takes more than blanks. */
function unpadded(text: string): string {
  const isBlank = (at: number): boolean => text[at] === ' ' || text[at] === '\t';
  let [start, end] = [0, text.length];
  while (start < end && isBlank(start)) start += 1;
  while (end > start && isBlank(end - 1)) end -= 1;
  return text.slice(start, end);
}

/** Where it goes, and the user that the URL names. */
function place(said: Said): { origin: string; target: string; userInfo: string | null } {
  const { url } = said;
  if (url === null) throw new BadCommand('The command names no URL');
  const [, scheme = 'http:', user, host = '', rest = ''] =
    /^(?:(https?:)\/\/)?(?:([^@/?#]*)@)?([^/?#]*)([^#]*)/i.exec(url) ?? [];
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(url) && !/^https?:/i.test(url))
    throw new BadCommand(`"${shown(url)}" is not an http or https URL`);
  // Placeholders of this program are no list of curl's.
  const plain = rest.replace(/\{\{ ?[a-z]+(?:\.[\w-]+)? ?\}\}/g, '').replace(/=\([\w .+-]{1,60}\)/g, '');
  if (!said.globoff && /[[\]{}]/.test(plain))
    throw new BadCommand(
      'curl takes [ ] { } in a URL for a list of URLs: add -g when they are meant as they are',
    );
  const origin = URL.parse(`${scheme.toLowerCase()}//${host}`)?.origin;
  if (host === '' || origin === undefined) throw new BadCommand(`"${shown(url)}" is not a URL`);
  const target = said.requestTarget ?? targetOf(rest, said);
  if (/[\0-\x20\x7f]/.test(said.requestTarget ?? plain))
    throw new BadCommand('The URL holds blanks: write them as %20');
  return { origin, target, userInfo: user === undefined ? null : decoded(user) };
}

function targetOf(rest: string, { get, data, pathAsIs }: Said): string {
  const at = rest.indexOf('?');
  const [path, query] = at < 0 ? [rest, ''] : [rest.slice(0, at), rest.slice(at + 1)];
  const queries = [query, get && data !== null ? data : ''].filter((one) => one !== '');
  const plain = (pathAsIs ? path : withoutDots(path)) || '/';
  return `${plain}${at >= 0 || queries.length > 0 ? '?' : ''}${queries.join('&')}`.replace(
    /[\x80-\xff]/g,
    (byte) => `%${byte.charCodeAt(0).toString(16).padStart(2, '0')}`,
  );
}

/** RFC 3986, section 5.2.4. */
function withoutDots(path: string): string {
  if (!/(?:^|\/)(?:\.|%2e){1,2}(?:\/|$)/i.test(path)) return path;
  const kept: string[] = [];
  const parts = path.split('/').slice(1);
  for (const [at, part] of parts.entries()) {
    const dots = part.replace(/%2e/gi, '.');
    if (dots === '..') kept.pop();
    if (dots !== '.' && dots !== '..') kept.push(part);
    else if (at === parts.length - 1) kept.push('');
  }
  return `/${kept.join('/')}`;
}

function decoded(text: string): string {
  const bytes = text.replace(/%([0-9a-f]{2})/gi, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
  return bytes.includes(':') ? bytes : `${bytes}:`;
}
