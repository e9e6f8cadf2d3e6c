/** Values that are shown, as terms of the filter language. Pure. */
import { type JsonTree, isContainer, stepsTo, valueToken } from './json-tree.ts';

const longestValue = 200;

/** Text as one value of a term. */
const quoted = (text: string): string =>
  /^[\w.@+/:-]+$/.test(text) && !/^[<>=]/.test(text)
    ? text
    : `"${text.replaceAll(/["\\]/g, String.raw`\$&`)}"`;

/**
 * `header.name:value`, or null when the language has no word for it. A long value is cut: a filter looks for it
 * anywhere.
 */
export const namedTerm = (field: 'header' | 'query', name: string, value: string): string | null =>
  !name || /[\s:",]/.test(name) || value === ''
    ? null
    : `${field}.${name}:${quoted(value.slice(0, longestValue))}`;

/** `body:value`, or null when the value cannot be searched for. */
export const bodyTerm = (value: string): string | null =>
  value === '' || value.length > longestValue ? null : `body:${quoted(value)}`;

/** `body.a.b:value` for a value of a tree; without the path when the language cannot say it. */
export function treeTerm(text: string, tree: JsonTree, node: number): string | null {
  if (isContainer(text, tree, node)) return null;
  const token = valueToken(text, tree, node);
  if (token.length > longestValue * 6) return null;
  const value = String(JSON.parse(token));
  if (value === '' || value.length > longestValue) return null;
  const steps = stepsTo(text, tree, node);
  const sayable =
    steps.length > 0 && tree.roots === 1 && steps.every((step) => /^[^\s.:",]+$/.test(String(step)));
  return sayable ? `body.${steps.join('.')}:${quoted(value)}` : bodyTerm(value);
}
