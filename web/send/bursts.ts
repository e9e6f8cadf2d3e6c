/** The burst of each bin that was begun here: it goes on while the dialog is shut, and is there when it opens again. */
import { signal } from '@preact/signals';
import type { Burst } from '../../server/contract.ts';
import { toFailure } from '../api.ts';
import { calls as deliveries } from '../deliveries/calls.ts';
import { calls } from './calls.ts';

/** A burst, and whether the server still knows it. */
export interface ShownBurst {
  burst: Burst;
  lost: boolean;
}

/** By the id of the bin. */
export const bursts = signal<ReadonlyMap<string, ShownBurst>>(new Map());

const everyMs = 250;

/** Shows a burst, the newest state of it. */
export const showBurst = (bin: string, burst: Burst, lost = false): void => {
  bursts.value = new Map(bursts.peek()).set(bin, { burst, lost });
};

/** Takes it off the screen. */
export const forgetBurst = (bin: string): void => {
  bursts.value = new Map([...bursts.peek()].filter(([id]) => id !== bin));
};

/** Asks how the burst of a bin goes until it has ended. Returns the way to stop asking. */
export function followBurst(bin: string): () => void {
  let timer: number | undefined;
  let isOver = false;
  const ask = async (): Promise<void> => {
    const shown = bursts.peek().get(bin);
    if (!shown || shown.lost || shown.burst.run.state !== 'running') return;
    try {
      const news = await calls.burstNow(bin, shown.burst.run.id);
      // Another one may have been begun meanwhile.
      if (bursts.peek().get(bin)?.burst.run.id === news.run.id) showBurst(bin, news);
    } catch (cause) {
      // Without an answer it is asked again; what the server does not know it will never know.
      if (toFailure(cause).status === 404) return showBurst(bin, shown.burst, true);
    }
    if (!isOver) timer = window.setTimeout(() => void ask(), everyMs);
  };
  void ask();
  return () => {
    isOver = true;
    clearTimeout(timer);
  };
}

/** Stops it and shows what came of it. Rejects with an ApiFailure. */
export async function cancelBurst(bin: string, run: string): Promise<void> {
  await deliveries.cancelRun(bin, run);
  showBurst(bin, await calls.burstNow(bin, run));
}
