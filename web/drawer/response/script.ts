/** Answers one after the other, as they are edited. Pure: every change gives a new value. */
import type { Answer, AnswerBody, FaultKind, HeaderPair } from '../../../server/contract.ts';
import { plainAnswer } from '../../../server/plain-response.ts';
import { type Script, lastOf, same } from '../../response-fails.ts';

/** What a new rule answers with. */
export const plainScript: Script = { answers: [plainAnswer], countPer: 'event', after: 'stay' };

const text = (body: string): AnswerBody => ({ kind: 'fixed', text: body });
const retryAfter = (seconds: number): HeaderPair => ['retry-after', String(seconds)];

/** An answer that says no: with an error of the server it is what retries are made for. */
export const failing = (status: number): Answer => ({
  ...plainAnswer,
  status,
  // Short: somebody is watching.
  headers: [['content-type', 'text/plain'], ...(status === 429 || status === 503 ? [retryAfter(1)] : [])],
  body: text(status === 429 ? 'slow down (simulated)' : 'temporarily unavailable (simulated)'),
});

const faulty = (fault: FaultKind): Answer => ({ ...plainAnswer, fault });

/** How the first attempts can fail, as the form offers it: with a status, or by a fault. */
export const failings: readonly Answer[] = [
  failing(503),
  failing(500),
  failing(429),
  faulty('never'),
  faulty('reset'),
];

/** Answers that are often wanted, by their names in the locales. */
export const presets = {
  json: { ...plainAnswer, headers: [['content-type', 'application/json']], body: text('{"received":true}') },
  empty: { ...plainAnswer, status: 204, body: text('') },
  slow: {
    ...failing(429),
    headers: [['content-type', 'text/plain'], retryAfter(30)],
  },
  down: {
    ...failing(503),
    headers: [['content-type', 'text/plain'], retryAfter(30)],
  },
  redirect: {
    ...plainAnswer,
    status: 307,
    headers: [['location', 'https://example.com/elsewhere']],
    body: text(''),
  },
  gone: { ...plainAnswer, status: 410, body: text('') },
} satisfies Record<string, Answer>;

/** The place of a failure among those that the form offers; -1 when it was made by hand. */
export const failingOf = (fail: Answer): number => failings.findIndex((one) => same(one, fail));

/** The most answers a script may have. */
export const mostAnswers = 50;

/** First `count` failures, then the last answer of the script. */
export const withFails = (script: Script, count: number, fail: Answer): Script => ({
  ...script,
  after: 'stay',
  answers: [
    ...Array.from({ length: Math.min(mostAnswers - 1, Math.max(1, count)) }, () => fail),
    { ...lastOf(script), fault: null },
  ],
});

/** One answer only: the last one, with a fault or without. */
export const single = (script: Script, fault: FaultKind | null): Script => ({
  ...script,
  answers: [{ ...lastOf(script), fault }],
});

/** A script with one answer in the place of another. */
export const withAnswer = (script: Script, at: number, answer: Answer): Script => ({
  ...script,
  answers: script.answers.with(at, answer),
});

/** A list with one of its items elsewhere; the same list when that place is none. */
export function moved<T>(items: readonly T[], from: number, to: number): T[] {
  const item = items[from];
  if (item === undefined || to < 0 || to >= items.length) return [...items];
  return items.toSpliced(from, 1).toSpliced(to, 0, item);
}

/** One thing that a sender sees: the status of an answer, or its fault. `cut` and the like send a status too. */
export interface Seen {
  status: number;
  fault: FaultKind | null;
}

const longestChain = 8;

/** What a sender sees, attempt after attempt; `more`: it goes on in another way than by the last one for ever. */
export function chainOf({ answers, after }: Script): { seen: Seen[]; more: boolean } {
  const all = answers.map(({ status, fault }): Seen => ({ status, fault }));
  const [first, last] = [all[0], all.at(-1)];
  if (!first || !last) return { seen: [], more: false };
  if (all.length > longestChain) return { seen: all.slice(0, longestChain), more: true };
  // The one that comes after shows what "stay" and "begin anew" mean.
  return after === 'stay' ? { seen: [...all, last], more: false } : { seen: [...all, first], more: true };
}
