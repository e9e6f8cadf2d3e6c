/** How requests ended and what they are counted as, by the row alone. Pure. */
import type { Facets, Outcomes, RequestSummary } from '../server/contract.ts';

/** The outcome of a request, as the timeline colours it. */
export function outcomeOf({ status, state }: RequestSummary): keyof Outcomes {
  if (!status || status >= 500 || state !== 'complete') return 'bad';
  return status >= 400 ? 'warn' : 'ok';
}

/** What a request adds to the quick filters' counts. */
export function facetsOf({ status, state, attempt, signature }: RequestSummary): Facets {
  return {
    all: 1,
    matching: 1,
    invalid: signature === 'invalid' || signature === 'expired' || signature === 'malformed' ? 1 : 0,
    failed: status >= 400 || state !== 'complete' ? 1 : 0,
    repeats: attempt > 1 ? 1 : 0,
  };
}

/** Counts with more, or with less when `by` is -1. Never below zero. */
export function addFacets(counts: Facets, requests: readonly RequestSummary[], by: 1 | -1 = 1): Facets {
  const sum = { ...counts };
  for (const request of requests) {
    const one = facetsOf(request);
    sum.all += by * one.all;
    sum.matching += by * one.matching;
    sum.invalid += by * one.invalid;
    sum.failed += by * one.failed;
    sum.repeats += by * one.repeats;
  }
  return {
    all: Math.max(0, sum.all),
    matching: Math.max(0, sum.matching),
    invalid: Math.max(0, sum.invalid),
    failed: Math.max(0, sum.failed),
    repeats: Math.max(0, sum.repeats),
  };
}
