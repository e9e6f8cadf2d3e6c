/** What is wrong with a draft, by field: `answers.0.status`, `rules.2.match.path`. Pure. */
import type { Answer, BinResponse, ResponseRule } from '../../../server/contract.ts';
import type { Script } from '../../response-fails.ts';

/** Problems that are known without asking the server; their words are `said.value.wrong`. */
export type Wrong =
  | 'missing'
  | 'status'
  | 'delay'
  | 'delayOrder'
  | 'headerName'
  | 'headerValue'
  | 'probability'
  | 'attempts';

/** A field by the place that the server names: `response.rules.0.name`. */
export const fieldOf = (place: string): string =>
  place
    .split('.')
    .filter((part, at) => part !== '' && !(at === 0 && part === 'response'))
    .join('.');

const isWhole = (n: number, min: number, max: number): boolean => Number.isInteger(n) && n >= min && n <= max;
const longestMs = 120_000;

/** All that is wrong. A field that is not in it may still be refused by the server. */
export function check(response: BinResponse): Map<string, Wrong> {
  const found = new Map<string, Wrong>();
  checkScript(response, '', found);
  response.rules.forEach((rule, at) => checkRule(rule, `rules.${at}.`, found));
  return found;
}

function checkScript({ answers }: Script, place: string, found: Map<string, Wrong>): void {
  answers.forEach((answer, at) => checkAnswer(answer, `${place}answers.${at}.`, found));
}

function checkAnswer({ status, headers, delay }: Answer, place: string, found: Map<string, Wrong>): void {
  if (!isWhole(status, 200, 599)) found.set(`${place}status`, 'status');
  if (!isWhole(delay.minMs, 0, longestMs)) found.set(`${place}delay.minMs`, 'delay');
  if (!isWhole(delay.maxMs, 0, longestMs)) found.set(`${place}delay.maxMs`, 'delay');
  else if (delay.maxMs < delay.minMs) found.set(`${place}delay.maxMs`, 'delayOrder');
  headers.forEach(([name, value], at) => {
    if (name === '') found.set(`${place}headers.${at}.0`, 'missing');
    else if (!/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/.test(name)) found.set(`${place}headers.${at}.0`, 'headerName');
    // oxlint-disable-next-line no-control-regex -- these would begin another header
    if (/[\u0000-\u0008\u000a-\u001f\u007f]/.test(value)) found.set(`${place}headers.${at}.1`, 'headerValue');
  });
}

function checkRule(rule: ResponseRule, place: string, found: Map<string, Wrong>): void {
  const { name, probability, match } = rule;
  if (name.trim() === '') found.set(`${place}name`, 'missing');
  if (!(probability >= 0 && probability <= 1)) found.set(`${place}probability`, 'probability');
  const { min = 1, max = null } = match.attempts ?? {};
  if (!isWhole(min, 1, Infinity) || (max !== null && !isWhole(max, min, Infinity)))
    found.set(`${place}match.attempts`, 'attempts');
  for (const kind of ['query', 'headers', 'json'] as const)
    match[kind]?.forEach(({ name: of }, at) => {
      if (of.trim() === '') found.set(`${place}match.${kind}.${at}.name`, 'missing');
    });
  checkScript(rule, place, found);
}

/** True when something is wrong in a place or below it. */
export const isWrongIn = (wrong: ReadonlyMap<string, unknown>, place: string): boolean =>
  [...wrong.keys()].some((field) => field === place || field.startsWith(`${place}.`));
