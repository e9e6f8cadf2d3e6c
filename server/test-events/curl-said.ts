/** What the options of a curl command say, collected one after the other. Texts are binary strings. */
import type { Meaning, Option } from './curl-options.ts';
import { BadCommand } from './command-line.ts';

/** What was said so far. */
export interface Said {
  url: string | null;
  method: string | null;
  headers: readonly string[];
  /** Null: no -d was given; an empty one is a body. */
  data: string | null;
  json: boolean;
  upload: boolean;
  form: readonly FormField[];
  basic: string | null;
  bearer: string | null;
  get: boolean;
  head: boolean;
  agent: string | null;
  referer: string | null;
  cookies: readonly string[];
  range: string | null;
  compressed: boolean;
  insecure: boolean;
  globoff: boolean;
  pathAsIs: boolean;
  requestTarget: string | null;
  notes: string[];
  /** What `@-` stands for. */
  input: Buffer | null;
}

/** A part of a form. */
export interface FormField {
  name: string;
  value: string;
  type: string | null;
  filename: string | null;
}

/** Before the first option. */
export const nothing: Omit<Said, 'notes' | 'input'> = {
  url: null,
  method: null,
  headers: [],
  data: null,
  json: false,
  upload: false,
  form: [],
  basic: null,
  bearer: null,
  get: false,
  head: false,
  agent: null,
  referer: null,
  cookies: [],
  range: null,
  compressed: false,
  insecure: false,
  globoff: false,
  pathAsIs: false,
  requestTarget: null,
};

/** A piece of a command as it may stand in a sentence. */
export const shown = (text: string): string => text.slice(0, 40).replace(/[^\x20-\x7e]/g, '?');

/** Takes in one option with its value. Throws BadCommand. */
export function apply({ name, meaning }: Option, value: string, said: Said): void {
  if (meaning !== null) Object.assign(said, meanings[meaning](value, said, name));
  else if (/^(?:-L|--location)$/.test(name)) said.notes.push('Redirects are shown, not followed.');
}

type Apply = (value: string, said: Said, option: string) => Partial<Said>;

const meanings: Record<Meaning, Apply> = {
  url: (value, { url }) => {
    if (url !== null) throw new BadCommand(`One URL can be sent to, and here is another: ${shown(value)}`);
    return { url: value };
  },
  method: (value) => ({ method: value }),
  header: (value, { headers }, option) => {
    if (value.startsWith('@')) noFile(option, value.slice(1));
    return { headers: [...headers, value] };
  },
  // What is read from somewhere loses its line ends.
  data: (value, said, option) =>
    joined(said, value.startsWith('@') ? contents(value, said, option).replace(/[\r\n\0]/g, '') : value),
  'data-raw': (value, said) => joined(said, value),
  'data-binary': (value, said, option) => joined(said, contents(value, said, option)),
  'data-urlencode': (value, said, option) => joined(said, urlEncoded(value, option)),
  json: (value, said, option) => ({ data: (said.data ?? '') + contents(value, said, option), json: true }),
  form: (value, { form }, option) => ({ form: [...form, formField(value, option)] }),
  'form-string': (value, { form }, option) => ({
    form: [...form, { ...namedField(value, option), type: null, filename: null }],
  }),
  user: (value, { notes }) => {
    if (!value.includes(':')) notes.push('curl would ask for a password: it is sent empty.');
    return { basic: value.includes(':') ? value : `${value}:` };
  },
  bearer: (value) => ({ bearer: value }),
  get: () => ({ get: true }),
  head: () => ({ head: true }),
  agent: (value) => ({ agent: value }),
  referer: (value) => ({ referer: value.replace(/;auto$/, '') }),
  cookie: (value, { cookies }, option) => {
    if (!value.includes('=')) noFile(option, value);
    return { cookies: [...cookies, value] };
  },
  range: (value) => ({ range: value }),
  compressed: () => ({ compressed: true }),
  insecure: () => ({ insecure: true }),
  upload: (value, said, option) => {
    if (value !== '-' && value !== '.') noFile(option, value);
    return { data: contents('@-', said, option), upload: true };
  },
  globoff: () => ({ globoff: true }),
  'path-as-is': () => ({ pathAsIs: true }),
  'request-target': (value) => ({ requestTarget: value }),
  'http1.0': (_, { notes }) => {
    notes.push('It is sent as HTTP/1.1.');
    return {};
  },
};

const joined = ({ data }: Said, more: string): Partial<Said> => ({
  data: data === null ? more : `${data}&${more}`,
});

function noFile(option: string, name: string): never {
  throw new BadCommand(
    `${option} reads the file "${shown(name)}": files of your machine cannot be read here; paste what is in it`,
  );
}

/** Text, or what was fed to the command for `@-`. */
function contents(value: string, { input }: Said, option: string): string {
  if (!value.startsWith('@')) return value;
  if (value !== '@-') return noFile(option, value.slice(1));
  if (!input) throw new BadCommand(`${option} reads what is piped into curl, and nothing is`);
  return input.toString('latin1');
}

/** `content`, `=content`, `name=content`; the forms with @ read files. */
function urlEncoded(value: string, option: string): string {
  const [, name = '', sign = '', content = ''] = /^([^=@]*)([=@])([^]*)$/.exec(value) ?? [
    null,
    '',
    '',
    value,
  ];
  if (sign === '@') noFile(option, content);
  const encoded = content.replace(/[^A-Za-z0-9._~-]/g, (byte) =>
    byte === ' ' ? '+' : `%${byte.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`,
  );
  return name === '' ? encoded : `${name}=${encoded}`;
}

function namedField(value: string, option: string): Pick<FormField, 'name' | 'value'> {
  const at = value.indexOf('=');
  if (at < 0) throw new BadCommand(`${option} wants name=value, not "${shown(value)}"`);
  return { name: value.slice(0, at), value: value.slice(at + 1) };
}

/** `name=value;type=text/plain;filename=x.txt`, the value in quotes when it holds a `;`. */
function formField(text: string, option: string): FormField {
  const { name, value: rest } = namedField(text, option);
  if (/^[@<]/.test(rest)) noFile(option, rest.slice(1));
  const [quoted] = /^"[^"\\]*(?:\\[^][^"\\]*)*"/.exec(rest) ?? [];
  const end = quoted === undefined ? rest.search(settingMark) : quoted.length;
  const value = end < 0 ? rest : rest.slice(0, end);
  const settings = settingsIn(end < 0 ? '' : rest.slice(end));
  for (const key of settings.keys())
    if (key !== 'type' && key !== 'filename')
      throw new BadCommand(`${option} with ;${shown(key)}= is not understood here: leave it out`);
  return {
    name,
    value: quoted === undefined ? value : value.slice(1, -1).replace(/\\([\\"])/g, '$1'),
    type: settings.get('type') ?? null,
    filename: settings.get('filename') ?? null,
  };
}

const settingMark = /;[ \t]*(?:type|filename|headers|encoder)=/;

function settingsIn(text: string): Map<string, string> {
  const settings = new Map<string, string>();
  for (const part of text.split(/;[ \t]*(?=(?:type|filename|headers|encoder)=)/).slice(1)) {
    const at = part.indexOf('=');
    settings.set(part.slice(0, at), part.slice(at + 1).replace(/^"(.*)"$/s, '$1'));
  }
  return settings;
}
