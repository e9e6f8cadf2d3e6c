/** How an outgoing attempt went, in a few words and in a colour. */
import type { DeliverySummary } from '../../server/contract.ts';
import { formatStatus, statusClass } from '../format.ts';
import { w } from './words.ts';

/** The look of an outcome; `busy` while there is none. */
export type OutcomeLook = 'ok' | 'inf' | 'warn' | 'bad' | 'busy';

/** Its colour. */
export function deliveryLook({ state, status }: DeliverySummary): OutcomeLook {
  if (state === 'queued' || state === 'sending') return 'busy';
  if (state === 'unknown') return 'warn';
  return status === null ? 'bad' : statusClass(status);
}

/** A status with its phrase, or why there is none. */
export function deliveryOutcome({ state, status, error }: DeliverySummary): string {
  const words = w.value.outcome;
  if (state === 'queued' || state === 'sending' || state === 'unknown') return words[state];
  if (status !== null) return formatStatus(status);
  return error ? words.errors[error.code] : words.noAnswer;
}
