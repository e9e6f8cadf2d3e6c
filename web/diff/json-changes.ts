/** Two JSON values compared by path, token by token. Pure. */
import { diffArrays } from 'diff';
import { type Change, longestValue, shortValue } from './change.ts';
import { type JsonMember, type JsonNode, compactJson, sameJson } from './json-tree.ts';

/** Above this, items of a list are compared place by place. */
const mostEdits = 200;

/** What differs. A value that is gone or new is one change, whatever it holds. */
export function jsonChanges(before: JsonNode, after: JsonNode): Change[] {
  const changes: Change[] = [];
  compare('', before, after, changes);
  return changes;
}

function compare(path: string, before: JsonNode, after: JsonNode, changes: Change[]): void {
  if (before.kind === 'object' && after.kind === 'object')
    compareMembers(path, before.members, after.members, changes);
  else if (before.kind === 'array' && after.kind === 'array')
    compareItems(path, before.items, after.items, changes);
  else if (!sameJson(before, after)) {
    const kind = means(before) !== null && means(before) === means(after) ? 'spelling' : 'changed';
    changes.push({ kind, place: placeOf(path), before: textOf(before), after: textOf(after) });
  }
}

const placeOf = (path: string) => ({ path: path || '$' });
const textOf = (node: JsonNode): string => shortValue(compactJson(node, longestValue));

const gone = (path: string, node: JsonNode): Change => ({
  kind: 'removed',
  place: placeOf(path),
  before: textOf(node),
  after: null,
});
const fresh = (path: string, node: JsonNode): Change => ({
  kind: 'added',
  place: placeOf(path),
  before: null,
  after: textOf(node),
});

/** What a token means, however it is written: `1.0` and `1`, `"\u00e9"` and `"é"`; null for what has no other way. */
function means(node: JsonNode): string | null {
  if (node.kind !== 'scalar') return null;
  const { token } = node;
  if (token.startsWith('"')) return `"${nameOf(token)}`;
  // By digits, never by a floating-point number: two integers of 20 digits must not become one.
  const [, minus = '', whole = '', part = '', exponent = '0'] =
    /^(-?)(\d+)(?:\.(\d+))?(?:e([+-]?\d+))?$/i.exec(token) ?? [];
  if (!whole) return null;
  const digits = `${whole}${part}`.replace(/^0+/, '');
  const kept = digits.replace(/0+$/, '');
  if (!kept) return '0';
  return `${minus}${kept}e${BigInt(exponent) - BigInt(part.length) + BigInt(digits.length - kept.length)}`;
}

const nameOf = (key: string): string => {
  // The whole text was parsed before: a token of it is a JSON string.
  const name: string = JSON.parse(key);
  return name;
};

const step = (path: string, key: string): string => {
  const name = nameOf(key);
  if (!/^[\p{L}_$][\p{L}\p{N}_$-]*$/u.test(name)) return `${path}[${key}]`;
  return path ? `${path}.${name}` : name;
};

interface Numbered extends JsonMember {
  /** Name and count: a repeated key is another place. */
  id: string;
  path: string;
}

function numbered(path: string, members: readonly JsonMember[]): Numbered[] {
  const seen = new Map<string, number>();
  return members.map((member) => {
    const name = nameOf(member.key);
    const nth = (seen.get(name) ?? 0) + 1;
    seen.set(name, nth);
    const at = step(path, member.key);
    return { ...member, id: `${nth}:${name}`, path: nth > 1 ? `${at} (${nth})` : at };
  });
}

function compareMembers(
  path: string,
  before: readonly JsonMember[],
  after: readonly JsonMember[],
  changes: Change[],
): void {
  const [a, b] = [numbered(path, before), numbered(path, after)];
  const [byIdA, byIdB] = [a, b].map((side) => new Map(side.map((member) => [member.id, member])));
  for (const member of a) {
    const other = byIdB?.get(member.id);
    if (!other) changes.push(gone(member.path, member.value));
    else {
      if (member.key !== other.key)
        changes.push({
          kind: 'spelling',
          place: placeOf(member.path),
          before: member.key,
          after: other.key,
        });
      compare(member.path, member.value, other.value, changes);
    }
  }
  for (const member of b) if (!byIdA?.has(member.id)) changes.push(fresh(member.path, member.value));
  const [orderA, orderB] = [
    a.filter(({ id }) => byIdB?.has(id)).map(({ key }) => key),
    b.filter(({ id }) => byIdA?.has(id)).map(({ key }) => key),
  ];
  if (orderA.map(nameOf).join('\0') === orderB.map(nameOf).join('\0')) return;
  changes.push({
    kind: 'order',
    place: placeOf(path),
    before: shortValue(orderA.map(nameOf).join(', ')),
    after: shortValue(orderB.map(nameOf).join(', ')),
  });
}

function compareItems(
  path: string,
  before: readonly JsonNode[],
  after: readonly JsonNode[],
  changes: Change[],
): void {
  const parts =
    before.length === after.length
      ? null
      : diffArrays([...before], [...after], { comparator: sameJson, maxEditLength: mostEdits });
  if (!parts) return compareRun({ path, before, after, fromA: 0, fromB: 0 }, changes);
  let [a, b] = [0, 0];
  let run = { before: 0, after: 0 };
  const settle = (): void => {
    compareRun(
      {
        path,
        before: before.slice(a - run.before, a),
        after: after.slice(b - run.after, b),
        fromA: a - run.before,
        fromB: b - run.after,
      },
      changes,
    );
    run = { before: 0, after: 0 };
  };
  for (const { count, added, removed } of parts) {
    if (!added && !removed) settle();
    if (!added) a += count;
    if (!removed) b += count;
    if (added) run.after += count;
    if (removed) run.before += count;
  }
  settle();
}

interface ItemRun {
  path: string;
  before: readonly JsonNode[];
  after: readonly JsonNode[];
  /** Where the runs begin in their lists. */
  fromA: number;
  fromB: number;
}

function compareRun({ path, before, after, fromA, fromB }: ItemRun, changes: Change[]): void {
  for (let at = 0; at < Math.max(before.length, after.length); at += 1) {
    const [a, b] = [before[at], after[at]];
    if (a && b) compare(`${path}[${fromB + at}]`, a, b, changes);
    else if (a) changes.push(gone(`${path}[${fromA + at}]`, a));
    else if (b) changes.push(fresh(`${path}[${fromB + at}]`, b));
  }
}
