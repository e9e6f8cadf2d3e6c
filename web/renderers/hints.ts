/** What a value of a JSON body may mean to a person: guesses, shown beside it, never instead of it. Pure. */

/** A guess. `minor` counts the smallest unit of the currency. */
export type Hint =
  | { kind: 'time'; ms: number }
  | { kind: 'money'; minor: number; currency: string }
  | { kind: 'jwt' }
  | { kind: 'base64'; type: string }
  | { kind: 'url'; href: string };

interface Subject {
  /** The name of the value, null in a list. */
  key: string | null;
  /** The value as sent; of a long one its beginning is enough. */
  token: string;
  /** The currency that stands beside it, as sent without its quotes. */
  currency: () => string | null;
}

const lookedAt = 400;
const [earliest, latest] = [1.4e9, 2.2e9];

/** The best guess, or null. */
export function hintOf({ key, token, currency }: Subject): Hint | null {
  if (!token.startsWith('"')) return hintOfNumber(key ?? '', token, currency);
  // PHP writes every slash as \/, in base64 too; no other escape is in what is guessed here.
  const text = token.slice(1, lookedAt).replace(/"$/, '').replaceAll('\\/', '/');
  if (/^https?:\/\//i.test(text)) return hintOfUrl(token);
  if (/^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)$/.test(text))
    return timeAt(Date.parse(text));
  if (/^\d{10}(?:\.\d+|\d{3})?$/.test(text) && isTimeKey(key ?? '')) return epoch(text);
  if (/^ey[\w-]{8,}\.[\w-]*\.[\w-]*/.test(text)) return { kind: 'jwt' };
  const type = base64Type(text);
  return type === null ? null : { kind: 'base64', type };
}

function hintOfNumber(key: string, token: string, currency: () => string | null): Hint | null {
  if (!/^-?\d{1,15}$/.test(token)) return null;
  if (isMoneyKey(key)) {
    const code = currency() ?? '';
    // Lower case is the habit of those who count cents; upper case goes with whole units as often as not.
    const minor = /^[a-z]{3}$/.test(code) || (isMinorKey(key) && /^[A-Z]{3}$/.test(code));
    return minor ? { kind: 'money', minor: Number(token), currency: code.toUpperCase() } : null;
  }
  return /(?:^|_|[a-z])id$|phone|count|size|number/i.test(key) && !isTimeKey(key) ? null : epoch(token);
}

const isMoneyKey = (key: string): boolean =>
  /amount|total|price|balance|fee|tax|discount|refund|(?:_|^)(?:net|paid|due|cost|cents|minor)(?:_|$)/i.test(
    key,
  );
const isMinorKey = (key: string): boolean => /cents|minor/i.test(key);
const isTimeKey = (key: string): boolean =>
  /time|date|(?:^|_)(?:ts|at|on|exp|iat|nbf)$|At$|stamp|created|updated|expires/.test(key);

function epoch(text: string): Hint | null {
  const number = Number(text);
  if (number > earliest && number < latest) return timeAt(number * 1_000);
  return number > earliest * 1_000 && number < latest * 1_000 ? timeAt(number) : null;
}

const timeAt = (ms: number): Hint | null => (Number.isNaN(ms) ? null : { kind: 'time', ms });

const longestUrl = 4_000;

/** Only what a browser opens as a page, and nothing that pretends to be another host. */
function hintOfUrl(token: string): Hint | null {
  if (token.length > longestUrl) return null;
  try {
    const url = new URL(String(JSON.parse(token)));
    const plain = /^https?:$/.test(url.protocol) && !url.username && !url.password;
    return plain ? { kind: 'url', href: url.href } : null;
  } catch {
    return null;
  }
}

const pictures: readonly [start: string, type: string][] = [
  ['iVBORw0KGgo', 'image/png'],
  ['/9j/', 'image/jpeg'],
  ['R0lGOD', 'image/gif'],
  ['UklGR', 'image/webp'],
];

const shortestBase64 = 16;

/** What base64 text holds, judged by its beginning; null when it is none. */
function base64Type(text: string): string | null {
  const head = text.replace(/^data:[\w/+.-]*;base64,/, '');
  if (head.length < shortestBase64 || !/^[\w+/-]+={0,2}$/.test(head)) return null;
  const picture = pictures.find(([start]) => head.startsWith(start));
  if (picture) return picture[1];
  const bytes = decodeBase64(head.slice(0, head.length - (head.length % 4)));
  if (!bytes) return null;
  const start = new TextDecoder().decode(bytes.subarray(0, Math.max(1, bytes.length - 4)));
  // oxlint-disable-next-line no-control-regex -- text has none of these
  if (/[\ufffd\u0000-\u0008\u000e-\u001f\u007f-\u009f]/.test(start)) return null;
  return /^\s*[[{]/.test(start) ? 'application/json' : 'text/plain';
}

/** The bytes of base64 in either alphabet, or null. */
function decodeBase64(text: string): Uint8Array<ArrayBuffer> | null {
  try {
    const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
    return Uint8Array.from(binary, (character) => character.charCodeAt(0));
  } catch {
    return null;
  }
}

/** The bytes of a whole base64 value, with or without `data:…;base64,` before it. */
export const decodeBase64Value = (text: string): Uint8Array<ArrayBuffer> | null =>
  decodeBase64(text.replace(/^data:[\w/+.-]*;base64,/, '').replaceAll(/\s+/g, ''));

/** Header and payload of a JWT as bytes, or null. Nothing is verified. */
export function decodeJwt(text: string): { header: Uint8Array; payload: Uint8Array } | null {
  const [header, payload] = text.split('.').map(decodeBase64);
  return header && payload ? { header, payload } : null;
}
