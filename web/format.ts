/** Numbers, sizes and times as people read them. Pure. */
import { locale } from './locales/locale.ts';

/** An integer with thousands separators. */
export const formatCount = (n: number): string => n.toLocaleString('en-US');

/** A size in B, kB or MB. */
export function formatBytes(n: number): string {
  if (n < 1_000) return `${n} B`;
  if (n < 1_000_000) return `${(n / 1_000).toFixed(n < 10_000 ? 1 : 0)} kB`;
  return `${(n / 1_000_000).toFixed(1)} MB`;
}

/** A short duration. */
export function formatMs(ms: number): string {
  if (ms >= 1_000) return `${(ms / 1_000).toFixed(1)} s`;
  return `${ms < 10 ? ms.toFixed(1) : Math.round(ms)} ms`;
}

const seconds = (from: string, now: number) => Math.max(0, Math.round((now - Date.parse(from)) / 1_000));

/** An age in at most four characters. */
export function formatAge(from: string, now: number): string {
  const s = seconds(from, now);
  if (s < 5) return 'now';
  if (s < 60) return `${s}s`;
  if (s < 3_600) return `${Math.floor(s / 60)}m`;
  return s < 86_400 ? `${Math.floor(s / 3_600)}h` : `${Math.floor(s / 86_400)}d`;
}

/** An age as words. */
export function formatAgo(from: string, now: number): string {
  const s = seconds(from, now);
  if (s < 5) return 'just now';
  if (s < 60) return `${s} s ago`;
  if (s < 3_600) return `${Math.floor(s / 60)} min ago`;
  return s < 86_400 ? `${Math.floor(s / 3_600)} h ago` : `${Math.floor(s / 86_400)} d ago`;
}

const pad = (n: number, length = 2) => String(n).padStart(length, '0');

/** Local time of day with milliseconds. */
export function formatClock(instant: string): string {
  const d = new Date(instant);
  return `${pad(d.getHours())}:${pad(d.getMinutes())}:${pad(d.getSeconds())}.${pad(d.getMilliseconds(), 3)}`;
}

/** Local date. */
export const formatDate = (instant: string): string =>
  new Date(instant).toLocaleDateString('en-GB', { day: 'numeric', month: 'short', year: 'numeric' });

/** Minutes and seconds of a running timer. */
export const formatTimer = (ms: number): string =>
  `${Math.floor(ms / 60_000)}:${pad(Math.floor(ms / 1_000) % 60)}`;

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
  if (!status) return 'Connection reset';
  const phrase = phrases[status];
  return phrase ? `${status} ${phrase}` : String(status);
}

/** The tag for Intl: plain English gets the day before the month, as everywhere but in one country. */
const intlTag = (): string => (locale.value === 'en' ? 'en-GB' : locale.value);

/** Local date and time of milliseconds since 1970. */
export const formatMoment = (ms: number): string =>
  new Intl.DateTimeFormat(intlTag(), {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  }).format(ms);

const spans: readonly [seconds: number, unit: Intl.RelativeTimeFormatUnit][] = [
  [31_557_600, 'year'],
  [2_629_800, 'month'],
  [86_400, 'day'],
  [3_600, 'hour'],
  [60, 'minute'],
  [1, 'second'],
];

/** How long ago a moment was, or how soon it will be. */
export function formatAgoOrIn(ms: number, now: number): string {
  const seconds = (ms - now) / 1_000;
  const [size, unit] = spans.find(([size]) => Math.abs(seconds) >= size) ?? [1, 'second'];
  return new Intl.RelativeTimeFormat(intlTag(), { numeric: 'auto', style: 'short' }).format(
    Math.trunc(seconds / size),
    unit,
  );
}

/** An amount in the smallest unit of its currency. */
export function formatMoney(minor: number, currency: string): string {
  const format = new Intl.NumberFormat(intlTag(), { style: 'currency', currency });
  return format.format(minor / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2));
}
