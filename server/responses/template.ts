/**
 * Liquid templates without files, partials, environment and prototypes. Here they are only parsed: rendering is the work
 * of a thread, because no limit inside the library ends a filter that takes long.
 */
import { Liquid, type Template } from 'liquidjs';

/** Milliseconds that rendering one answer may take. */
const renderMs = 50;
/** Characters of one answer, rendered. */
export const maxRendered = 2 ** 20;
/** What filters may make in between, in characters and list items. */
const maxMade = 4 * maxRendered;
// Parsing takes more than linear time: 30 ms for so many characters of nothing but tags.
const maxLength = 65_536;

// They name other templates, of which there are none: nothing that could look at a disk is left.
const removedTags = ['include', 'render', 'layout', 'block'];

/** A template that cannot be used; the message is for its author. */
export class TemplateError extends Error {}

/** The engine, the same for checking and for rendering. */
export function templateEngine(): Liquid {
  const liquid = new Liquid({
    ownPropertyOnly: true,
    strictFilters: true,
    relativeReference: false,
    dynamicPartials: false,
    templates: {},
    parseLimit: maxRendered,
    renderLimit: renderMs,
    memoryLimit: maxMade,
    timezoneOffset: 0,
    locale: 'en-US',
  });
  for (const name of removedTags) delete liquid.tags[name];
  // The library's own gives nothing for what is not there, and so breaks the JSON around it.
  liquid.registerFilter('json', (value: unknown, space: unknown) =>
    JSON.stringify(value ?? null, null, Number(space) || 0),
  );
  return liquid;
}

// An engine is costly to make, and this one only parses.
const engine = templateEngine();

/** True when there is something to render. */
export const isTemplate = (text: string): boolean => text.includes('{{') || text.includes('{%');

/** Null: the text is a template, or holds none. */
export function wrongWithTemplate(text: string): string | null {
  if (!isTemplate(text)) return null;
  if (text.length > maxLength) return `A template has at most ${maxLength} characters`;
  try {
    parseTemplate(engine, text);
    return null;
  } catch (cause) {
    return templateError(cause).message;
  }
}

/** Throws TemplateError with line and column. */
export function parseTemplate(liquid: Liquid, text: string): Template[] {
  try {
    return liquid.parse(text);
  } catch (cause) {
    throw templateError(cause);
  }
}

/** What the library threw, in our words. */
export function templateError(cause: unknown): TemplateError {
  const said = cause instanceof Error ? cause.message : String(cause);
  const [, what = said, line, column] = /^(.*), line:(\d+), col:(\d+)$/s.exec(said) ?? [];
  const why = reasons.find(([pattern]) => pattern.test(what))?.[1] ?? what;
  return new TemplateError(line === undefined ? why : `Line ${line}, column ${column}: ${why}`, { cause });
}

const tooLong = /^template render limit exceeded/;

/** True when the library gave up because the time was over. */
export const isTooLong = (cause: unknown): boolean => cause instanceof Error && tooLong.test(cause.message);

const reasons: readonly (readonly [RegExp, string])[] = [
  [tooLong, `the template takes longer than ${renderMs} ms`],
  [/^memory alloc limit exceeded/, 'the template makes more than fits into memory'],
  [/^Invalid string length/, 'the template makes more than fits into memory'],
  [/^Maximum call stack size exceeded/, 'the template is nested too deeply'],
];
