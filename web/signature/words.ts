/** What is said about signatures, in the page's language: `w.value.room.key`. Fetched with the first view that says it. */
import { lateWords } from '../late-words.ts';
import type { SignatureMessages } from './locales/en.ts';

/** The words now, and the way to them: to be awaited before anything of this room is drawn. */
export const { words: w, load: loadWords } = lateWords<SignatureMessages>(
  import.meta.glob<{ default: SignatureMessages }>('./locales/*.ts'),
);

/** Puts values into a sentence of the locales: `{name}` stands for one. Pure. */
export const filled = (sentence: string, values: Readonly<Record<string, string | number>>): string =>
  sentence.replace(/\{(\w+)\}/g, (whole, name: string) =>
    Object.hasOwn(values, name) ? String(values[name]) : whole,
  );

/** A finding of the server in the page's language; one it has no words for is told as the server does, in English. */
export function sayFinding(
  found: { code: string; values: Readonly<Record<string, string | number>>; reason: string },
  { findings, said }: Pick<SignatureMessages, 'findings' | 'said'>,
): string {
  const sentence = Object.hasOwn(findings, found.code)
    ? findings[found.code as keyof typeof findings]
    : undefined;
  if (sentence === undefined) return found.reason;
  const values = Object.entries(found.values).map(([name, value]) => [name, sayWords(String(value), said)]);
  return filled(sentence, Object.fromEntries(values) as Record<string, string>);
}

/** English words of the server, or several of them with commas between, in the page's language. Pure. */
export function sayWords(text: string, said: SignatureMessages['said']): string {
  if (text.length > 200) return text;
  const known = Object.entries(said);
  const exact = known.find(([english]) => english === text);
  if (exact) return exact[1];
  // Longest first: one may begin with another.
  const parts = known.toSorted(([a], [b]) => b.length - a.length);
  const told: string[] = [];
  for (let rest = text; rest !== '';) {
    const next = parts.find(
      ([english]) => rest.startsWith(english) && /^(?:, |$)/.test(rest.slice(english.length)),
    );
    if (!next) return text;
    told.push(next[1]);
    rest = rest.slice(next[0].length + 2);
  }
  return told.join(', ');
}
