/** Counts over what matches a filter: timeline, facets, values. In slices, newest first; the caller adds them up. */
import type Database from 'better-sqlite3';
import type { Facets, Outcomes } from '../contract.ts';
import type { FilterSubject } from '../filter.ts';
import { isFailed, isInvalid, isRepeat, outcomeOf } from '../outcomes.ts';
import { type ValuedField, valuesOf } from './field-values.ts';
import { ridOf } from './sqlite-rows.ts';
import { keptBins, type Question, sliceMs } from './sqlite-search.ts';
import type { FoundRow, Walker, WalkQuery } from './sqlite-walk.ts';

/** Where a slice goes on: requests before this seq; null at the end. */
interface Slice {
  before: number | null;
}

/** The part of the time that is asked for: `from` inclusive, `to` exclusive, milliseconds since 1970. */
export interface TimeRange {
  from: number;
  to: number;
  bucketMs: number;
}

/** Counts by the index of their bucket. */
export interface TimelineSlice extends Slice {
  buckets: Map<number, Outcomes>;
}

/** What the requests of a slice add to the facets. */
export interface FacetsSlice extends Slice {
  counts: Omit<Facets, 'all'>;
}

/** How often each value was found in `looked` requests. */
export interface ValuesSlice extends Slice {
  counts: Map<string, number>;
  looked: number;
}

/** When the oldest and the newest request of a bin came, milliseconds since 1970; null when it holds none. */
export interface KeptTimes {
  oldest: number | null;
  newest: number | null;
}

/** Different values that are counted. */
const maxValues = 5000;

/** The operations of counting over one open database; all answer null when there is no such bin. */
export function insights(db: Database.Database, { walk }: Walker) {
  const keptBin = keptBins(db);
  const receivedAt = db.prepare<[number], number>('SELECT received_at FROM request WHERE rid = ?').pluck();
  const newestRid = db
    .prepare<[number, number], number>(
      'SELECT rid FROM request WHERE rid BETWEEN ? AND ? ORDER BY rid DESC LIMIT 1',
    )
    .pluck();

  /** Walks backwards until the time is up or `each` answers false. Null when there is no such bin. */
  const slice = (
    { bin, filter, before, now }: Question,
    more: Pick<WalkQuery, 'where' | 'whole'>,
    each: (row: FoundRow, subject: FilterSubject | null) => boolean,
  ): Slice | null => {
    const kept = keptBin(bin);
    if (!kept) return null;
    const startedAt = performance.now();
    const { no, last_seq } = kept.row;
    const to = Math.min(last_seq, before - 1);
    for (const { seq, row, subject } of walk({
      no,
      filter,
      now,
      from: kept.oldest,
      to,
      ascending: false,
      ...more,
    })) {
      if (row && !each(row, subject)) return { before: null };
      if (performance.now() - startedAt > sliceMs) return { before: seq };
    }
    return { before: null };
  };

  return {
    keptTimes(bin: string): KeptTimes | null {
      const kept = keptBin(bin);
      if (!kept) return null;
      const { no, last_seq } = kept.row;
      const last = newestRid.get(ridOf(no, 0), ridOf(no, last_seq));
      return {
        oldest: receivedAt.get(ridOf(no, kept.oldest)) ?? null,
        newest: (last !== undefined && receivedAt.get(last)) || null,
      };
    },

    timeline(question: Question, { from, to, bucketMs }: TimeRange): TimelineSlice | null {
      const buckets = new Map<number, Outcomes>();
      const where = `received_at >= ${from} AND received_at < ${to}`;
      const end = slice(question, { where }, (row) => {
        const index = Math.floor((row.received_at - from) / bucketMs);
        const bucket = buckets.get(index) ?? { ok: 0, warn: 0, bad: 0 };
        bucket[outcomeOf(row)] += 1;
        buckets.set(index, bucket);
        return true;
      });
      return end && { ...end, buckets };
    },

    facets(question: Question): FacetsSlice | null {
      const counts = { matching: 0, invalid: 0, failed: 0, repeats: 0 };
      const end = slice(question, {}, (row) => {
        counts.matching += 1;
        if (isInvalid(row)) counts.invalid += 1;
        if (isFailed(row)) counts.failed += 1;
        if (isRepeat(row)) counts.repeats += 1;
        return true;
      });
      return end && { ...end, counts };
    },

    /** Over the newest `limit` requests that match; values begin with `prefix`, whose case does not count. */
    values(question: Question, field: ValuedField, prefix: string, limit: number): ValuesSlice | null {
      const counts = new Map<string, number>();
      const start = prefix.toLowerCase();
      let looked = 0;
      const end = slice(question, { whole: true }, (_row, subject) => {
        for (const value of subject ? valuesOf(subject, field) : []) {
          if (!value.toLowerCase().startsWith(start)) continue;
          if (counts.has(value) || counts.size < maxValues) counts.set(value, (counts.get(value) ?? 0) + 1);
        }
        looked += 1;
        return looked < limit;
      });
      return end && { ...end, counts, looked };
    },
  };
}
