/**
 * Whether a target is left alone for a while because it fails again and again. A pure state machine; times in
 * milliseconds.
 */
import type { DeliveryOutcome } from '../store/store.ts';

const failuresToOpen = 5;
const firstPauseMs = 1_000;
// A developer who has just restarted an app does not want to wait longer.
const longestPauseMs = 15_000;

/** Failures in a row, and until when nothing is sent; null: it is closed. */
export interface Circuit {
  failures: number;
  openUntil: number | null;
}

export const closedCircuit: Circuit = { failures: 0, openUntil: null };

/** The circuit after an attempt. What was under way when it opened says nothing new. */
export function circuitAfter(circuit: Circuit, isAlive: boolean, now: number): Circuit {
  if (isAlive) return closedCircuit;
  if (circuit.openUntil !== null && now < circuit.openUntil) return circuit;
  const failures = circuit.failures + 1;
  if (failures < failuresToOpen) return { failures, openUntil: null };
  const pause = Math.min(longestPauseMs, firstPauseMs * 2 ** (failures - failuresToOpen));
  return { failures, openUntil: now + pause };
}

/** How many attempts there may be at once: none while it is open, one to find out whether the target is back. */
export function allowed({ openUntil }: Circuit, most: number, now: number): number {
  if (openUntil === null) return most;
  return now < openUntil ? 0 : 1;
}

/** Null: the outcome says nothing of the target. */
export function isAlive({ status, error }: DeliveryOutcome): boolean | null {
  if (error !== null && /^(?:blocked|loop|bad_request|cancelled)$/.test(error.code)) return null;
  return status !== null && status < 500 && (error === null || error.code === 'too_large');
}
