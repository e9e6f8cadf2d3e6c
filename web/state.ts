/** The list of requests as a pure state machine: no DOM, no fetch, no clock. */
import type { Bin, LiveMessage, RequestPage, RequestSummary } from '../server/contract.ts';
import { type ReadMarks, markRead, markUnread, readUpTo } from './read-marks.ts';

type Rows = readonly RequestSummary[];
type Seqs = ReadonlySet<number>;

/** Everything the list shows. Rows are newest first and unique by `seq`. */
export interface ListState {
  bin: Bin | null;
  /** False until the first page is there. */
  loaded: boolean;
  rows: Rows;
  /** Arrived while the list was being read: behind the "N new" pill. */
  waiting: Rows;
  /** Where the next older page starts; null when all is loaded. */
  nextBefore: number | null;
  /** The last seq seen: where a reconnect goes on. */
  cursor: number;
  marks: ReadMarks;
  /** Just put in: they slide. */
  fresh: Seqs;
  /** Deleted here, undo still possible. */
  hidden: Seqs;
}

/**
 * What can happen to the list. `held`: someone is reading, arrivals wait. `fits`: the quick filter; what does not
 * fit only moves the cursor.
 */
export type ListMessage =
  | { type: 'first-page'; page: RequestPage }
  | { type: 'older-page'; page: RequestPage }
  | { type: 'rejoined'; page: RequestPage }
  | { type: 'bin'; bin: Bin | null }
  | {
      type: 'live';
      messages: readonly LiveMessage[];
      held: boolean;
      fits?: (request: RequestSummary) => boolean;
    }
  | { type: 'release' }
  | { type: 'settled' }
  | { type: 'marks'; marks: ReadMarks }
  | { type: 'read'; seqs: readonly number[] }
  | { type: 'unread'; seqs: readonly number[] }
  | { type: 'hide'; seqs: readonly number[] }
  | { type: 'restore'; seqs: readonly number[] };

/** Before anything is loaded. */
export const emptyList: ListState = {
  bin: null,
  loaded: false,
  rows: [],
  waiting: [],
  nextBefore: null,
  cursor: 0,
  marks: readUpTo(0),
  fresh: new Set(),
  hidden: new Set(),
};

/** The list after a message. */
export function reduce(state: ListState, message: ListMessage): ListState {
  switch (message.type) {
    case 'first-page': {
      const { items, nextBefore, lastSeq } = message.page;
      return {
        ...state,
        loaded: true,
        rows: items,
        waiting: [],
        nextBefore,
        cursor: lastSeq,
        fresh: new Set(),
      };
    }
    case 'older-page': {
      const { items, nextBefore } = message.page;
      return { ...state, rows: merge(state.rows, items), nextBefore };
    }
    case 'rejoined':
      return rejoin(state, message.page);
    case 'bin':
      return withBin(state, message.bin);
    case 'live':
      return applyLive(state, message);
    case 'release':
      return insert({ ...state, waiting: [] }, state.waiting);
    case 'settled':
      return state.fresh.size ? { ...state, fresh: new Set() } : state;
    case 'marks':
      return { ...state, marks: message.marks };
    case 'read':
      return { ...state, marks: markRead(state.marks, message.seqs) };
    case 'unread':
      return { ...state, marks: markUnread(state.marks, message.seqs) };
    case 'hide':
      return { ...state, hidden: new Set([...state.hidden, ...message.seqs]) };
  }
  // What is left is `restore`.
  const back = new Set(message.seqs);
  return { ...state, hidden: new Set([...state.hidden].filter((seq) => !back.has(seq))) };
}

function applyLive(
  state: ListState,
  { messages, held, fits }: Extract<ListMessage, { type: 'live' }>,
): ListState {
  let next = state;
  let captured: RequestSummary[] = [];
  let gone: number[] = [];
  const settle = () => {
    next = arrive(next, captured, held, fits);
    const seqs = new Set(gone);
    if (seqs.size) next = remove(next, (seq) => seqs.has(seq));
    captured = [];
    gone = [];
  };
  for (const message of messages) {
    // Order matters: a deletion must find the request that came before it.
    if (message.type === 'captured') {
      if (gone.length) settle();
      captured.push(message.request);
    } else if (message.type === 'deleted') gone = gone.concat(message.seqs);
    else {
      settle();
      next = applyChange(next, message);
    }
  }
  settle();
  return next;
}

function applyChange(state: ListState, message: LiveMessage): ListState {
  if (message.type === 'trimmed') return remove(state, (seq) => seq < message.oldestSeq);
  if (message.type === 'bin') return withBin(state, message.bin);
  if (message.type === 'verified') return withSignatures(state, new Map(message.signatures));
  if (message.type !== 'updated') return state;
  const swap = (rows: Rows) => rows.map((row) => (row.seq === message.request.seq ? message.request : row));
  return { ...state, rows: swap(state.rows), waiting: swap(state.waiting) };
}

/** Rows that were checked anew. */
function withSignatures(
  state: ListState,
  signatures: ReadonlyMap<number, RequestSummary['signature']>,
): ListState {
  const swap = (rows: Rows) =>
    rows.map((row) => {
      const signature = signatures.get(row.seq);
      return signature === undefined ? row : { ...row, signature };
    });
  return { ...state, rows: swap(state.rows), waiting: swap(state.waiting) };
}

function arrive(
  state: ListState,
  captured: Rows,
  held: boolean,
  fits: (request: RequestSummary) => boolean = () => true,
): ListState {
  const once = new Map(captured.map((request) => [request.seq, request]));
  const added = [...once.values()]
    .filter(({ seq }) => indexOfSeq(state.rows, seq) < 0 && indexOfSeq(state.waiting, seq) < 0)
    .toSorted((a, b) => b.seq - a.seq);
  if (!added.length) return state;
  const next = {
    ...state,
    bin: state.bin && counted(state.bin, added),
    cursor: Math.max(state.cursor, added[0]?.seq ?? 0),
    rows: withAttempts(state.rows, added),
  };
  // Those that wait are older: letting newer ones in before them would leave a hole.
  const all = withAttempts(merge(state.waiting, added.filter(fits)), added);
  return held ? { ...next, waiting: all } : insert({ ...next, waiting: [] }, all);
}

/** Rows that know of the newest attempt of their event. */
function withAttempts(rows: Rows, added: Rows): Rows {
  const newest = new Map<string, number>();
  for (const { eventKey, attempts } of added)
    if (eventKey !== null && attempts > 1)
      newest.set(eventKey, Math.max(attempts, newest.get(eventKey) ?? 0));
  const isOld = ({ eventKey, attempts }: RequestSummary) =>
    eventKey !== null && (newest.get(eventKey) ?? 0) > attempts;
  if (!newest.size || !rows.some(isOld)) return rows;
  return rows.map((row) =>
    isOld(row) ? { ...row, attempts: newest.get(row.eventKey ?? '') ?? row.attempts } : row,
  );
}

const insert = (state: ListState, added: Rows): ListState =>
  added.length
    ? { ...state, rows: merge(state.rows, added), fresh: new Set(added.map(({ seq }) => seq)) }
    : state;

/** Another bin under the same name begins with an empty list. */
const withBin = (state: ListState, bin: Bin | null): ListState =>
  state.bin && bin && state.bin.createdAt !== bin.createdAt
    ? { ...emptyList, bin }
    : { ...state, bin: bin && newerOf(state.bin, bin) };

/** A bin as it was told, with the counters of what is known already: requests may have come since it was read. */
export function newerOf(known: Bin | null, told: Bin): Bin {
  if (!known || known.createdAt !== told.createdAt || known.lastSeq <= told.lastSeq) return told;
  const { requests, bytes, lastSeq, lastRequestAt } = known;
  return { ...told, requests, bytes, lastSeq, lastRequestAt };
}

/** A bin with requests counted in that its own numbers do not know yet. */
export function counted(bin: Bin, added: Rows): Bin {
  const news = added.filter(({ seq }) => seq > bin.lastSeq);
  const newest = news.reduce<RequestSummary | null>((a, b) => (a && a.seq > b.seq ? a : b), null);
  if (!newest) return bin;
  return {
    ...bin,
    requests: bin.requests + news.length,
    bytes: bin.bytes + news.reduce((sum, { size }) => sum + size, 0),
    lastSeq: newest.seq,
    lastRequestAt: newest.receivedAt,
  };
}

/** After a reconnect: what the newest page no longer has within its span was deleted meanwhile. */
function rejoin(state: ListState, page: RequestPage): ListState {
  const kept = new Set(page.items.map(({ seq }) => seq));
  const oldest = page.nextBefore === null ? 0 : (page.items.at(-1)?.seq ?? 0);
  return remove(state, (seq) => seq >= oldest && seq <= page.lastSeq && !kept.has(seq));
}

function remove(state: ListState, gone: (seq: number) => boolean): ListState {
  const keep = (rows: Rows) =>
    rows.some(({ seq }) => gone(seq)) ? rows.filter(({ seq }) => !gone(seq)) : rows;
  const drop = (seqs: Seqs) => (seqs.size ? new Set([...seqs].filter((seq) => !gone(seq))) : seqs);
  return {
    ...state,
    rows: keep(state.rows),
    waiting: keep(state.waiting),
    hidden: drop(state.hidden),
  };
}

/** Two newest-first lists as one, each seq once. */
function merge(a: Rows, b: Rows): Rows {
  const [lastA, firstB, lastB, firstA] = [a.at(-1), b[0], b.at(-1), a[0]];
  if (!firstA || !lastA) return b;
  if (!firstB || !lastB) return a;
  if (lastA.seq > firstB.seq) return a.concat(b);
  if (lastB.seq > firstA.seq) return b.concat(a);
  const all = new Map([...b, ...a].map((row) => [row.seq, row]));
  return [...all.values()].toSorted((x, y) => y.seq - x.seq);
}

/** Where a seq is in a newest-first list, or -1. */
export function indexOfSeq(rows: Rows, seq: number): number {
  let low = 0;
  let high = rows.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const found = rows[middle]?.seq ?? 0;
    if (found === seq) return middle;
    if (found > seq) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}
