/** Pages and lists of what matches a filter, in slices: a long search goes on where it stopped, in another call. */
import type Database from 'better-sqlite3';
import type { RequestSummary } from '../contract.ts';
import type { RequestFilter } from '../filter.ts';
import {
  type BinRow,
  listed,
  ridOf,
  seqOf,
  seqSpan,
  summaryColumns,
  summaryOfRow,
  type SummaryRow,
} from './sqlite-rows.ts';
import type { Walker, WalkQuery } from './sqlite-walk.ts';
import type { PageQuery, StoredPage } from './store.ts';

/** Others want this thread too. */
export const sliceMs = 25;

/** Some of the seqs that match, newest first; `before` is where the next call goes on, null at the end. */
export interface SeqSlice {
  seqs: number[];
  before: number | null;
}

/** What is asked of the requests of a bin before a seq. */
export interface Question {
  bin: string;
  filter: RequestFilter;
  before: number;
  now: number;
}

/** A bin, and the seqs that it holds; from > to when it holds none. */
export interface KeptBin {
  row: BinRow;
  oldest: number;
}

/** Looks a bin up. Null when there is none. */
export function keptBins(db: Database.Database): (id: string) => KeptBin | null {
  const binRow = db.prepare<[string], BinRow>('SELECT * FROM bin WHERE id = ?');
  const oldestRid = db
    .prepare<[number, number], number>(
      'SELECT rid FROM request WHERE rid BETWEEN ? AND ? ORDER BY rid LIMIT 1',
    )
    .pluck();
  return (id) => {
    const row = binRow.get(id);
    if (!row) return null;
    const oldest = oldestRid.get(ridOf(row.no, 0), ridOf(row.no, seqSpan - 1));
    return { row, oldest: oldest === undefined ? row.last_seq + 1 : seqOf(oldest) };
  };
}

/** The operations of searching over one open database. */
export function searches(db: Database.Database, { walk }: Walker) {
  const keptBin = keptBins(db);
  const summaryRow = db.prepare<[number], SummaryRow>(`SELECT ${summaryColumns} FROM request WHERE rid = ?`);

  /** Walks until `limit` rows matched, the time is up, or the end is reached: then `pausedAt` is null. */
  const collect = (query: WalkQuery, limit: number) => {
    const rids: number[] = [];
    const startedAt = performance.now();
    for (const { seq, row } of walk(query)) {
      if (row) rids.push(row.rid);
      if (rids.length === limit) return { rids, pausedAt: null };
      if (performance.now() - startedAt > sliceMs) return { rids, pausedAt: seq };
    }
    return { rids, pausedAt: null };
  };

  // One snapshot: the counters of the bin and the rows belong together.
  const search = db.transaction((id: string, query: PageQuery, now: number): StoredPage | null => {
    const bin = keptBin(id);
    if (!bin) return null;
    const { row, oldest } = bin;
    const { before, after, limit, filter = [] } = query;
    const ascending = after !== undefined && before === undefined;
    const from = Math.max(oldest, (after ?? 0) + 1);
    const to = Math.min(row.last_seq, (before ?? seqSpan) - 1);
    const { rids, pausedAt } = collect({ no: row.no, filter, now, from, to, ascending }, limit);
    const items = rids.map((rid) => summaryRow.get(rid)).filter((one) => one !== undefined);
    const lastFound = items.length === limit ? seqOf(items.at(-1)?.rid ?? 0) : null;
    const last = pausedAt ?? lastFound;
    const more = last !== null && (ascending ? last < to : last > from);
    return {
      items: items.map((one): RequestSummary => listed(summaryOfRow(id, one))),
      nextBefore: more && !ascending ? last : null,
      lastSeq: row.last_seq,
      through: more ? last : row.last_seq,
      oldestSeq: oldest,
      paused: more && pausedAt !== null,
    };
  });

  return {
    search: (bin: string, query: PageQuery, now: number): StoredPage | null => search(bin, query, now),

    /** All that match, with the pinned ones or without. Null when there is no such bin. */
    seqs({ bin, filter, before, now }: Question, pinned: boolean): SeqSlice | null {
      const kept = keptBin(bin);
      if (!kept) return null;
      const { no, last_seq } = kept.row;
      const to = Math.min(last_seq, before - 1);
      const where = pinned ? '1' : 'pinned = 0';
      const query = { no, filter, now, from: kept.oldest, to, ascending: false, where };
      const { rids, pausedAt } = collect(query, Number.POSITIVE_INFINITY);
      return { seqs: rids.map(seqOf), before: pausedAt };
    },
  };
}
