/** What is about to be sent again: whoever wants that says so here, the dialog does the rest. */
import { signal } from '@preact/signals';
import type { Bin, CapturedRequest, DeliveryRun } from '../../server/contract.ts';
import type { Inspector } from '../inspector.ts';

/** What the dialog is open for. `ask`: the same request, only where to; `edit`: everything can be changed. */
export type ReplayScope =
  | { what: 'ask' | 'edit'; model: Inspector; bin: Bin; request: CapturedRequest }
  | {
      what: 'many';
      model: Inspector;
      bin: Bin;
      chosen: { seqs: readonly number[] } | { q: string };
      count: number;
    };

/** The scope of the open dialog; null while there is none. */
export const replaying = signal<ReplayScope | null>(null);

/** Opens the dialog for one request. */
export function openReplay(model: Inspector, request: CapturedRequest, what: 'ask' | 'edit'): void {
  const { bin } = model.list.peek();
  if (bin) replaying.value = { what, model, bin, request };
}

/** Opens the dialog for many. */
export function openReplayMany(
  model: Inspector,
  chosen: { seqs: readonly number[] } | { q: string },
  count: number,
): void {
  const { bin } = model.list.peek();
  if (bin && count > 0) replaying.value = { what: 'many', model, bin, chosen, count };
}

/** A run on screen. */
export interface ShownRun {
  run: DeliveryRun;
  /** Stops it, and shows what came of it. */
  cancel: () => Promise<void>;
  /** Takes it off the screen; it goes on. */
  dismiss: () => void;
}

/** The runs on screen, oldest first. */
export const runs = signal<readonly ShownRun[]>([]);
