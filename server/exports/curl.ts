/**
 * A command for POSIX sh that sends the same bytes: quoted for sh, nothing that curl would add by itself, nothing
 * that it would tidy up. What it cannot send is said in a comment.
 */
import type { HeaderPair } from '../contract.ts';
import type { Exported, Format, Place } from './format.ts';
import { type Outgoing, type OutgoingBody, oneLine, outgoing, sends } from './outgoing.ts';
import {
  bytesWord,
  comments,
  fetchStored,
  hereDocument,
  isPlain,
  maxArgumentBytes,
  quoted,
} from './shell.ts';

// What curl's own parser of URLs leaves alone; a lone "?" at the end it would drop.
const plainTarget = /^\/[\w.~!$&'()*+,;=:@%/[\]{}-]*(?:\?[\w.~!$&'()*+,;=:@%/?[\]{}-]+)?$/;
// Beyond this some versions of curl ask before they send.
const expectBytes = 1024;

/** Where the bytes of the body come from: options, what stands before the command, what follows it. */
interface BodyWords {
  options: string[];
  before: string;
  after: string;
}

const noBody: BodyWords = { options: [], before: '', after: '' };

/** `curl`: one command a request; many make a script. */
export const curl: Format = {
  id: 'curl',
  label: 'curl',
  group: 'code',
  extension: 'sh',
  mediaType: 'application/x-sh',
  one: true,
  many: true,
  async *write(requests, place) {
    if (place.many) yield '#!/bin/sh\n';
    for await (const exported of requests) {
      if (place.many) yield `\n${comments([titleOf(exported)])}`;
      yield await command(exported, place);
    }
  },
};

const titleOf = ({ request: { seq, receivedAt, method, path } }: Exported): string =>
  oneLine(`${seq} · ${receivedAt} · ${method} ${path.slice(0, 200)}`);

async function command(exported: Exported, place: Place): Promise<string> {
  const sent = await outgoing(exported, place);
  if (sent.method === null) return comments(sent.notes);
  const body = bodyWords(sent.body);
  const { kept, notes } = sendable(sent.headers);
  const words = [
    ['curl -sS', ...methodWords(sent), ...targetWords(sent)].join(' '),
    ...kept.map(headerWords),
    ...suppressed(sent, kept).map((name) => `-H '${name}:'`),
    ...body.options,
  ];
  const said = [...sent.notes, ...notes, ...headNotes(sent)];
  return `${comments(said)}${body.before}${words.join(' \\\n  ')}\n${body.after}`;
}

function methodWords({ method, httpVersion, origin, body }: Outgoing): string[] {
  const version = httpVersion === '1.0' ? ['--http1.0'] : origin.startsWith('https:') ? ['--http1.1'] : [];
  const implied = body.kind === 'none' ? 'GET' : 'POST';
  if (method === 'HEAD' && body.kind === 'none') return [...version, '--head'];
  return method === implied
    ? version
    : [...version, `-X ${/^[A-Z]+$/.test(method) ? method : quoted(method)}`];
}

function targetWords({ origin, target, oddTarget }: Outgoing): string[] {
  if (oddTarget !== null || !plainTarget.test(target))
    return [`--request-target ${quoted(oddTarget ?? target)}`, quoted(`${origin}/`)];
  const words = [quoted(`${origin}${target}`)];
  if (/[[\]{}]/.test(target)) words.unshift('--globoff');
  if (/\/(?:\.|%2e){1,2}(?:[/?]|$)/i.test(target)) words.unshift('--path-as-is');
  return words;
}

/** An empty value is written with a semicolon: with a colon it would take a header away. */
const headerWords = ([name, value]: HeaderPair): string =>
  `-H ${bytesWord(value === '' ? `${name};` : `${name}: ${value}`)}`;

/** Headers that curl adds when nobody says otherwise. */
function suppressed(sent: Outgoing, kept: readonly HeaderPair[]): string[] {
  const { body } = sent;
  const size = body.kind === 'inline' ? body.bytes.length : body.kind === 'stored' ? Infinity : 0;
  const added = ['User-Agent', 'Accept'];
  if (body.kind !== 'none') added.push('Content-Type');
  if (size > expectBytes) added.push('Expect');
  return added.filter((name) => !sends({ ...sent, headers: [...kept] }, name.toLowerCase()));
}

/** What fits into an argument and is a header at all. */
function sendable(headers: readonly HeaderPair[]): { kept: HeaderPair[]; notes: string[] } {
  const kept: HeaderPair[] = [];
  const notes: string[] = [];
  for (const pair of headers) {
    const [name, value] = pair;
    const isHeader = /^[!#$%&'*+\-.^_`|~\w]+$/.test(name) && !/[\0\r\n]/.test(value);
    if (isHeader && name.length + value.length < maxArgumentBytes) kept.push(pair);
    else notes.push(oneLine(`Header that curl cannot send (${reasonOf(isHeader)}): ${name.slice(0, 200)}`));
  }
  return { kept, notes };
}

const reasonOf = (isHeader: boolean): string =>
  isHeader ? 'longer than an argument may be' : 'not a valid header';

function headNotes({ method, body, target }: Outgoing): string[] {
  const notes: string[] = [];
  if (target.length > maxArgumentBytes)
    notes.push('The target is longer than an argument may be: most systems refuse to run this.');
  if (method === 'HEAD' && body.kind !== 'none')
    notes.push('HEAD with a body: curl may wait for an answer with a body until the server closes.');
  return notes;
}

function bodyWords(body: OutgoingBody): BodyWords {
  if (body.kind === 'none') return noBody;
  if (body.kind === 'stored') {
    const options = ['--data-binary @"$body"'];
    return { ...noBody, options, before: fetchStored(body.url), after: 'rm -f "$body"\n' };
  }
  const { text, bytes } = body;
  if (text !== null && bytes.length <= maxArgumentBytes && isPlain(text)) {
    // A leading @ would name a file; --data-raw knows no files.
    const option = text.startsWith('@') ? '--data-raw' : '--data-binary';
    return { ...noBody, options: [`${option} ${quoted(text)}`] };
  }
  const { redirection, lines } = hereDocument(bytes);
  return {
    options: ['--data-binary @-'],
    before: `base64 -d ${redirection} | `,
    after: `${lines}\n`,
  };
}
