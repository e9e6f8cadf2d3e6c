/** What code in a programming language has in common: one request, string literals, comments. */
import type { Exported, Format, Piece, Place } from './format.ts';
import { oneLine, type Outgoing, outgoing, repeatedNames } from './outgoing.ts';

/** A language: how it comments, and how it sends a request. */
export interface Language extends Pick<Format, 'id' | 'label' | 'extension' | 'mediaType'> {
  comment: string;
  code(sent: Outgoing): string;
  /** What this language cannot do with this request, in sentences of one line. */
  notes(sent: Outgoing): string[];
}

/** A code format of one request. */
export const snippet = ({ comment, code, notes, ...format }: Language): Format => ({
  ...format,
  group: 'code',
  one: true,
  many: false,
  async *write(requests: AsyncIterable<Exported>, place: Place): AsyncIterable<Piece> {
    for await (const exported of requests) {
      const sent = await outgoing(exported, place);
      const said = sent.method === null ? sent.notes : [...sent.notes, ...targetNotes(sent), ...notes(sent)];
      yield said.map((note) => `${comment} ${oneLine(note)}\n`).join('');
      if (sent.method !== null) yield code(sent);
    }
  },
});

/** Text as a literal that JavaScript, Python and Go read alike; nothing in it is invisible. */
export const literal = (text: string): string =>
  JSON.stringify(text).replace(
    /[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );

/** A binary string as a literal: `\xNN` is a character of this number to JavaScript and Python, a byte to Go. */
export const binaryLiteral = (binary: string): string =>
  JSON.stringify(binary)
    // By escapes, whole: a backslash that was sent is two here, and what follows it is no escape.
    .replace(/\\(?:u00([0-9a-f]{2})|.)/g, (escape, code?: string) => (code ? `\\x${code}` : escape))
    .replace(/[\x7f-\xff]/g, (character) => `\\x${character.charCodeAt(0).toString(16)}`);

/** The sentence for a library that knows a name once; empty when no name repeats. */
export function repeatNotes(sent: Outgoing, what: string): string[] {
  const names = repeatedNames(sent);
  return names.length === 0 ? [] : [`${what}: ${names.join(', ')}`];
}

function targetNotes({ oddTarget }: Outgoing): string[] {
  return oddTarget === null ? [] : [`The request target was ${oddTarget}`];
}
