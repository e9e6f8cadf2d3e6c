/** All bins, loaded once and kept live. */
import { signal } from '@preact/signals';
import type { Bin, LiveMessage, RequestSummary } from '../server/contract.ts';
import { type ApiFailure, api, toFailure } from './api.ts';
import { type LiveStream, openLive } from './live.ts';
import { counted } from './state.ts';
import { showToast, showUndo } from './toasts.ts';

/** The bin that was just created, and the first request it got. */
export interface NewBinCard {
  id: string;
  createdAt: number;
  first: RequestSummary | null;
}

/** Applies live messages to the bins. Pure. */
export function applyToBins(bins: readonly Bin[], messages: readonly LiveMessage[]): readonly Bin[] {
  let next = bins;
  for (const message of messages) {
    if (message.type === 'captured')
      next = next.map((bin) => (bin.id === message.request.bin ? counted(bin, [message.request]) : bin));
    if (message.type === 'bin') {
      const { id, bin } = message;
      const known = next.some((each) => each.id === id);
      if (!bin) next = next.filter((each) => each.id !== id);
      else next = known ? next.map((each) => (each.id === id ? bin : each)) : [bin, ...next];
    }
  }
  return next;
}

/** Opens the list of all bins. */
export function openBins() {
  const bins = signal<readonly Bin[] | null>(null);
  const failure = signal<ApiFailure | null>(null);
  const stream = signal<LiveStream | null>(null);
  const created = signal<NewBinCard | null>(null);
  const creating = signal(false);
  const hidden = signal<ReadonlySet<string>>(new Set());
  const undos = new Map<string, () => void>();
  let closed = false;

  const refresh = async (): Promise<boolean> => {
    const { items } = await api.bins();
    bins.value = items;
    return !closed;
  };
  const onMessages = (messages: readonly LiveMessage[]) => {
    if (bins.value) bins.value = applyToBins(bins.value, messages);
    for (const message of messages) if (message.type === 'captured') keepUsed(message.request.bin);
    const card = created.value;
    const first = messages.find((m) => m.type === 'captured' && m.request.bin === card?.id);
    if (card && !card.first && first?.type === 'captured') created.value = { ...card, first: first.request };
    if (messages.some(({ type }) => type === 'resync')) refresh().catch(() => stream.value?.retryNow());
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
      bins.value = applyToBins(bins.value ?? [], [{ type: 'bin', id: bin.id, bin }]);
      created.value = { id: bin.id, createdAt: Date.now(), first: null };
    } catch (cause) {
      failure.value = toFailure(cause);
    } finally {
      creating.value = false;
    }
  };
  const unhide = (id: string) => {
    hidden.value = new Set([...hidden.value].filter((each) => each !== id));
  };
  const remove = (id: string) => {
    hidden.value = new Set([...hidden.value, id]);
    const commit = () => {
      api.deleteBin(id).catch((cause: unknown) => {
        if (toFailure(cause).status === 404) return;
        failure.value = toFailure(cause);
        unhide(id);
      });
    };
    undos.set(
      id,
      showUndo(`Bin ${id} deleted`, 8_000, commit, () => unhide(id)),
    );
  };
  /** Somebody sends to a bin that is about to go: what was answered 200 must not go with it. */
  const keepUsed = (id: string) => {
    if (!hidden.value.has(id)) return;
    undos.get(id)?.();
    showToast(`A request came in: bin ${id} is kept`);
  };
  void load();
  return {
    bins,
    failure,
    stream,
    created,
    creating,
    hidden,
    load,
    create,
    remove,
    close: () => {
      closed = true;
      stream.value?.close();
    },
  };
}
