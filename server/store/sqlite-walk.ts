/** Goes through the requests of a bin in the order of their keys and finds those that match. */
import type Database from 'better-sqlite3';
import { type FilterSubject, matches, type RequestFilter } from '../filter.ts';
import { hashesOf } from './grams.ts';
import { ridOf, seqOf } from './sqlite-rows.ts';
import { type CompiledFilter, compileFilter, intersect, type SeqRange } from './sqlite-filter.ts';
import { subjectColumns, type SubjectRow, subjects } from './sqlite-subject.ts';
import { type Block, blockOf, blockRows, type Probe, type SearchIndex } from './search-index.ts';
import { wordsOf } from './search-text.ts';

/** Rows that SQL looks at in one go; between them others may have their turn. */
const spanRows = 4096;

/** What to go through. */
export interface WalkQuery {
  /** The number of the bin. */
  no: number;
  filter: RequestFilter;
  now: number;
  /** Seqs, inclusive. */
  from: number;
  to: number;
  ascending: boolean;
  /** A further condition over `request`. */
  where?: string;
  /** True when the subjects of the matching rows are wanted too. */
  whole?: boolean;
}

/** What counting needs of a row. */
export type FoundRow = Pick<SubjectRow, 'rid' | 'received_at' | 'status' | 'state' | 'attempt'>;
const foundColumns = 'rid, received_at, status, state, attempt';

/** One step: everything up to `seq` is looked at; `row` matches. */
export interface Step {
  seq: number;
  row: FoundRow | null;
  /** Null when nobody had to look at it. */
  subject: FilterSubject | null;
}

interface Going extends WalkQuery {
  compiled: CompiledFilter;
  probes: Probe[];
  noted: ReadonlySet<number>;
  /** Rows become subjects: SQL leaves something over, or the caller wants them. */
  looks: boolean;
}

/** The way through a database; without an index every request is read. */
export function walker(db: Database.Database, index: SearchIndex | null) {
  const subjectOf = subjects(db);
  const noted = db
    .prepare<[number, number], number>(
      'SELECT rid FROM request WHERE note IS NOT NULL AND rid BETWEEN ? AND ?',
    )
    .pluck();
  const newest = db.prepare<[number, number], { rid: number; id: string }>(
    'SELECT rid, id FROM request WHERE rid BETWEEN ? AND ? ORDER BY rid DESC LIMIT 1',
  );

  /** The block, when it is there and tells of these very requests; else null. */
  const blockAt = (no: number): Block | null => {
    const block = index?.read(no);
    if (!block) return null;
    const first = no * blockRows;
    const row = newest.get(first, first + blockRows - 1);
    if (!row || block.knows(row.rid - first, row.id)) return block;
    // The file was exchanged, or the bin's number was given out again.
    index?.drop([no]);
    return null;
  };

  const select = ({ compiled, ascending, where = '1', looks }: Going, source: string) =>
    // Without a look the columns of a subject are not there, and nobody asks for them.
    db.prepare<(string | number)[], SubjectRow>(
      `SELECT ${looks ? subjectColumns : foundColumns} FROM request ` +
        `WHERE ${source} AND ${where} AND ${compiled.where} ORDER BY rid ${ascending ? 'ASC' : 'DESC'}`,
    );

  /** The rows of one span that SQL lets through, and that may hold what is looked for. */
  function* rowsOf(going: Going, statements: Statements, [from, to]: SeqRange): Generator<SubjectRow> {
    const { no, probes, compiled } = going;
    const [first, last] = [ridOf(no, from), ridOf(no, to)];
    const block = probes.length > 0 ? blockAt(blockOf(first)) : null;
    if (!block) {
      yield* statements.span.iterate(first, last, ...compiled.parameters);
      return;
    }
    const start = blockOf(first) * blockRows;
    const rids = new Set(block.candidates(probes).map((slot) => start + slot));
    for (const rid of going.noted) if (blockOf(rid) === blockOf(first)) rids.add(rid);
    const wanted = [...rids].filter((rid) => rid >= first && rid <= last);
    if (wanted.length > 0) yield* statements.list.iterate(JSON.stringify(wanted), ...compiled.parameters);
  }

  function* walk(query: WalkQuery): Generator<Step> {
    const compiled = compileFilter(query.filter, query.now);
    const { residual } = compiled;
    const probes = residual
      .map(wordsOf)
      .filter((one) => one !== null)
      .map((values) => values.map((words) => words.flatMap(hashesOf)));
    const { no, from, to, ascending, now, whole = false } = query;
    const looks = whole || residual.length > 0;
    const going: Going = {
      ...query,
      compiled,
      probes,
      looks,
      noted: new Set(probes.length > 0 ? noted.all(ridOf(no, from), ridOf(no, to)) : []),
    };
    const statements = {
      span: select(going, 'rid BETWEEN ? AND ?'),
      list: select(going, 'rid IN (SELECT value FROM json_each(?))'),
    };
    const spans = spansOf(going, intersect(compiled.ranges, [[from, to]]));
    for (const span of spans) {
      for (const row of rowsOf(going, statements, span)) {
        const seq = seqOf(row.rid);
        const subject = looks ? subjectOf(row) : null;
        const found = subject === null || matches(residual, subject, now);
        yield { seq, row: found ? row : null, subject };
      }
      yield { seq: ascending ? span[1] : span[0], row: null, subject: null };
    }
  }

  return { walk, subjectOf };
}

/** The way through a database. */
export type Walker = ReturnType<typeof walker>;

interface Statements {
  span: Database.Statement<(string | number)[], SubjectRow>;
  list: Database.Statement<(string | number)[], SubjectRow>;
}

/** The ranges in pieces, in the order of the walk: pieces of a search end where blocks of the index do. */
function* spansOf({ probes, ascending }: Going, ranges: readonly SeqRange[]): Generator<SeqRange> {
  const size = probes.length > 0 ? blockRows : spanRows;
  for (const [from, to] of ascending ? ranges : ranges.toReversed()) {
    const pieces = Math.floor(to / size) - Math.floor(from / size);
    for (let count = 0; count <= pieces; count += 1) {
      const start = (Math.floor((ascending ? from : to) / size) + (ascending ? count : -count)) * size;
      yield [Math.max(from, start), Math.min(to, start + size - 1)];
    }
  }
}
