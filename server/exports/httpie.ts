import type { HeaderPair } from '../contract.ts';
import { type Outgoing, type OutgoingBody, sends } from './outgoing.ts';
import { bytesWord, fetchStored, hereDocument, isPlain, maxArgumentBytes, quoted } from './shell.ts';
import { snippet } from './snippet.ts';

// httpie's own words for kinds of arguments: after a backslash it reads them as text.
const separators = /[:;=@]/;

/** A command for HTTPie 3, in POSIX sh. */
export const httpie = snippet({
  id: 'httpie',
  label: 'HTTPie',
  extension: 'sh',
  mediaType: 'application/x-sh',
  comment: '#',
  notes: ({ headers, target, httpVersion }) => [
    ...headers.filter(isUnsendable).map(([name]) => `Header that HTTPie cannot write: ${name}`),
    ...(/[#"<>\\^`{|}]|%(?![0-9a-f]{2})|\?$/i.test(target)
      ? ['HTTPie escapes some of this URL before it sends it.']
      : []),
    ...(httpVersion === '1.0' ? ['HTTPie sends HTTP/1.1.'] : []),
  ],
  code(sent) {
    const { before, options, after } = bodyWords(sent.body);
    const words = [
      ...options,
      '--path-as-is',
      // A method or a header may begin with a dash: from here on nothing is an option.
      '--',
      quoted(sent.method),
      quoted(sent.origin + sent.target),
      ...sent.headers.filter((pair) => !isUnsendable(pair)).map(headerWord),
      ...suppressed(sent).map((name) => `'${name}:'`),
    ];
    return `${before}http ${words.join(' \\\n  ')}\n${after}`;
  },
});

/** A backslash before a separator in a value is read as none: there is no way to write it. */
const isUnsendable = ([name, value]: HeaderPair): boolean =>
  /\\[:;=@]/.test(value) || name.length + value.length > maxArgumentBytes;

function headerWord([name, value]: HeaderPair): string {
  if (value === '') return bytesWord(`${name};`);
  const escaped = separators.test(value.charAt(0)) ? `\\${value}` : value;
  return bytesWord(`${name}:${escaped}`);
}

function suppressed(sent: Outgoing): string[] {
  const added = ['User-Agent', 'Accept', 'Accept-Encoding'];
  if (sent.body.kind !== 'none') added.push('Content-Type');
  return added.filter((name) => !sends(sent, name.toLowerCase()));
}

function bodyWords(body: OutgoingBody): { options: string[]; before: string; after: string } {
  if (body.kind === 'none') return { options: ['--ignore-stdin'], before: '', after: '' };
  if (body.kind === 'stored') {
    return { options: [], before: `${fetchStored(body.url)}cat "$body" | `, after: 'rm -f "$body"\n' };
  }
  const { text, bytes } = body;
  if (text !== null && bytes.length <= maxArgumentBytes && isPlain(text))
    return { options: ['--ignore-stdin', `--raw ${quoted(text)}`], before: '', after: '' };
  const { redirection, lines } = hereDocument(bytes);
  return { options: [], before: `base64 -d ${redirection} | `, after: `${lines}\n` };
}
