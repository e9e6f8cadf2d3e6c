/** What requests are counted as in the quick filters, by the row alone. Pure. */
import type { Facets, RequestSummary } from '../server/contract.ts';
import { isFailed, isInvalid, isRepeat } from '../server/outcomes.ts';

/** What a request adds to the quick filters' counts. */
export function facetsOf(request: RequestSummary): Facets {
  return {
    all: 1,
    matching: 1,
    invalid: isInvalid(request) ? 1 : 0,
    failed: isFailed(request) ? 1 : 0,
    repeats: isRepeat(request) ? 1 : 0,
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
