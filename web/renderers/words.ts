/** What the renderers say, in the reader's language. */
import { decodeText } from '../decode.ts';
import { t } from '../locales/locale.ts';
import type { Body } from './renderer.ts';
import { Unreadable } from './unreadable.ts';

/** The text of a body in its charset, and what is to be said about that. */
export function textOf({ bytes, media }: Body): { text: string; note: string | null } {
  const { text, trouble } = decodeText(bytes, media.parameters.get('charset'));
  const { notUtf8, unknownCharset } = t.value.body;
  if (!trouble) return { text, note: null };
  return { text, note: trouble.code === 'not-utf8' ? notUtf8 : unknownCharset(trouble.charset) };
}

/** A failure as a sentence. */
export function failureSentence(cause: unknown): string {
  if (!(cause instanceof Unreadable)) return cause instanceof Error ? cause.message : String(cause);
  const { whyNot, at } = t.value.body;
  const why = whyNot(cause.reason);
  return cause.place ? at(cause.place.line, cause.place.column, why) : why;
}
