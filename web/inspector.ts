/** One open bin: loads pages, keeps the live stream, opens requests. The edge around state.ts. */
import { batch, computed, signal } from '@preact/signals';
import type { LiveMessage, RequestPage, RequestSummary } from '../server/contract.ts';
import { ApiFailure, api, toFailure } from './api.ts';
import { followCounts } from './counts.ts';
import { followDeliveries } from './deliveries/follow.ts';
import { t } from './locales/locale.ts';
import { type LiveStream, openLive } from './live.ts';
import { olderPages } from './older-pages.ts';
import { followRequest } from './open-request.ts';
import { type Wanted, readWanted } from './query-text.ts';
import { rowActions } from './row-actions.ts';
import { type Selection, noSelection, selectRows, withoutRows } from './selection.ts';
import { type ListMessage, type ListState, emptyList, indexOfSeq, reduce } from './state.ts';
import { followUnread } from './unread.ts';

/** Before the list is drawn nobody reads it. */
const isReading = (): boolean => false;

/** What the address says about the list. */
export interface Asked {
  q: string;
  from: string | null;
  to: string | null;
}

const everything: Asked = { q: '', from: null, to: null };

/** Opens a bin. Everything it started ends with `close`. */
export function openInspector(address: string) {
  let bin = address;
  const list = signal<ListState>(emptyList);
  const failure = signal<ApiFailure | null>(null);
  const filterFailure = signal<ApiFailure | null>(null);
  const paused = signal(false);
  const releases = signal(0);
  const stream = signal<LiveStream | null>(null);
  const wanted = signal<Wanted>(readWanted(everything));
  const selection = signal<Selection>(noSelection);
  const counts = followCounts(() => bin);
  const deliveries = followDeliveries(() => bin);
  let held: () => boolean = isReading;
  let loading = new AbortController();
  /** What was loaded last; null when that failed. */
  let shown: Wanted | null = null;
  let isStale = false;
  let settleTimer: number | undefined;

  const dispatch = (message: ListMessage) => {
    const before = list.value.fresh;
    list.value = reduce(list.value, message);
    // It may be renamed while it is open.
    bin = list.value.bin?.id ?? bin;
    if (list.value.fresh === before || !list.value.fresh.size) return;
    clearTimeout(settleTimer);
    settleTimer = window.setTimeout(() => dispatch({ type: 'settled' }), 1_900);
  };

  const unread = followUnread({ bin: () => bin, list, dispatch });

  const {
    open,
    body,
    openRequest,
    patch,
    refresh,
    close: closeRequest,
  } = followRequest({
    bin: () => bin,
    rowOf: (seq) => list.value.rows[indexOfSeq(list.value.rows, seq)],
    onRead: (seq) => dispatch({ type: 'read', seqs: [seq] }),
    // Nobody waits for them: the request and its body come first.
    onOpened: deliveries.open,
  });

  const fetchPage = (before?: number, limit?: number): Promise<RequestPage> =>
    api.requests(
      bin,
      {
        q: wanted.value.listed,
        ...(limit !== undefined && { limit }),
        ...(before !== undefined && { before }),
      },
      loading.signal,
    );

  const rejoin = async (): Promise<boolean> => {
    const { signal: mine } = loading;
    try {
      dispatch({ type: 'bin', bin: await api.bin(bin) });
      const page = await fetchPage();
      if (mine.aborted) return false;
      // Not loaded any more: the name is another bin's by now.
      const isAnother = !list.value.loaded;
      dispatch({ type: isStale || isAnother ? 'first-page' : 'rejoined', page });
      counts.load(wanted.value, list.value.cursor);
      void deliveries.load();
      isStale = false;
      if (isAnother && open.value.state !== 'none') void openRequest(open.value.seq);
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
    const before = list.peek().bin;
    dispatch({ type: 'live', messages, held: paused.value || held(), fits: wanted.value.fits });
    // The verdict may be the same and its steps others: those of other secrets.
    const isCheckedAnew = before?.rechecking != null && list.peek().bin?.rechecking === null;
    deliveries.apply(messages);
    const gone = messages.flatMap((message) => (message.type === 'deleted' ? message.seqs : []));
    if (gone.length) selection.value = withoutRows(selection.peek(), new Set(gone));
    if (gone.length || messages.some(({ type }) => type === 'updated' || type === 'verified'))
      counts.reloadSoon();
    if (messages.some(({ type }) => type === 'resync' || type === 'trimmed'))
      void rejoin().catch(() => stream.value?.retryNow());
    if (messages.some((m) => m.type === 'bin' && m.bin === null)) {
      stream.value?.close();
      failure.value = new ApiFailure(404, 'bin_not_found', t.value.common.binDeleted);
    }
    const { value } = open;
    if (value.state !== 'none' && gone.includes(value.seq)) open.value = { state: 'gone', seq: value.seq };
    const isAbout = (m: LiveMessage, seq: number) =>
      m.type === 'updated'
        ? m.request.seq === seq
        : m.type === 'verified' && m.signatures.some(([one]) => one === seq);
    if (value.state === 'ready' && (isCheckedAnew || messages.some((m) => isAbout(m, value.seq))))
      void refresh();
  };

  const livePath = () => {
    const query = new URLSearchParams({ after: String(list.value.cursor) });
    if (list.value.bin) query.set('created', list.value.bin.createdAt);
    if (wanted.value.streamed) query.set('q', wanted.value.streamed);
    return `/api/bins/${encodeURIComponent(bin)}/live?${query}`;
  };

  /** Loads the first page for a filter, then follows. A filter the server refuses leaves the old list. */
  const load = async (asked: Asked): Promise<void> => {
    loading.abort();
    loading = new AbortController();
    const { signal: mine } = loading;
    const next = readWanted(asked);
    wanted.value = next;
    unread.only(next.facet === 'unread');
    const hasFailed = failure.peek() !== null;
    failure.value = null;
    filterFailure.value = null;
    // Words that count for nothing, and the quick filter of the page alone, change no page of data.
    if (!hasFailed && next.listed === shown?.listed && next.streamed === shown.streamed) return;
    selection.value = noSelection;
    try {
      const [found, page] = await Promise.all([api.bin(bin), fetchPage()]);
      if (mine.aborted) return;
      isStale = false;
      shown = next;
      stream.value?.close();
      batch(() => {
        if (!list.peek().loaded) unread.begin(page.lastSeq, open.peek());
        dispatch({ type: 'bin', bin: found });
        dispatch({ type: 'first-page', page });
        // Of what was selected meanwhile stays what is still there.
        const { seqs } = selection.peek();
        const gone = [...seqs].filter((seq) => indexOfSeq(page.items, seq) < 0);
        if (gone.length) selection.value = withoutRows(selection.peek(), new Set(gone));
      });
      counts.load(next, page.lastSeq);
      if (found.forwarding.length > 0) void deliveries.begin();
      stream.value = openLive({
        path: livePath,
        beforeRetry: rejoin,
        onMessages,
        onCaptured: counts.count,
      });
    } catch (cause) {
      if (mine.aborted) return;
      const found = toFailure(cause);
      if (found.code === 'bad_filter') {
        wanted.value = shown ?? readWanted(everything);
        filterFailure.value = found;
        // A link may bring the bad filter along: show the bin all the same.
        if (!list.value.loaded && next.listed) {
          await load(everything);
          filterFailure.value = found;
        }
      } else if (found.status === 0 && stream.peek()) {
        // The server is away, as the pill says: the list for this filter comes with the stream.
        isStale = true;
        shown = next;
      } else {
        shown = null;
        failure.value = found;
      }
    }
  };

  const { loadOlder, loadOldest } = olderPages({
    list,
    fetchPage,
    dispatch,
    current: () => loading.signal,
    onFailure: (found) => (failure.value = found),
  });

  const visible = computed<readonly RequestSummary[]>(() => {
    const { rows, hidden } = list.value;
    const wasUnread = unread.wasUnread.value;
    if (!hidden.size && !wasUnread) return rows;
    return rows.filter(({ seq }) => !hidden.has(seq) && (!wasUnread || wasUnread(seq)));
  });

  const actions = rowActions({
    bin: () => bin,
    list: () => list.value,
    listed: () => wanted.value.listed,
    dispatch,
  });

  return {
    /** The name it was opened by, or has got since. */
    get bin() {
      return bin;
    },
    list,
    visible,
    /** How many of the loaded requests, waiting ones too, were not read here. */
    unread: unread.count,
    failure,
    /** What the list is asked for; a filter that the server refuses never gets here. */
    wanted,
    /** The filter of what is listed, as the API takes it. */
    filter: computed(() => wanted.value.listed),
    filterFailure,
    counts,
    /** What was sent on of the open request. */
    deliveries,
    selection,
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
    loadOldest,
    openRequest,
    patchRequest: patch,
    ...actions,
    /** Selects all that match, those that are not loaded yet too. */
    selectAll: async (): Promise<void> => {
      const asked = wanted.peek();
      await loadOldest();
      if (wanted.peek() === asked) selection.value = selectRows(visible.value);
    },
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
      counts.close();
      deliveries.close();
      unread.close();
      stream.value?.close();
      clearTimeout(settleTimer);
    },
  };
}

/** An open bin. */
export type Inspector = ReturnType<typeof openInspector>;
