/** What is sent when a stored request is sent again, for formats that are code; and what cannot be sent of it. */
import type { CapturedRequest, HeaderPair } from '../contract.ts';
import { utf8Text, wholeBody } from './body-bytes.ts';
import type { Exported, Place } from './format.ts';

/** Beyond this a body is not written into code: the code fetches it from Hookglass. */
const inlineBytes = 2 ** 20;

// They belong to the connection and to the framing of one message: whoever sends makes its own.
const framing = new Set(
  'connection content-length expect host http2-settings keep-alive proxy-connection te trailer transfer-encoding upgrade'.split(
    ' ',
  ),
);

/** The body to send; `text` null when the bytes are not UTF-8; `none`: no body at all, not even an empty one. */
export type OutgoingBody =
  | { kind: 'none' }
  | { kind: 'inline'; bytes: Buffer; text: string | null }
  | { kind: 'stored'; url: string };

/** A request to send. */
export interface Outgoing {
  method: string;
  /** Scheme, host and port. */
  origin: string;
  /** Path and query as they are to be sent, beginning with a slash: ASCII, but not always what a URL may hold. */
  target: string;
  /** The target exactly as it was when that is no path: `*`, or a whole URL. */
  oddTarget: string | null;
  httpVersion: string;
  /** In order, with their case and repeats; without framing. */
  headers: HeaderPair[];
  body: OutgoingBody;
  /** What is not as it was, in sentences of one line. */
  notes: string[];
}

/** The request to send; of one that has no readable head only the notes are there. */
export async function outgoing(
  exported: Exported,
  place: Place,
): Promise<Outgoing | { notes: string[]; method: null }> {
  const { request } = exported;
  const notes = notesOf(request);
  if (request.httpVersion === '') {
    return {
      method: null,
      notes: [...notes, 'There is no whole request to send; format raw has its bytes.'],
    };
  }
  return {
    method: request.method,
    ...destination(request, place),
    httpVersion: request.httpVersion,
    headers: request.headers.filter(([name]) => !framing.has(name.toLowerCase())),
    body: await bodyOf(exported, place),
    notes,
  };
}

/** True when a header of this name is sent. `name` in lower case. */
export const sends = ({ headers }: Outgoing, name: string): boolean =>
  headers.some(([key]) => key.toLowerCase() === name);

/** Names that are sent more than once, each once, as they came first. */
export function repeatedNames({ headers }: Outgoing): string[] {
  const first = new Map<string, string>();
  const repeated = new Set<string>();
  for (const [name] of headers) {
    const key = name.toLowerCase();
    if (first.has(key)) repeated.add(key);
    else first.set(key, name);
  }
  return [...first].flatMap(([key, name]) => (repeated.has(key) ? [name] : []));
}

/** Text from outside on one line: what a terminal or an editor would act on is written as `\xNN`. */
export const oneLine = (text: string): string =>
  text.replace(/[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/gu, (character) => {
    const code = character.codePointAt(0) ?? 0;
    return code < 256 ? `\\x${code.toString(16).padStart(2, '0')}` : `\\u{${code.toString(16)}}`;
  });

function notesOf({ state, reason, body, trailers, headers }: CapturedRequest): string[] {
  const notes: string[] = [];
  if (state !== 'complete') notes.push(`This request is ${state}: ${reason ?? 'no reason is known'}.`);
  if (body.stored < body.size) notes.push(`Of ${body.size} bytes of the body ${body.stored} are kept.`);
  if (headers.some(([name]) => name.toLowerCase() === 'transfer-encoding'))
    notes.push('The body came in chunks; it is sent with its length.');
  for (const [name, value] of trailers) notes.push(`Trailer that is not sent: ${name}: ${value}`);
  return notes.map(oneLine);
}

function destination({ target, path }: CapturedRequest, { hookUrl, to }: Place) {
  const base = to ?? new URL(hookUrl);
  const isPath = target.startsWith('/');
  const below = path === '*' ? '' : belowHook(target, path);
  const at = below.indexOf('?');
  const [belowPath, query] = at < 0 ? [below, ''] : [below.slice(0, at), below.slice(at)];
  const start = belowPath.startsWith('/') ? base.pathname.replace(/\/$/, '') : base.pathname;
  const joined = base.search === '' ? query : `${base.search}${query.replace(/^\?/, '&')}`;
  return {
    origin: base.origin,
    target: `${start}${belowPath}${joined}`,
    oddTarget: isPath || to !== null ? null : target,
  };
}

/** What follows the hook URL in the target, as sent: `path` has a slash that need not be there. */
function belowHook(target: string, path: string): string {
  if (target === path || !target.startsWith('/')) return path;
  return target.replace(/^\/in\/[^/?]*/, '');
}

async function bodyOf(exported: Exported, { api }: Place): Promise<OutgoingBody> {
  const { bin, seq, body, headers } = exported.request;
  if (body.stored > inlineBytes)
    return { kind: 'stored', url: `${api}/api/bins/${encodeURIComponent(bin)}/requests/${seq}/body` };
  const hasEmpty = headers.some(([name]) => /^(?:content-length|transfer-encoding)$/i.test(name));
  if (body.stored === 0 && !hasEmpty) return { kind: 'none' };
  const bytes = await wholeBody(exported);
  return { kind: 'inline', bytes, text: utf8Text(bytes) };
}
