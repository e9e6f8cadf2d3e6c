/** Names and values compared: headers, query parameters, form fields; order, case and repeats count. Pure. */
import { diffArrays } from 'diff';
import { parsePairs } from '../decode.ts';
import { type Change, shortValue } from './change.ts';

type Pair = readonly [name: string, value: string];

interface Pairing {
  before: Pair;
  after: Pair;
  atA: number;
  atB: number;
}

/** What differs. `keyOf` says which names are the same one: those of headers whatever their case. */
export function pairChanges(
  before: readonly Pair[],
  after: readonly Pair[],
  keyOf: (name: string) => string = (name) => name,
): Change[] {
  const keys = new Set([...before, ...after].map(([name]) => keyOf(name)));
  const changes: Change[] = [];
  const pairings: Pairing[] = [];
  for (const key of keys) {
    const [a, b] = [before, after].map((pairs) =>
      pairs.map((pair, at) => ({ pair, at })).filter(({ pair: [name] }) => keyOf(name) === key),
    );
    compareNamesakes(a ?? [], b ?? [], changes, pairings);
  }
  return [...changes, ...orderChanges(pairings)];
}

interface Placed {
  pair: Pair;
  at: number;
}

/** Pairs of one name: equal values find each other, the others are compared in turn. */
function compareNamesakes(
  before: readonly Placed[],
  after: readonly Placed[],
  changes: Change[],
  pairings: Pairing[],
): void {
  const many = Math.max(before.length, after.length) > 1;
  const label = ({ pair: [name] }: Placed, nth: number) => ({ path: many ? `${name} (${nth + 1})` : name });
  for (const [a, b] of matchUp(before, after)) {
    if (a && b) {
      pairings.push({ before: a.pair, after: b.pair, atA: a.at, atB: b.at });
      if (a.pair[0] !== b.pair[0])
        changes.push({
          kind: 'spelling',
          place: label(b, after.indexOf(b)),
          before: a.pair[0],
          after: b.pair[0],
        });
    }
    if (a && b && a.pair[1] === b.pair[1]) continue;
    const kind = a && b ? 'changed' : a ? 'removed' : 'added';
    const place = b ? label(b, after.indexOf(b)) : a ? label(a, before.indexOf(a)) : { path: '' };
    changes.push({
      kind,
      place,
      before: a ? shortValue(a.pair[1]) : null,
      after: b ? shortValue(b.pair[1]) : null,
    });
  }
}

type Match = readonly [Placed | undefined, Placed | undefined];

function matchUp(before: readonly Placed[], after: readonly Placed[]): Match[] {
  const zip = (a: readonly Placed[], b: readonly Placed[]): Match[] =>
    Array.from({ length: Math.max(a.length, b.length) }, (_, at) => [a[at], b[at]] as const);
  if (before.length === after.length) return zip(before, after);
  const parts = diffArrays([...before], [...after], {
    comparator: (a, b) => a.pair[1] === b.pair[1],
    maxEditLength: 500,
  });
  if (!parts) return zip(before, after);
  const matches: Match[] = [];
  let [a, b] = [0, 0];
  let loose: [Placed[], Placed[]] = [[], []];
  for (const { count, added, removed } of parts) {
    if (removed) loose[0].push(...before.slice(a, (a += count)));
    else if (added) loose[1].push(...after.slice(b, (b += count)));
    else {
      matches.push(...zip(...loose), ...zip(before.slice(a, (a += count)), after.slice(b, (b += count))));
      loose = [[], []];
    }
  }
  return [...matches, ...zip(...loose)];
}

/** Which of those that are on both sides stand elsewhere: those outside the longest common order. */
function orderChanges(pairings: readonly Pairing[]): Change[] {
  const [orderA, orderB] = [
    pairings.toSorted((x, y) => x.atA - y.atA),
    pairings.toSorted((x, y) => x.atB - y.atB),
  ];
  const parts = diffArrays(orderA, orderB, { maxEditLength: 2_000 }) ?? [
    { removed: true, added: false, value: orderA },
  ];
  return parts
    .filter(({ removed }) => removed)
    .flatMap(({ value }) => value)
    .map(({ after: [name], atA, atB }) => ({
      kind: 'order',
      place: { path: name },
      before: `#${atA + 1}`,
      after: `#${atB + 1}`,
    }));
}

/** Query strings and form bodies: by decoded name and value, and what is only written differently. */
export function fieldChanges(rawA: string, rawB: string): Change[] {
  if (rawA === rawB) return [];
  const [pairsA, pairsB] = [parsePairs(rawA), parsePairs(rawB)];
  const decoded = pairChanges(
    pairsA.map(({ name, value }) => [name, value] as const),
    pairsB.map(({ name, value }) => [name, value] as const),
  );
  if (decoded.length) return decoded;
  const spelled = pairChanges(
    pairsA.map(({ name, rawName, rawValue }) => [name, `${rawName}=${rawValue}`] as const),
    pairsB.map(({ name, rawName, rawValue }) => [name, `${rawName}=${rawValue}`] as const),
  ).map((change) => ({ ...change, kind: 'spelling' as const }));
  if (spelled.length) return spelled;
  return [{ kind: 'spelling', place: { path: '?' }, before: rawA, after: rawB }];
}
