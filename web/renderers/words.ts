/** What the renderers say, in the reader's language. */
import { decodeText } from '../decode.ts';
import { formatCount } from '../format.ts';
import { late } from '../late/words.ts';
import type { Body } from './renderer.ts';
import { type Reason, Unreadable } from './unreadable.ts';

/** The text of a body in its charset, and what is to be said about that. */
export function textOf({ bytes, media }: Body): { text: string; note: string | null } {
  const { text, trouble } = decodeText(bytes, media.parameters.get('charset'));
  const { notUtf8, unknownCharset } = late.value.body;
  if (!trouble) return { text, note: null };
  return { text, note: trouble.code === 'not-utf8' ? notUtf8 : unknownCharset(trouble.charset) };
}

/** A failure as a sentence. */
export function failureSentence(cause: unknown): string {
  if (!(cause instanceof Unreadable)) return cause instanceof Error ? cause.message : String(cause);
  const why = whyNot(cause.reason);
  return cause.place ? late.value.body.at(cause.place.line, cause.place.column, why) : why;
}

function whyNot(reason: Reason): string {
  const { whyNot: why } = late.value.body;
  if ('found' in reason)
    return why[reason.code](reason.found === null ? why.endOfBody : why.quoted(reason.found));
  if (reason.code === 'wrong-end') return why[reason.code](reason.name, reason.open);
  if (reason.code === 'never-closed') return why[reason.code](reason.name);
  if (reason.code === 'too-many-values') return why[reason.code](formatCount(reason.most));
  return why[reason.code];
}
