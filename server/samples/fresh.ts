/**
 * Makes one event of a sample: ids and times anew, every other byte as it was. Pure; texts are binary strings, so a
 * body of any kind can be read.
 */

/** A whole number of chance from 0, below the given one. */
export type Chance = (below: number) => number;

/** Replaces texts of a request; the same text becomes the same everywhere. */
export type Renewal = (text: string) => string;

const lower = 'abcdefghijklmnopqrstuvwxyz';
const digits = '0123456789';

/** Other ids in the places of these, of the same length and the same kinds of letters. A `|` ends what stays. */
export function renewIds(ids: readonly string[], chance: Chance): Renewal {
  const renewed = new Map(
    ids.map((id) => {
      const [, kept = '', text = ''] = /^(?:(.*)\|)?(.*)$/s.exec(id) ?? [];
      return [kept + text, kept + another(text, chance)];
    }),
  );
  if (renewed.size === 0) return (text) => text;
  const known = [...renewed.keys()]
    .toSorted((a, b) => b.length - a.length)
    .map((id) => id.replace(/[^A-Za-z0-9]/g, '\\$&'));
  // Not inside of a longer word, but after an escape of a form.
  const pattern = new RegExp(`(?<=^|[^A-Za-z0-9]|%[0-9A-F]{2})(?:${known.join('|')})(?![A-Za-z0-9])`, 'g');
  return (text) => text.replace(pattern, (id) => renewed.get(id) ?? id);
}

/** Short ones can come out as they were. */
function another(text: string, chance: Chance): string {
  for (let tries = 0; tries < 20; tries += 1) {
    const fresh = alike(text, chance);
    if (fresh !== text) return fresh;
  }
  return text;
}

/** A text of chance that passes where this one does: hexadecimal stays so, a number keeps its digits. */
function alike(text: string, chance: Chance): string {
  const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/.test(text);
  const hex = uuid || (/^[0-9a-f]+$/.test(text) && /[0-9]/.test(text) && /[a-f]/.test(text));
  const isNumber = /^[0-9]+$/.test(text);
  return text.replace(/[A-Za-z0-9]/g, (character, at: number) => {
    // Version and variant of a UUID; and no zero in front of a number.
    if (uuid && (at === 14 || at === 19)) return character;
    if (isNumber && at === 0) return digits.charAt(1 + chance(8));
    if (hex) return `${digits}abcdef`.charAt(chance(16));
    if (digits.includes(character)) return digits.charAt(chance(10));
    const letter = lower.charAt(chance(26));
    return lower.includes(character) ? letter : letter.toUpperCase();
  });
}

const nearSeconds = 400 * 86_400;
const months = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');
const isoTime =
  /(?<=^|[^0-9]|%[0-9A-F]{2})(\d{4})-(\d\d)-(\d\d)(T| |\+|%20)(\d\d)(:|%3A)(\d\d)\6(\d\d)(?![0-9])/g;
const payPalTime = /(\d\d)%3A(\d\d)%3A(\d\d)\+([A-Z][a-z]{2})\+(\d\d)%2C\+(\d{4})/g;
const unixTime = /(?<=^|[^0-9.]|%[0-9A-F]{2})(\d{10})(\d{3})?(?![0-9])/g;

/**
 * Moves the times that lie around `from` to around `to`, both Unix seconds: a time keeps its form, its offset, its
 * fraction and its distance from the others. Times of other years stay.
 */
export function moveTimes(from: number, to: number): Renewal {
  const isNear = (seconds: number): boolean => Math.abs(seconds - from) < nearSeconds;
  // Wall clocks are moved as they stand: an offset that follows stays true.
  const moved = (parts: readonly string[]): Date | null => {
    const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts.map(Number);
    const at = Date.UTC(year, month - 1, day, hour, minute, second);
    return isNear(at / 1000) ? new Date(at + (to - from) * 1000) : null;
  };
  return (text) =>
    text
      .replace(isoTime, (whole, ...found: string[]) => {
        const [year = '', month = '', day = '', gap = '', hour = '', colon = '', minute = '', second = ''] =
          found;
        const iso = moved([year, month, day, hour, minute, second])?.toISOString();
        return iso ? iso.slice(0, 10) + gap + iso.slice(11, 19).replaceAll(':', colon) : whole;
      })
      .replace(payPalTime, (whole, ...found: string[]) => {
        const [hour = '', minute = '', second = '', name = '', day = '', year = ''] = found;
        const at = moved([year, String(months.indexOf(name) + 1), day, hour, minute, second]);
        if (!at) return whole;
        const [date = '', clock = ''] = at.toISOString().split(/[T.]/);
        const [newYear = '', newMonth = '', newDay = ''] = date.split('-');
        return `${clock.replaceAll(':', '%3A')}+${months[Number(newMonth) - 1]}+${newDay}%2C+${newYear}`;
      })
      .replace(unixTime, (whole, seconds: string, milliseconds = '') =>
        isNear(Number(seconds)) ? `${Number(seconds) + to - from}${milliseconds}` : whole,
      );
}
