/**
 * A filter in SQL, as far as SQL can decide it. What is compiled here agrees with `matches` on every row; the terms
 * that only `matches` can decide are left over.
 */
import { choices, type FilterTerm, type RequestFilter } from '../filter.ts';
import { instant, range, since } from '../filter-values.ts';
import { seqSpan } from './sqlite-rows.ts';

/** A filter made ready for the store. */
export interface CompiledFilter {
  /** A condition over `request`, in parentheses or a constant. */
  where: string;
  parameters: (string | number)[];
  /** Seqs that may match: inclusive ends, ascending, apart from each other. */
  ranges: SeqRange[];
  /** The terms that SQL left over: `matches` decides them. */
  residual: RequestFilter;
}

/** Inclusive ends. */
export type SeqRange = readonly [from: number, to: number];

type Compiled = Pick<CompiledFilter, 'where' | 'parameters'>;
type Column = (value: string, now: number) => Compiled | null;

const yes = (where: string, ...parameters: (string | number)[]): Compiled => ({ where, parameters });

/**
 * Case does not count, as in `toLowerCase`. SQLite folds ASCII only: that is the same for a value of ASCII, but for
 * the Kelvin sign, which is a k in lower case. Null = a wildcard or other letters: not for SQL.
 */
const equals =
  (column: string): Column =>
  (value) => {
    if (!/^[\x20-\x7e]*$/.test(value) || value.includes('*')) return null;
    const folded = /k/i.test(value) ? `replace(${column}, char(8490), 'k')` : column;
    return yes(`lower(${folded}) = ?`, value.toLowerCase());
  };

const within =
  (column: string): Column =>
  (value) => {
    const ends = range(value);
    return ends && yes(`${column} BETWEEN ? AND ?`, ...ends);
  };

const words =
  (conditions: Record<string, string>): Column =>
  (value) => {
    const condition = conditions[value.toLowerCase()];
    return condition === undefined ? null : yes(condition);
  };

const atOrAfter = (at: number | null): Compiled | null => (at === null ? null : yes('received_at >= ?', at));

const columns: Partial<Record<FilterTerm['field'], Column>> = {
  method: equals('method'),
  status: within('status'),
  size: within('size'),
  provider: equals("coalesce(provider, 'none')"),
  state: equals('state'),
  sig: equals("coalesce(signature, 'none')"),
  ip: equals('remote_address'),
  since: (value, now) => atOrAfter(since(value, now)),
  from: (value) => atOrAfter(instant(value)),
  to: (value) => {
    const at = instant(value);
    return at === null ? null : yes('received_at < ?', at);
  },
  has: words({
    body: 'size > 0',
    event: 'event_id IS NOT NULL',
    file: "lower(substr(coalesce(content_type, ''), 1, 10)) = 'multipart/'",
    note: 'note IS NOT NULL',
    query: "instr(path, '?') > 0",
  } satisfies Record<(typeof choices.has)[number], string>),
  is: words({
    pinned: 'pinned = 1',
    retry: 'attempt > 1',
    failed: "(status >= 400 OR status = 0 OR state <> 'complete')",
    fault: 'fault IS NOT NULL',
  } satisfies Record<(typeof choices.is)[number], string>),
};

/** Compiles a filter; `now` is what `since:` counts from. */
export function compileFilter(filter: RequestFilter, now: number): CompiledFilter {
  const decided: Compiled[] = [];
  const residual: FilterTerm[] = [];
  let ranges: SeqRange[] = [[1, seqSpan - 1]];
  for (const term of filter) {
    if (term.field === 'seq') {
      const of = seqRanges(term.values);
      ranges = intersect(ranges, term.negated ? complement(of) : of);
      continue;
    }
    const compiled = compileTerm(term, now);
    if (compiled) decided.push(compiled);
    else residual.push(term);
  }
  return {
    where: decided.length === 0 ? '1' : decided.map(({ where }) => where).join(' AND '),
    parameters: decided.flatMap(({ parameters }) => parameters),
    ranges,
    residual,
  };
}

function compileTerm({ field, negated, values }: FilterTerm, now: number): Compiled | null {
  const column = columns[field];
  const compiled = column ? values.map((value) => column(value, now)) : [null];
  if (!compiled.every((one) => one !== null)) return null;
  const any = `(${compiled.map(({ where }) => where).join(' OR ')})`;
  return {
    where: negated ? `NOT ${any}` : any,
    parameters: compiled.flatMap(({ parameters }) => parameters),
  };
}

/** What the values of `seq:` name, ascending and joined where they touch. */
function seqRanges(values: readonly string[]): SeqRange[] {
  const sorted = values
    .map((value): SeqRange => range(value) ?? [1, 0])
    .map(([from, to]): SeqRange => [Math.max(1, Math.ceil(from)), Math.min(seqSpan - 1, Math.floor(to))])
    .filter(([from, to]) => from <= to)
    .toSorted(([a], [b]) => a - b);
  const joined: SeqRange[] = [];
  for (const [from, to] of sorted) {
    const last = joined.at(-1);
    if (last && from <= last[1] + 1) joined[joined.length - 1] = [last[0], Math.max(last[1], to)];
    else joined.push([from, to]);
  }
  return joined;
}

function complement(ranges: readonly SeqRange[]): SeqRange[] {
  const starts = [1, ...ranges.map(([, to]) => to + 1)];
  const ends = [...ranges.map(([from]) => from - 1), seqSpan - 1];
  return starts.map((from, at): SeqRange => [from, ends[at] ?? 0]).filter(([from, to]) => from <= to);
}

/** What lies in both. */
export function intersect(a: readonly SeqRange[], b: readonly SeqRange[]): SeqRange[] {
  const both: SeqRange[] = [];
  let left = 0;
  let right = 0;
  for (;;) {
    const [one, other] = [a[left], b[right]];
    if (!one || !other) return both;
    const [from, to] = [Math.max(one[0], other[0]), Math.min(one[1], other[1])];
    if (from <= to) both.push([from, to]);
    if (one[1] < other[1]) left += 1;
    else right += 1;
  }
}
