/** Forwarding targets while they are edited. */
import type { ForwardTarget } from '../../../server/contract.ts';
import { FilterError, parseFilter } from '../../../server/filter.ts';
import { completedUrl, httpUrl } from '../../deliveries/risk.ts';
import { w } from '../../deliveries/words.ts';

/** Waits in seconds before each further attempt, by the names of usual ones. */
export const schedules = {
  none: [],
  few: [5, 5],
  usual: [5, 30, 120, 600, 3600],
  day: [5, 60, 300, 1800, 7200, 18_000, 36_000],
} as const satisfies Record<string, readonly number[]>;

/** The name of a schedule; `own` when it is none of the usual ones. */
export type ScheduleId = keyof typeof schedules | 'own';

const ids: readonly (keyof typeof schedules)[] = ['none', 'few', 'usual', 'day'];

/** Which of them. */
export const scheduleOf = (retries: readonly number[]): ScheduleId =>
  ids.find((id) => schedules[id].join() === retries.join()) ?? 'own';

/** A target as it is when nobody said anything of it but its URL. */
export function newTarget(taken: readonly ForwardTarget[]): ForwardTarget {
  let id = '';
  do id = Math.random().toString(36).slice(2, 10) || 'a';
  while (taken.some((one) => one.id === id));
  return {
    id,
    name: '',
    url: '',
    enabled: true,
    filter: '',
    path: 'keep',
    host: 'target',
    mode: 'async',
    sign: 'keep',
    anyCertificate: false,
    timeoutMs: 10_000,
    retries: [...schedules.usual],
    jitter: 0.1,
    concurrency: 4,
    ordered: false,
  };
}

/** The targets to save: those without a URL are none, and a name that nobody wrote is the host. */
export const tidied = (targets: readonly ForwardTarget[]): ForwardTarget[] =>
  targets
    .filter(({ url }) => url.trim() !== '')
    .map((one) => {
      const url = completedUrl(one.url);
      return { ...one, url, name: one.name.trim() || (httpUrl(url)?.host ?? url), filter: one.filter.trim() };
    });

/** What it is called: its name, else its host, as it will be saved. */
export const nameOf = ({ name, url }: ForwardTarget): string =>
  name.trim() || (httpUrl(completedUrl(url))?.host ?? (url.trim() || w.value.forwarding.newOne));

/** What is wrong, by field. */
export type WrongTarget = Partial<Record<'url' | 'filter' | 'retries' | 'timeoutMs' | 'concurrency', string>>;

/** What a person reads of each. */
export interface WrongWords {
  url: string;
  retries: string;
  timeout: string;
  concurrency: string;
}

/** What is wrong with a target; nothing while it has no URL yet. */
export function wrongWith(target: ForwardTarget, says: WrongWords): WrongTarget {
  if (target.url.trim() === '') return {};
  const { retries, timeoutMs, concurrency } = target;
  const filter = filterProblem(target.filter);
  return {
    ...(!httpUrl(completedUrl(target.url)) && { url: says.url }),
    ...(filter !== null && { filter }),
    ...(!retries.every((wait) => wait >= 0 && wait <= 604_800) && { retries: says.retries }),
    ...(!(timeoutMs >= 100 && timeoutMs <= 120_000) && { timeoutMs: says.timeout }),
    ...(!(concurrency >= 1 && concurrency <= 50) && { concurrency: says.concurrency }),
  };
}

/** Why a filter cannot be read, in English as the server says it; null when it can. */
export function filterProblem(text: string): string | null {
  try {
    parseFilter(text);
    return null;
  } catch (cause) {
    if (cause instanceof FilterError) return cause.message;
    throw cause;
  }
}

/** Waits as people write them: `5, 30, 2m, 1h`. NaN stands for what is none. */
export const readWaits = (text: string): number[] =>
  text
    .split(/[\s,]+/)
    .filter(Boolean)
    .slice(0, 30)
    .map((word) => {
      const [, number = '', unit = 's'] = /^(\d+(?:\.\d+)?)(s|m|h|d)?$/.exec(word) ?? [];
      return number === '' ? Number.NaN : Number(number) * { s: 1, m: 60, h: 3600, d: 86_400 }[unit as 's'];
    });

/** The same the other way round. */
export const writeWaits = (retries: readonly number[]): string =>
  retries
    .map((wait) => {
      if (wait >= 86_400 && wait % 86_400 === 0) return `${wait / 86_400}d`;
      if (wait >= 3600 && wait % 3600 === 0) return `${wait / 3600}h`;
      return wait >= 60 && wait % 60 === 0 ? `${wait / 60}m` : String(wait);
    })
    .join(', ');
