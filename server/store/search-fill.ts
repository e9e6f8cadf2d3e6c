/** Fills the search index behind the commits: the newest requests first, a few milliseconds at a time. */
import type Database from 'better-sqlite3';
import { gramsOf } from './grams.ts';
import { blockOf, blockRows, type IndexedRequest, packBlock, type SearchIndex } from './search-index.ts';
import { searchText } from './search-text.ts';
import { ridOf, seqSpan } from './sqlite-rows.ts';
import { subjectColumns, type SubjectRow, subjects } from './sqlite-subject.ts';

/** A block in the making. */
interface Draft {
  no: number;
  requests: (IndexedRequest | null)[];
  /** The slot that comes next. */
  slot: number;
}

/** Makes blocks of what is stored, until every block that is full is there. */
export function filler(db: Database.Database, index: SearchIndex) {
  const bins = db.prepare<[], { no: number; last_seq: number }>(
    'SELECT no, last_seq FROM bin WHERE id IS NOT NULL ORDER BY last_request_at DESC',
  );
  const oldestRid = db
    .prepare<[number, number], number>(
      'SELECT rid FROM request WHERE rid BETWEEN ? AND ? ORDER BY rid LIMIT 1',
    )
    .pluck();
  const rows = db.prepare<[number, number], SubjectRow & { id: string }>(
    `SELECT id, ${subjectColumns} FROM request WHERE rid BETWEEN ? AND ? ORDER BY rid`,
  );
  const subjectOf = subjects(db);
  let missing: number[] = [];
  let draft: Draft | null = null;

  /** Drops what nobody stores any more; gives the blocks to make, the last one first. */
  const survey = (): number[] => {
    const wanted = bins.all().flatMap(({ no, last_seq }) => {
      const oldest = oldestRid.get(ridOf(no, 0), ridOf(no, seqSpan - 1));
      if (oldest === undefined) return [];
      const first = blockOf(oldest);
      const count = Math.max(0, blockOf(ridOf(no, last_seq) + 1) - first);
      return Array.from({ length: count }, (_, at) => first + count - 1 - at);
    });
    const kept = new Set(wanted);
    index.drop([...index.known].filter((no) => !kept.has(no)));
    return wanted.filter((no) => !index.known.has(no)).toReversed();
  };

  /** Reads on where the draft stopped. True when the block is whole. */
  const read = (one: Draft, until: number): boolean => {
    const first = one.no * blockRows;
    for (const row of rows.iterate(first + one.slot, first + blockRows - 1)) {
      if (performance.now() > until) return false;
      one.slot = row.rid - first + 1;
      one.requests[row.rid - first] = { id: row.id, grams: gramsOf(searchText(subjectOf(row))) };
    }
    return true;
  };

  /** Works for `ms` milliseconds; at least one request is read. True when there is more to do. */
  return (ms: number): boolean => {
    const until = performance.now() + ms;
    if (missing.length === 0 && draft === null) missing = survey();
    do {
      const no = draft?.no ?? missing.pop();
      if (no === undefined) return false;
      draft ??= { no, requests: Array.from({ length: blockRows }, () => null), slot: 0 };
      if (!read(draft, until)) return true;
      const kept = index.write(no, packBlock(draft.requests));
      draft = null;
      // No room, or no index: the rest is searched as it is.
      if (!kept) {
        missing = [];
        return false;
      }
    } while (performance.now() < until);
    return true;
  };
}
