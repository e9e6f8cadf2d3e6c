/** All bins, loaded once and kept live. */
import { computed, signal } from '@preact/signals';
import type { Bin, LiveMessage } from '../server/contract.ts';
import { type ApiFailure, api, toFailure } from './api.ts';
import { type BinSearch, findBins, labelsOf, type Sort, sortBins, toSort } from './bin-order.ts';
import { applyToBins, applyToCard, type NewBinCard } from './bins-state.ts';
import { keepUsed, leaving } from './deleting-bins.ts';
import { type LiveStream, openLive } from './live.ts';
import { locale } from './locales/locale.ts';
import { recall, remember } from './remembered.ts';

const pageBins = 1_000;

/** All bins, page after page: the server does other things in between. */
async function fetchBins(): Promise<readonly Bin[]> {
  const all = new Map<string, Bin>();
  let after: number | undefined;
  do {
    const { items, nextAfter } = await api.bins(pageBins, after);
    for (const bin of items) all.set(bin.id, bin);
    after = nextAfter;
  } while (after !== undefined);
  return [...all.values()];
}

const isReading = (): boolean => false;

/** Opens the list of all bins. */
export function openBins() {
  const bins = signal<readonly Bin[] | null>(null);
  const failure = signal<ApiFailure | null>(null);
  const stream = signal<LiveStream | null>(null);
  const created = signal<NewBinCard | null>(null);
  const creating = signal(false);
  const sort = signal(toSort(recall('bins.sort')));
  const search = signal<BinSearch>({ text: '', labels: [] });
  let held: () => boolean = isReading;
  let queue: LiveMessage[] | null = null;
  let reading: Promise<unknown> = Promise.resolve();
  let closed = false;

  const sorted = (all: readonly Bin[]) => sortBins(all, sort.value, locale.value);
  /** Reads all anew. What is told meanwhile may be newer than what is read: it comes after it. */
  const readAll = async (): Promise<boolean> => {
    const told: LiveMessage[] = [];
    queue = told;
    try {
      const all = sorted(await fetchBins());
      if (!closed) bins.value = all;
    } finally {
      queue = null;
      if (!closed && told.length) apply(told);
    }
    return !closed;
  };
  const refresh = (): Promise<boolean> => {
    const next = reading.then(readAll);
    reading = next.catch(() => false);
    return next;
  };
  const apply = (messages: readonly LiveMessage[]) => {
    const all = applyToBins(bins.value ?? [], messages);
    const moves =
      sort.value === 'last' || sort.value === 'requests' || messages.some((m) => m.type === 'bin');
    // What somebody is about to click must not move.
    bins.value = moves && !held() ? sorted(all) : all;
    created.value = applyToCard(created.value, messages);
  };
  const onMessages = (messages: readonly LiveMessage[]) => {
    for (const message of messages) if (message.type === 'captured') keepUsed(message.request.bin);
    if (queue) queue.push(...messages);
    else apply(messages);
    // What happened between the list and the stream was told to nobody.
    const isNew = messages.some(({ type }) => type === 'ready' || type === 'resync');
    if (isNew) refresh().catch(() => stream.value?.retryNow());
  };
  const load = async () => {
    failure.value = null;
    try {
      await refresh();
      stream.value?.close();
      if (!closed) stream.value = openLive({ path: () => '/api/live', beforeRetry: refresh, onMessages });
    } catch (cause) {
      failure.value = toFailure(cause);
    }
  };
  const create = async () => {
    if (creating.value) return;
    creating.value = true;
    failure.value = null;
    try {
      const bin = await api.createBin({});
      apply([{ type: 'bin', id: bin.id, bin }]);
      created.value = { id: bin.id, createdAt: Date.now(), first: null };
    } catch (cause) {
      failure.value = toFailure(cause);
    } finally {
      creating.value = false;
    }
  };
  /** Pauses or resumes. */
  const setPaused = async (id: string, paused: boolean) => {
    failure.value = null;
    try {
      apply([{ type: 'bin', id, bin: await api.updateBin(id, { paused }) }]);
    } catch (cause) {
      failure.value = toFailure(cause);
    }
  };
  const present = computed(() => bins.value?.filter(({ id }) => !leaving.value.has(id)) ?? null);
  void load();
  return {
    /** All that are there; null before they are loaded. */
    present,
    /** Those that are looked for. */
    found: computed(() => findBins(present.value ?? [], search.value)),
    labels: computed(() => labelsOf(present.value ?? [], locale.value)),
    failure,
    created,
    creating,
    search,
    sort,
    setSort: (value: Sort) => {
      sort.value = value;
      remember('bins.sort', value);
      bins.value = bins.value && sorted(bins.value);
    },
    load,
    create,
    setPaused,
    /** Takes over a bin that was changed here. */
    changed: (id: string, bin: Bin) => apply([{ type: 'bin', id, bin }]),
    holdWhile: (test: () => boolean) => {
      held = test;
    },
    close: () => {
      closed = true;
      stream.value?.close();
    },
  };
}

/** The list of all bins. */
export type BinsModel = ReturnType<typeof openBins>;
