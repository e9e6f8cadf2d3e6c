/** Goes through the requests of a bin in the order of their keys and finds those that match. */
import type Database from 'better-sqlite3';
import { type FilterSubject, matches, type RequestFilter } from '../filter.ts';
import { ridOf, seqOf } from './sqlite-rows.ts';
import { type Look, lookFor } from './sqlite-looks.ts';
import { type CompiledFilter, compileFilter, intersect, type SeqRange } from './sqlite-filter.ts';
import { subjectColumns, type SubjectRow, subjects } from './sqlite-subject.ts';
import { type Block, blockOf, blockRows, type Probe, type SearchIndex } from './search-index.ts';

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
export type FoundRow = Pick<SubjectRow, 'rid' | 'received_at' | 'status' | 'state' | 'signature' | 'attempt'>;
const foundColumns = 'rid, received_at, status, state, signature, attempt';

/** One step: everything up to `seq` is looked at; `row` matches. */
export interface Step {
  seq: number;
  row: FoundRow | null;
  /** Null when nobody had to look at it. */
  subject: FilterSubject | null;
}

interface Going extends WalkQuery {
  compiled: CompiledFilter;
  looks: Look[];
  /** What a request must hold to match. */
  probes: Probe[];
  /** Notes are not in the index: whatever it says, these may match. */
  noted: ReadonlySet<number>;
}

/** A row as far as it was read, and for each look by its place whether SQL found the term. */
type WalkedRow = FoundRow & Partial<SubjectRow> & Record<`sure${number}`, number>;

const isWhole = (row: WalkedRow): row is WalkedRow & SubjectRow => row.path !== undefined;

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

  const wholeRow = db.prepare<[number], SubjectRow>(`SELECT ${subjectColumns} FROM request WHERE rid = ?`);

  /** Null when it was deleted since. */
  const wholeOf = (row: WalkedRow): SubjectRow | null =>
    isWhole(row) ? row : (wholeRow.get(row.rid) ?? null);

  const select = (going: Going, source: string) => {
    const { compiled, ascending, where = '1', looks, whole = false } = going;
    // Where SQL may settle all, what only a look needs is read when there is one.
    const columns = whole || looks.some(({ sure }) => sure === null) ? subjectColumns : foundColumns;
    const sure = looks.map((look, at) => `, ${look.sure ?? '0'} AS sure${at}`).join('');
    const statement = db.prepare<(string | number | Uint8Array)[], WalkedRow>(
      `SELECT ${columns}${sure} FROM request ` +
        `WHERE ${source} AND ${where} AND ${compiled.where} ORDER BY rid ${ascending ? 'ASC' : 'DESC'}`,
    );
    const before = looks.flatMap(({ parameters }) => parameters);
    return (...of: (string | number)[]) => statement.iterate(...before, ...of, ...compiled.parameters);
  };

  /** The looks that a row still needs: null when one of them has shown that it does not match. */
  const leftOf = ({ looks, noted }: Going, row: WalkedRow, maybe: readonly (Set<number> | null)[]) => {
    const left: Look[] = [];
    for (const [at, look] of looks.entries()) {
      const { negated } = look.term;
      if (row[`sure${at}`] === 1) {
        if (negated) return null;
      } else if (!negated || !maybe[at] || maybe[at].has(row.rid) || noted.has(row.rid)) left.push(look);
    }
    return left;
  };

  /** Where the block of the index says that the values of negated terms may be; null = it does not say. */
  const maybeIn = (block: Block | null, start: number, looks: readonly Look[]) =>
    looks.map(({ term, probe }) =>
      block && probe && term.negated ? new Set(block.candidates([probe]).map((slot) => start + slot)) : null,
    );

  /** The rows of a span that may match, as far as SQL and the index know. */
  const rowsOf = (
    { no, probes, noted }: Going,
    { span, list }: Record<'span' | 'list', ReturnType<typeof select>>,
    [from, to]: SeqRange,
    block: Block | null,
  ): Iterable<WalkedRow> => {
    const [first, last] = [ridOf(no, from), ridOf(no, to)];
    if (!block || probes.length === 0) return span(first, last);
    const start = blockOf(first) * blockRows;
    const rids = new Set(block.candidates(probes).map((slot) => start + slot));
    for (const rid of noted) if (blockOf(rid) === blockOf(first)) rids.add(rid);
    const wanted = [...rids].filter((rid) => rid >= first && rid <= last);
    return wanted.length === 0 ? [] : list(JSON.stringify(wanted));
  };

  function* walk(query: WalkQuery): Generator<Step> {
    const { no, from, to, ascending, now, whole = false } = query;
    const compiled = compileFilter(query.filter, now);
    const looks = compiled.residual.map(lookFor);
    const probes = looks.filter(({ term }) => !term.negated).flatMap(({ probe }) => (probe ? [probe] : []));
    const probing = looks.some(({ probe }) => probe !== null);
    const going: Going = {
      ...query,
      compiled,
      looks,
      probes,
      noted: new Set(probing ? noted.all(ridOf(no, from), ridOf(no, to)) : []),
    };
    const statements = {
      span: select(going, 'rid BETWEEN ? AND ?'),
      list: select(going, 'rid IN (SELECT value FROM json_each(?))'),
    };
    const ranges = intersect(compiled.ranges, [[from, to]]);
    for (const span of spansOf(ranges, { size: probing ? blockRows : spanRows, ascending })) {
      const number = blockOf(ridOf(no, span[0]));
      const block = probing ? blockAt(number) : null;
      const maybe = maybeIn(block, number * blockRows, looks);
      for (const row of rowsOf(going, statements, span, block)) {
        const left = leftOf(going, row, maybe);
        const seq = seqOf(row.rid);
        if (left === null) {
          yield { seq, row: null, subject: null };
          continue;
        }
        const look = whole || left.length > 0;
        const read = look ? wholeOf(row) : null;
        const subject = read && subjectOf(read);
        const terms = left.map(({ term }) => term);
        const found = subject ? matches(terms, subject, now) : !look;
        yield { seq, row: found ? row : null, subject };
      }
      yield { seq: ascending ? span[1] : span[0], row: null, subject: null };
    }
  }

  return { walk, subjectOf };
}

/** The way through a database. */
export type Walker = ReturnType<typeof walker>;

/** The ranges in pieces, in the order of the walk: pieces of a search end where blocks of the index do. */
function* spansOf(
  ranges: readonly SeqRange[],
  { size, ascending }: { size: number; ascending: boolean },
): Generator<SeqRange> {
  for (const [from, to] of ascending ? ranges : ranges.toReversed()) {
    const pieces = Math.floor(to / size) - Math.floor(from / size);
    for (let count = 0; count <= pieces; count += 1) {
      const start = (Math.floor((ascending ? from : to) / size) + (ascending ? count : -count)) * size;
      yield [Math.max(from, start), Math.min(to, start + size - 1)];
    }
  }
}
