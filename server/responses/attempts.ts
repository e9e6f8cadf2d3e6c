/** The number of an attempt before it is kept: what the store has, and what is under way. */
import type { EventIdentity, Store } from '../store/store.ts';

interface UnderWay {
  /** Attempts that the store had when the first of these came. */
  kept: Promise<number>;
  given: number;
  open: number;
}

/** The attempts of a request, until `over` is called. */
export interface Numbered {
  attempt: number;
  over(): void;
}

/** Gives every request that is under way a number of its own. */
export class Attempts {
  readonly #store: Pick<Store, 'attemptsSoFar'>;
  readonly #underWay = new Map<string, UnderWay>();

  constructor(store: Pick<Store, 'attemptsSoFar'>) {
    this.#store = store;
  }

  /** Rejects as the store does. */
  async next(bin: string, event: EventIdentity): Promise<Numbered> {
    if (event.eventId === null && event.size === 0) return { attempt: 1, over: () => undefined };
    const key = `${bin} ${event.eventId ?? event.sha256}`;
    // While one of them is under way the store is not asked again: it may or may not have that one by then.
    const mine = this.#underWay.get(key) ?? {
      kept: this.#store.attemptsSoFar(bin, event),
      given: 0,
      open: 0,
    };
    this.#underWay.set(key, mine);
    mine.given += 1;
    mine.open += 1;
    const place = mine.given;
    const over = (): void => {
      mine.open -= 1;
      if (mine.open === 0) this.#underWay.delete(key);
    };
    try {
      return { attempt: (await mine.kept) + place, over };
    } catch (cause) {
      over();
      throw cause;
    }
  }
}
