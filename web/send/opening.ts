/** Who wants to send a test event, and to which bin: whoever wants that says so here, the dialog does the rest. */
import { signal } from '@preact/signals';
import type { Bin } from '../../server/contract.ts';
import type { Inspector } from '../inspector.ts';

/** What the dialog is open for. `model`: the inspector that it lies over; null on the page of bins. */
export interface SendScope {
  bin: Bin;
  model: Inspector | null;
}

/** The scope of the open dialog; null while there is none. */
export const sendingTo = signal<SendScope | null>(null);

/** Opens the dialog over an inspector; nothing while its bin is not loaded. */
export function openSend(model: Inspector): void {
  const { bin } = model.list.peek();
  if (bin) sendingTo.value = { bin, model };
}
