/** What is said about signatures, in the page's language: `w.value.room.key`. Fetched with the first view that says it. */
import { effect, signal } from '@preact/signals';
import { locale } from '../locales/locale.ts';
import type { SignatureMessages } from './locales/en.ts';

const files = import.meta.glob<{ default: SignatureMessages }>('./locales/*.ts');

/** The words now. Nothing is drawn before `startWords` has loaded some. */
export const w = signal<SignatureMessages>({} as SignatureMessages);

const started: { loading: Promise<void> | null } = { loading: null };

async function load(tag: string): Promise<void> {
  const file = files[`./locales/${tag}.ts`];
  if (!file) throw new RangeError(`no language ${tag}`);
  const { default: messages } = await file();
  if (locale.peek() === tag) w.value = messages;
}

async function start(): Promise<void> {
  try {
    await load(locale.peek());
  } catch (cause) {
    started.loading = null;
    throw cause;
  }
  // The old words stay when those of another language cannot be had.
  effect(() => void load(locale.value).catch(() => undefined));
}

/** To be awaited before anything of this room is drawn; from then on the words follow the page's language. */
export const startWords = (): Promise<void> => (started.loading ??= start());

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
