/** Two requests compared: everything that arrived, and what came of it. Pure and total. */
import type { CapturedRequest } from '../../server/contract.ts';
import { decodeBinary } from '../decode.ts';
import { compareBodies } from './body-changes.ts';
import type { Change, ChangeGroup, Comparison, Fact, GroupId, Side } from './change.ts';
import { fieldChanges, pairChanges } from './pair-changes.ts';

const mostListed = 1_000;

/** Compares two requests; `before` is the one compared with. */
export function compareRequests(before: Side, after: Side): Comparison {
  const [a, b] = [before.request, after.request];
  const body = compareBodies(before, after);
  const groups = [
    group('request', requestChanges(a, b)),
    group('query', queryChanges(a, b)),
    group('body', body.changes),
    group('headers', [
      ...pairChanges(textPairs(a.headers), textPairs(b.headers), lowerCase),
      ...trailerChanges(a, b),
    ]),
    group('exchange', exchangeChanges(a, b)),
  ];
  const all = groups.flatMap(({ changes }) => changes);
  const count = (kind: Change['kind']): number => all.filter((change) => change.kind === kind).length;
  const [added, removed] = [count('added'), count('removed')];
  return {
    groups: groups.map(({ id, changes }) => ({
      id,
      changes: changes.slice(0, mostListed),
      total: changes.length,
    })),
    changed: all.length - added - removed,
    added,
    removed,
    body: body.comparison,
  };
}

const group = (id: GroupId, changes: Change[]): ChangeGroup => ({ id, changes, total: changes.length });
const lowerCase = (name: string): string => name.toLowerCase();
const textPairs = (pairs: CapturedRequest['headers']) =>
  pairs.map(([name, value]) => [decodeBinary(name), decodeBinary(value)] as const);

function facts(rows: readonly (readonly [Fact, string, string])[]): Change[] {
  return rows
    .filter(([, before, after]) => before !== after)
    .map(([fact, before, after]) => ({ kind: 'changed', place: { fact }, before, after }));
}

const [withoutQuery, queryOf] = [
  (path: string): string => path.split('?', 1)[0] ?? '',
  (target: string): string => (target.includes('?') ? target.slice(target.indexOf('?') + 1) : ''),
];

/** The path below the hook URL is what a sender chose; the target also says by which of its URLs the bin was met. */
function requestChanges(a: CapturedRequest, b: CapturedRequest): Change[] {
  const [pathA, pathB] = [withoutQuery(a.path), withoutQuery(b.path)].map(decodeBinary);
  const [targetA, targetB] = [withoutQuery(a.target), withoutQuery(b.target)].map(decodeBinary);
  return facts([
    ['method', a.method, b.method],
    ['path', pathA ?? '', pathB ?? ''],
    ...(pathA === pathB ? ([['target', targetA ?? '', targetB ?? '']] as const) : []),
    ['version', `HTTP/${a.httpVersion}`, `HTTP/${b.httpVersion}`],
  ]);
}

function trailerChanges(a: CapturedRequest, b: CapturedRequest): Change[] {
  if (!a.trailers.length && !b.trailers.length) return [];
  return pairChanges(textPairs(a.trailers), textPairs(b.trailers), lowerCase);
}

function queryChanges(a: CapturedRequest, b: CapturedRequest): Change[] {
  const [rawA, rawB] = [a, b].map(({ target }) => decodeBinary(queryOf(target)));
  return fieldChanges(rawA ?? '', rawB ?? '');
}

function exchangeChanges(a: CapturedRequest, b: CapturedRequest): Change[] {
  return facts([
    ['status', String(a.status), String(b.status)],
    ['source', a.remoteAddress, b.remoteAddress],
  ]);
}
