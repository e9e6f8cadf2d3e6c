/** One open bin: loads pages, keeps the live stream, opens requests. The edge around state.ts. */
import { batch, computed, signal } from '@preact/signals';
import type { LiveMessage, RequestPage, RequestSummary } from '../server/contract.ts';
import { ApiFailure, api, toFailure } from './api.ts';
import { type LiveStream, openLive } from './live.ts';
import { followRequest } from './open-request.ts';
import { type ListMessage, type ListState, emptyList, indexOfSeq, reduce } from './state.ts';
import { showUndo } from './toasts.ts';

const undoMs = 8_000;

/** Before the list is drawn nobody reads it. */
const isReading = (): boolean => false;

/** Opens a bin. Everything it started ends with `close`. */
export function openInspector(bin: string) {
  const list = signal<ListState>(emptyList);
  const failure = signal<ApiFailure | null>(null);
  const filterFailure = signal<ApiFailure | null>(null);
  const paused = signal(false);
  const releases = signal(0);
  const stream = signal<LiveStream | null>(null);
  const filter = signal('');
  let held: () => boolean = isReading;
  let loading = new AbortController();
  let olderPage: Promise<void> | null = null;
  let isStale = false;
  let settleTimer: number | undefined;

  const dispatch = (message: ListMessage) => {
    const before = list.value.fresh;
    list.value = reduce(list.value, message);
    if (list.value.fresh === before || !list.value.fresh.size) return;
    clearTimeout(settleTimer);
    settleTimer = window.setTimeout(() => dispatch({ type: 'settled' }), 1_900);
  };

  const {
    open,
    body,
    openRequest,
    patch,
    refresh,
    close: closeRequest,
  } = followRequest(bin, (seq) => dispatch({ type: 'read', seq }));

  const fetchPage = (before?: number): Promise<RequestPage> =>
    api.requests(bin, { q: filter.value, ...(before === undefined ? {} : { before }) }, loading.signal);

  const rejoin = async (): Promise<boolean> => {
    const { signal: mine } = loading;
    try {
      dispatch({ type: 'bin', bin: await api.bin(bin) });
      const page = await fetchPage();
      if (mine.aborted) return false;
      dispatch({ type: isStale ? 'first-page' : 'rejoined', page });
      isStale = false;
      return true;
    } catch (cause) {
      if (mine.aborted) return false;
      const found = toFailure(cause);
      if (found.status === 0 || found.status >= 500) throw found;
      failure.value = found;
      return false;
    }
  };

  const onMessages = (messages: readonly LiveMessage[]) => {
    dispatch({ type: 'live', messages, held: paused.value || held() });
    if (messages.some(({ type }) => type === 'resync' || type === 'trimmed'))
      void rejoin().catch(() => stream.value?.retryNow());
    if (messages.some((m) => m.type === 'bin' && m.id === bin && m.bin === null)) {
      stream.value?.close();
      failure.value = new ApiFailure(404, 'bin_not_found', 'The bin was deleted');
    }
    const { value } = open;
    if (value.state !== 'none' && messages.some((m) => m.type === 'deleted' && m.seqs.includes(value.seq)))
      open.value = { state: 'gone', seq: value.seq };
    if (value.state === 'ready' && messages.some((m) => m.type === 'updated' && m.request.seq === value.seq))
      void refresh();
  };

  const livePath = () => {
    const query = new URLSearchParams({ after: String(list.value.cursor) });
    if (filter.value) query.set('q', filter.value);
    return `/api/bins/${encodeURIComponent(bin)}/live?${query}`;
  };

  /** Loads the first page for a filter, then follows. A filter that cannot be read leaves the old list. */
  const load = async (q: string): Promise<void> => {
    loading.abort();
    loading = new AbortController();
    const { signal: mine } = loading;
    const previous = filter.peek();
    filter.value = q;
    failure.value = null;
    filterFailure.value = null;
    try {
      const [found, page] = await Promise.all([api.bin(bin), fetchPage()]);
      if (mine.aborted) return;
      isStale = false;
      stream.value?.close();
      dispatch({ type: 'bin', bin: found });
      dispatch({ type: 'first-page', page });
      stream.value = openLive({ path: livePath, beforeRetry: rejoin, onMessages });
    } catch (cause) {
      if (mine.aborted) return;
      const found = toFailure(cause);
      if (found.code === 'bad_filter') {
        filter.value = previous;
        filterFailure.value = found;
        // A link may bring the bad filter along: show the bin all the same.
        if (!list.value.loaded && q) {
          await load('');
          filterFailure.value = found;
        }
      } else if (found.status === 0 && stream.peek()) {
        // The server is away, as the pill says: the list for this filter comes with the stream.
        isStale = true;
      } else failure.value = found;
    }
  };

  const loadOlder = (): void => {
    const { nextBefore } = list.value;
    if (nextBefore === null || olderPage) return;
    const { signal: mine } = loading;
    const fetchOlder = async () => {
      try {
        const page = await fetchPage(nextBefore);
        if (!mine.aborted) dispatch({ type: 'older-page', page });
      } catch (cause) {
        // No answer at all: the next scroll tries again, and the pill says that the server is away.
        if (!mine.aborted && toFailure(cause).status) failure.value = toFailure(cause);
      } finally {
        olderPage = null;
      }
    };
    olderPage = fetchOlder();
  };

  /** Hides a request at once; the server forgets it when undo is no longer offered. */
  const deleteRequest = (seq: number): void => {
    dispatch({ type: 'hide', seq });
    const commit = () => {
      api.deleteRequest(bin, seq).catch((cause: unknown) => {
        if (toFailure(cause).status !== 404) dispatch({ type: 'restore', seq });
      });
    };
    showUndo('Request deleted', undoMs, commit, () => dispatch({ type: 'restore', seq }));
  };

  const visible = computed<readonly RequestSummary[]>(() => {
    const { rows, hidden } = list.value;
    return hidden.size ? rows.filter(({ seq }) => !hidden.has(seq)) : rows;
  });

  return {
    bin,
    list,
    visible,
    failure,
    /** The filter of what is listed; one that cannot be read never gets here. */
    filter,
    filterFailure,
    paused,
    /** Going on lets in what waited, unless somebody is reading. */
    setPaused: (value: boolean) => {
      paused.value = value;
      if (!value && !held()) dispatch({ type: 'release' });
    },
    stream,
    open,
    body,
    dispatch,
    load,
    loadOlder,
    openRequest,
    patchRequest: patch,
    deleteRequest,
    holdWhile: (test: () => boolean) => {
      held = test;
    },
    /** How often waiting requests were let in: each time the list goes to its top. */
    releases,
    release: () =>
      batch(() => {
        releases.value += 1;
        dispatch({ type: 'release' });
      }),
    /** The row at an offset from another; the newest when that one is not listed. */
    neighbour: (seq: number | null, offset: number): RequestSummary | undefined => {
      const rows = visible.value;
      const at = seq === null ? -1 : indexOfSeq(rows, seq);
      return at < 0 ? rows[0] : rows[Math.max(0, Math.min(rows.length - 1, at + offset))];
    },
    close: () => {
      loading.abort();
      closeRequest();
      stream.value?.close();
      clearTimeout(settleTimer);
    },
  };
}

/** An open bin. */
export type Inspector = ReturnType<typeof openInspector>;
