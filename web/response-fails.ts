/** Answers one after the other, as they are read. Pure. */
import type { Answer, BinResponse } from '../server/contract.ts';
import { plainAnswer } from '../server/plain-response.ts';

/** What a bin or one of its rules answers with. */
export type Script = Pick<BinResponse, 'answers' | 'countPer' | 'after'>;

/** True for two values of the contract that say the same. Keys may come in another order. */
export function same(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || !a || !b || Array.isArray(a) !== Array.isArray(b))
    return false;
  const [ours, theirs] = [new Map(Object.entries(a)), new Map(Object.entries(b))];
  return ours.size === theirs.size && [...ours].every(([key, value]) => same(value, theirs.get(key)));
}

/** The last answer: the one that stays. */
export const lastOf = ({ answers }: Script): Answer => answers.at(-1) ?? plainAnswer;

/** `count` equal failures and then an answer that works; null for any other script. */
export function readFails(script: Script): { count: number; fail: Answer } | null {
  const [fail] = script.answers;
  const fails = script.answers.slice(0, -1);
  const works = lastOf(script).fault === null;
  if (!fail || fails.length === 0 || script.after !== 'stay' || !works) return null;
  const isFailure = fail.fault !== null || fail.status >= 400;
  return isFailure && fails.every((one) => same(one, fail)) ? { count: fails.length, fail } : null;
}
