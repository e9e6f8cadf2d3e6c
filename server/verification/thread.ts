/** The thread that checks what the event loop must not: large bodies, stored requests, diagnoses. */
import { parentPort } from 'node:worker_threads';
import type { SignatureDiagnosis, SignatureVerdict } from '../contract.ts';
import { diagnose } from '../signatures/diagnose.ts';
import { providerOf } from '../signatures/providers.ts';
import type { Settings } from '../signatures/signature.ts';
import type { StoredVerification } from '../store/store.ts';
import { endMessage } from '../thread-end.ts';
import { explain, judge, type Outcome, type ToCheck, verdictOn } from './verdicts.ts';

/** What can be asked. */
export interface Tasks {
  /** Many requests by the verifications of their bin. */
  judge: (asked: { list: readonly StoredVerification[]; requests: readonly ToCheck[] }) => Outcome[];
  /** The verdicts on one request, with their steps. */
  explain: (asked: { list: readonly StoredVerification[]; request: ToCheck }) => SignatureVerdict[];
  diagnose: (asked: {
    provider: string;
    settings: Settings;
    others: readonly { provider: string; secret: string }[];
    budgetMs: number;
    request: ToCheck;
  }) => SignatureDiagnosis;
}

/** One question. */
export interface Task {
  id: number;
  name: keyof Tasks;
  asked: unknown;
}

/** Its answer; `error`: what went wrong, then `result` is missing. */
export interface TaskAnswer {
  id: number;
  result?: unknown;
  error?: string;
}

const tasks: Tasks = {
  judge: ({ list, requests }) => requests.map((request) => judge(list, request)),
  explain: ({ list, request }) => explain(list, request),
  diagnose({ provider: id, settings, others, budgetMs, request: asked }) {
    const provider = providerOf(id);
    if (!provider) throw new Error(`no provider ${id}`);
    const { request, nowMs } = asked;
    const verdict = verdictOn(provider, settings, asked);
    if (verdict.code === 'body_cut')
      return {
        verdict,
        cause: { code: verdict.code, values: verdict.values, reason: verdict.reason },
        proven: true,
        also: [],
        tried: [],
        complete: true,
      };
    const { cause, proven, also, tried, complete } = diagnose({
      provider,
      settings,
      request,
      nowMs,
      others,
      budgetMs,
    });
    const plain = <T extends { values: object }>(one: T) => ({ ...one, values: { ...one.values } });
    return {
      verdict,
      cause: cause && plain(cause),
      proven,
      also: also.map(plain),
      tried: [...tried],
      complete,
    };
  },
};

parentPort?.on('message', (told: Task | typeof endMessage) => {
  if (told === endMessage) {
    parentPort?.close();
    return;
  }
  const { id, name, asked } = told;
  try {
    // The client types the call; over the thread's border types do not travel.
    const result: unknown = tasks[name](asked as never);
    parentPort?.postMessage({ id, result } satisfies TaskAnswer);
  } catch (cause) {
    parentPort?.postMessage({ id, error: String(cause) } satisfies TaskAnswer);
  }
});
