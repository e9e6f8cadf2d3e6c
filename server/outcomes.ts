/** How a request ended, decided in one place: SQL's counts, the filter and what the page counts live must agree. Pure. */
import type { FaultKind, Outcomes, RequestSummary } from './contract.ts';

type Ended = Pick<RequestSummary, 'status' | 'state'>;

/** The outcome of a request, as the timeline colours it. */
export function outcomeOf({ status, state }: Ended): keyof Outcomes {
  if (status === 0 || status >= 500 || state === 'aborted' || state === 'refused') return 'bad';
  return status >= 400 ? 'warn' : 'ok';
}

/** True for `is:failed`: refused by us, not answered, or not whole. */
export const isFailed = ({ status, state }: Ended): boolean =>
  status >= 400 || status === 0 || state !== 'complete';

/** True for faults of which a sender gets no status. */
export const isSilent = (fault: FaultKind | null): boolean =>
  fault === 'never' || fault === 'reset' || fault === 'empty';

/** True for `is:retry`: not the first attempt of its event. */
export const isRepeat = ({ attempt }: Pick<RequestSummary, 'attempt'>): boolean => attempt > 1;

/** True for `sig:invalid,expired,malformed`: there is a signature, and it does not hold. */
export const isInvalid = ({ signature }: Pick<RequestSummary, 'signature'>): boolean =>
  signature === 'invalid' || signature === 'expired' || signature === 'malformed';
