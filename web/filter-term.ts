/** Filter terms made from what is shown. Pure. */

const longest = 200;

/**
 * `header.name:value` as a word of the filter language; null when the language has no word for it. A long value is
 * cut: a filter looks for it anywhere.
 */
export function filterTerm(field: 'header' | 'query', name: string, value: string): string | null {
  if (!name || /[\s:"]/.test(name) || value === '') return null;
  return `${field}.${name}:${quoted(value.slice(0, longest))}`;
}

const quoted = (value: string): string =>
  /[\s",\\*]/.test(value) ? `"${value.replace(/["\\]/g, '\\$&')}"` : value;
