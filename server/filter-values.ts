/** The values a filter may have: numbers and ranges, instants, wildcards. Pure; shared with the page and the store. */

/** True when `text`, in lower case, holds `value` in lower case. */
export const contains = (value: string) => {
  const wanted = value.toLowerCase();
  return (text: string): boolean => text.toLowerCase().includes(wanted);
};

/** With a wildcard the whole text must fit, without one the value may stand anywhere in it. */
export const like = (value: string): ((text: string) => boolean) =>
  value.includes('*') ? (text) => glob(value, text) : contains(value);

/** Case does not count. By pieces, not by a regular expression: nothing here can backtrack without end. */
export const glob = (pattern: string, text: string): boolean => globOf(pattern)(text);

/** The same for a pattern that is used again and again. */
export function globOf(pattern: string): (text: string) => boolean {
  const pieces = pattern.toLowerCase().split('*');
  return (text) => fits(pieces, text.toLowerCase());
}

function fits(pieces: readonly string[], subject: string): boolean {
  const [first = ''] = pieces;
  const last = pieces.at(-1) ?? '';
  if (pieces.length === 1) return subject === first;
  if (subject.length < first.length + last.length || !subject.startsWith(first) || !subject.endsWith(last))
    return false;
  let at = first.length;
  for (const piece of pieces.slice(1, -1)) {
    at = subject.indexOf(piece, at);
    if (at < 0) return false;
    at += piece.length;
  }
  return at <= subject.length - last.length;
}

/** Inclusive ends. */
export type Range = [from: number, to: number];

/** `200`, `200-299`, `5xx`, `>=400`, `>10kb`; null when it is none of these. */
export function range(text: string): Range | null {
  const hundred = /^([1-5])xx$/i.exec(text)?.[1];
  if (hundred !== undefined) return [Number(hundred) * 100, Number(hundred) * 100 + 99];
  const [, sign, number, unit, end] =
    /^(>=|<=|>|<|=)?(\d+(?:\.\d+)?)(b|kb|mb|gb)?(?:-(\d+))?$/i.exec(text) ?? [];
  if (number === undefined) return null;
  const value = Number(number) * 1024 ** ['b', 'kb', 'mb', 'gb'].indexOf((unit ?? 'b').toLowerCase());
  if (end !== undefined) return sign ? null : [value, Number(end)];
  if (sign === '>=') return [value, Number.POSITIVE_INFINITY];
  if (sign === '>') return [value + 0.5, Number.POSITIVE_INFINITY];
  if (sign === '<=') return [0, value];
  if (sign === '<') return [0, value - 0.5];
  return [value, value];
}

/** True when the number lies in the range that the text tells. */
export function compare(actual: number, text: string): boolean {
  const ends = range(text);
  return ends !== null && actual >= ends[0] && actual <= ends[1];
}

const secondsOf: Record<string, number> = { s: 1, m: 60, h: 3600, d: 86_400, w: 604_800 };

/** Milliseconds since 1970 of `15m` before now, or of a date; null when it is neither. */
export function since(text: string, now: number): number | null {
  const [, count, unit = ''] = /^(\d+)\s*(s|m|h|d|w)$/i.exec(text) ?? [];
  if (count !== undefined) return now - Number(count) * 1000 * (secondsOf[unit.toLowerCase()] ?? 0);
  return date(text);
}

/** Milliseconds since 1970 of a date, or of these milliseconds themselves; null when it is neither. */
export const instant = (text: string): number | null => (/^\d{5,16}$/.test(text) ? Number(text) : date(text));

function date(text: string): number | null {
  const ms = Date.parse(text);
  return /^\d{4}-/.test(text) && !Number.isNaN(ms) ? ms : null;
}
