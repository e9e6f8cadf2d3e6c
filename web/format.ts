/** Numbers, sizes and times as people read them, in the page's language. */
import { locale, t } from './locales/locale.ts';

/** The tag for Intl: plain English gets the day before the month, as everywhere but in one country. */
const intlTag = (): string => (locale.value === 'en' ? 'en-GB' : locale.value);

/** One formatter a language and purpose: making one costs a hundred times what using it does. */
function perLanguage<Format>(make: (tag: string) => Format): () => Format {
  const made = new Map<string, Format>();
  return () => {
    const tag = intlTag();
    const known = made.get(tag) ?? make(tag);
    made.set(tag, known);
    return known;
  };
}

const whole = perLanguage((tag) => new Intl.NumberFormat(tag, { maximumFractionDigits: 0 }));
const tenths = perLanguage(
  (tag) => new Intl.NumberFormat(tag, { minimumFractionDigits: 1, maximumFractionDigits: 1 }),
);

/** An integer with thousands separators. */
export const formatCount = (n: number): string => whole().format(n);

/** A size in B, kB, MB or GB. */
export function formatBytes(n: number): string {
  if (n < 1_000) return `${whole().format(n)} B`;
  if (n < 10_000) return `${tenths().format(n / 1_000)} kB`;
  if (n < 1_000_000) return `${whole().format(n / 1_000)} kB`;
  return n < 1_000_000_000
    ? `${tenths().format(n / 1_000_000)} MB`
    : `${tenths().format(n / 1_000_000_000)} GB`;
}

/** A short duration. */
export function formatMs(ms: number): string {
  if (ms >= 1_000) return `${tenths().format(ms / 1_000)} s`;
  return `${(ms < 10 ? tenths() : whole()).format(ms)} ms`;
}

type ShortUnit = 'second' | 'minute' | 'hour' | 'day';

/** Seconds as so many of the largest unit that fits. */
function inUnit(seconds: number): [count: number, unit: ShortUnit] {
  if (seconds < 60) return [seconds, 'second'];
  if (seconds < 3_600) return [Math.floor(seconds / 60), 'minute'];
  return seconds < 86_400 ? [Math.floor(seconds / 3_600), 'hour'] : [Math.floor(seconds / 86_400), 'day'];
}

const seconds = (from: string, now: number) => Math.max(0, Math.round((now - Date.parse(from)) / 1_000));
const justNow = 5;

// The narrow Malay day is an h: developers read hours.
const isAmbiguous = (tag: string, unit: ShortUnit): boolean => tag === 'ms' && unit === 'day';

const narrow = perLanguage((tag) => {
  const format = (unit: ShortUnit) =>
    new Intl.NumberFormat(tag, {
      style: 'unit',
      unit,
      unitDisplay: isAmbiguous(tag, unit) ? 'short' : 'narrow',
    });
  return { second: format('second'), minute: format('minute'), hour: format('hour'), day: format('day') };
});

/** An age in about four characters, for rows. */
export function formatAge(from: string, now: number): string {
  const age = seconds(from, now);
  if (age < justNow) return t.value.format.now;
  const [count, unit] = inUnit(age);
  return narrow()[unit].format(count).replaceAll(/\s/g, '');
}

const spelled = perLanguage((tag) => {
  const format = (unit: Exclude<ShortUnit, 'second'>) =>
    // British minutes are mins.
    new Intl.NumberFormat(tag.replace('-GB', ''), {
      style: 'unit',
      unit,
      // The short Indonesian day is an h.
      unitDisplay: tag === 'id' && unit === 'day' ? 'long' : 'short',
      maximumFractionDigits: 1,
    });
  return { minute: format('minute'), hour: format('hour'), day: format('day') };
});

/** How long something took or takes, in one unit that fits: 250 ms, 4.0 s, 12 min, 1.5 hr. */
export function formatSpan(ms: number): string {
  if (ms < 59_500) return formatMs(ms);
  const spans = [
    [86_400_000, 'day'],
    [3_600_000, 'hour'],
    [60_000, 'minute'],
  ] as const;
  const [size, unit] = spans.find(([one]) => ms >= one * 0.995) ?? spans[2];
  const count = ms / size;
  return spelled()[unit].format(count < 10 ? Math.round(count * 10) / 10 : Math.round(count));
}

const relative = perLanguage(
  (tag) =>
    // The short Indonesian day is an h too.
    new Intl.RelativeTimeFormat(tag, { numeric: 'always', style: tag === 'id' ? 'long' : 'short' }),
);

/** An age as words. */
export function formatAgo(from: string, now: number): string {
  const age = seconds(from, now);
  if (age < justNow) return t.value.format.justNow;
  const [count, unit] = inUnit(age);
  return relative().format(-count, unit);
}

const clock = perLanguage(
  (tag) =>
    new Intl.DateTimeFormat(tag, {
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
      fractionalSecondDigits: 3,
      hourCycle: 'h23',
    }),
);
const date = perLanguage(
  (tag) => new Intl.DateTimeFormat(tag, { day: 'numeric', month: 'short', year: 'numeric' }),
);
const moment = perLanguage(
  (tag) =>
    new Intl.DateTimeFormat(tag, {
      day: 'numeric',
      month: 'short',
      year: 'numeric',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
      hourCycle: 'h23',
    }),
);

/** Local time of day with milliseconds. */
export const formatClock = (instant: string): string => clock().format(new Date(instant));

/** Local date. */
export const formatDate = (instant: string): string => date().format(new Date(instant));

/** Local date and time of milliseconds since 1970. */
export const formatMoment = (ms: number): string => moment().format(ms);

/** Minutes and seconds of a running timer. */
export const formatTimer = (ms: number): string =>
  `${Math.floor(ms / 60_000)}:${String(Math.floor(ms / 1_000) % 60).padStart(2, '0')}`;

const spans: readonly [seconds: number, unit: Intl.RelativeTimeFormatUnit][] = [
  [31_557_600, 'year'],
  [2_629_800, 'month'],
  [86_400, 'day'],
  [3_600, 'hour'],
  [60, 'minute'],
  [1, 'second'],
];
const eitherWay = perLanguage((tag) => new Intl.RelativeTimeFormat(tag, { numeric: 'auto', style: 'short' }));

/** How long ago a moment was, or how soon it will be. */
export function formatAgoOrIn(ms: number, now: number): string {
  const seconds = (ms - now) / 1_000;
  const [size, unit] = spans.find(([size]) => Math.abs(seconds) >= size) ?? [1, 'second'];
  return eitherWay().format(Math.trunc(seconds / size), unit);
}

/** An amount in the smallest unit of its currency. */
export function formatMoney(minor: number, currency: string): string {
  const format = new Intl.NumberFormat(intlTag(), { style: 'currency', currency });
  return format.format(minor / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2));
}

/** How good a status is, as a colour class. 0 means that no answer arrived. */
export function statusClass(status: number): 'ok' | 'inf' | 'warn' | 'bad' {
  if (!status || status >= 500) return 'bad';
  if (status >= 400) return 'warn';
  return status >= 300 ? 'inf' : 'ok';
}

const phrases: Readonly<Record<number, string>> = {
  200: 'OK',
  201: 'Created',
  202: 'Accepted',
  204: 'No Content',
  301: 'Moved Permanently',
  302: 'Found',
  304: 'Not Modified',
  307: 'Temporary Redirect',
  308: 'Permanent Redirect',
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  408: 'Request Timeout',
  409: 'Conflict',
  410: 'Gone',
  413: 'Content Too Large',
  414: 'URI Too Long',
  422: 'Unprocessable Content',
  429: 'Too Many Requests',
  431: 'Request Header Fields Too Large',
  500: 'Internal Server Error',
  501: 'Not Implemented',
  502: 'Bad Gateway',
  503: 'Service Unavailable',
  504: 'Gateway Timeout',
  507: 'Insufficient Storage',
};

/** A status with its phrase; the sender was gone when there is none. */
export function formatStatus(status: number): string {
  if (!status) return t.value.format.reset;
  const phrase = phrases[status];
  return phrase ? `${status} ${phrase}` : String(status);
}
