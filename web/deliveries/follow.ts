/** The outgoing attempts of the open request, kept up to date by the live stream. */
import { computed, signal } from '@preact/signals';
import type { DeliveryPage, DeliverySummary, LiveMessage } from '../../server/contract.ts';
import { type ApiFailure, api, toFailure } from '../api.ts';
import { type LastForwards, lastForwards, merged } from './merge.ts';

/** The attempts, newest first. */
export interface Deliveries {
  /** The request they are of; null: none is open. */
  seq: number | null;
  items: readonly DeliverySummary[];
  /** Where the next older ones start; null when all are loaded. */
  nextBefore: string | null;
  loaded: boolean;
  failure: ApiFailure | null;
}

const none: Deliveries = { seq: null, items: [], nextBefore: null, loaded: false, failure: null };
const perPage = 100;

/** Follows one bin; the bin may be renamed. */
export function followDeliveries(bin: () => string) {
  const shown = signal<Deliveries>(none);
  const last = signal<LastForwards>(new Map());
  const listeners = new Set<(news: readonly DeliverySummary[]) => void>();
  const control = new AbortController();
  let loading = new AbortController();

  const load = async (before?: string): Promise<void> => {
    const { seq } = shown.peek();
    if (seq === null) return;
    loading.abort();
    loading = new AbortController();
    const { signal: mine } = loading;
    try {
      const query = { limit: perPage, ...(before !== undefined && { before }) };
      const page: DeliveryPage = await api.deliveriesOf(bin(), seq, query, mine);
      const { items, nextBefore } = shown.peek();
      shown.value = {
        seq,
        items: merged(page.items, items),
        // Loaded anew, older pages that are there already stay.
        nextBefore: before === undefined && items.length > perPage ? nextBefore : page.nextBefore,
        loaded: true,
        failure: null,
      };
    } catch (cause) {
      if (!mine.aborted) shown.value = { ...shown.peek(), failure: toFailure(cause) };
    }
  };

  const add = (news: readonly DeliverySummary[]): void => {
    const { value } = shown;
    const mine = news.filter(({ seq }) => seq !== null && seq === value.seq);
    if (mine.length) shown.value = { ...value, items: merged(value.items, mine) };
  };

  return {
    /** Those of the open request. */
    shown,
    /** The ids of targets whose last attempt that is known got no 2xx. */
    failing: computed<ReadonlySet<string>>(
      () => new Set([...last.value].filter(([, { state }]) => state !== 'delivered').map(([id]) => id)),
    ),
    /** Asks how forwarding went before this page was there. */
    begin: async (): Promise<void> => {
      try {
        const { items } = await api.deliveries(bin(), { kind: 'forward', limit: 50 }, control.signal);
        last.value = lastForwards(last.peek(), items);
      } catch {
        // It is only a mark: the next attempt brings it.
      }
    },
    /** Goes to another request. */
    open: (seq: number | null): void => {
      loading.abort();
      shown.value = { ...none, seq };
      void load();
    },
    load: (): Promise<void> => load(),
    loadOlder: async (): Promise<void> => {
      const { nextBefore } = shown.peek();
      if (nextBefore !== null) await load(nextBefore);
    },
    /** Takes over attempts that the API answered with. */
    add,
    apply: (messages: readonly LiveMessage[]): void => {
      const news = messages.flatMap((message) => (message.type === 'delivered' ? [message.delivery] : []));
      if (!news.length) return;
      add(news);
      last.value = lastForwards(last.peek(), news);
      for (const listener of listeners) listener(news);
    },
    /** Hears of every attempt of the bin that is kept, begins or ends. Returns the way to stop. */
    listen: (listener: (news: readonly DeliverySummary[]) => void): (() => void) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    close: (): void => {
      loading.abort();
      control.abort();
    },
  };
}

/** The attempts of a bin as the page follows them. */
export type FollowedDeliveries = ReturnType<typeof followDeliveries>;
