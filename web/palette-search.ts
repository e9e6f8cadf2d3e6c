/** What the server knows for the palette: the newest bins, and the requests that fit what is typed. */
import { signal } from '@preact/signals';
import type { Bin, RequestSummary } from '../server/contract.ts';
import { type ApiFailure, api, toFailure } from './api.ts';
import { route } from './route.ts';

const typingPauseMs = 150;
const shown = 6;
const searchedBins = 1_000;

/** A search that lives as long as the palette is open. */
export function openSearch() {
  const bins = signal<readonly Bin[]>([]);
  const requests = signal<readonly RequestSummary[]>([]);
  const failure = signal<ApiFailure | null>(null);
  const isSearching = signal(false);
  let asking = new AbortController();
  let timer: number | undefined;

  const fetchRequests = async (bin: string, q: string) => {
    asking.abort();
    asking = new AbortController();
    const { signal: mine } = asking;
    try {
      const page = await api.requests(bin, { q, limit: shown }, mine);
      if (mine.aborted) return;
      requests.value = page.items;
      failure.value = null;
    } catch (cause) {
      if (mine.aborted) return;
      requests.value = [];
      // Half a filter is no failure: the person is still typing.
      const found = toFailure(cause);
      failure.value = found.code === 'bad_filter' ? null : found;
    }
    isSearching.value = false;
  };
  const search = (text: string) => {
    clearTimeout(timer);
    const { value } = route;
    const q = text.trim();
    if (value.page !== 'inspector' || !q) {
      asking.abort();
      requests.value = [];
      isSearching.value = false;
      return;
    }
    isSearching.value = true;
    timer = window.setTimeout(() => void fetchRequests(value.bin, q), typingPauseMs);
  };
  api.bins(searchedBins).then(
    ({ items }) => (bins.value = items),
    (cause: unknown) => (failure.value = toFailure(cause)),
  );
  return {
    bins,
    requests,
    failure,
    isSearching,
    search,
    close: () => {
      clearTimeout(timer);
      asking.abort();
    },
  };
}
