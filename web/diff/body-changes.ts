/** Two bodies compared in the finest way that both allow: by JSON path, form field, line or byte. Pure and total. */
import { headerValue, mediaType } from '../../server/headers.ts';
import { decodeUtf8 } from '../decode.ts';
import {
  type BodyComparison,
  type BodyMethod,
  type BodyNote,
  type Change,
  type Side,
  shortValue,
} from './change.ts';
import { jsonChanges } from './json-changes.ts';
import { type JsonNode, parseJson, prettyJson } from './json-tree.ts';
import { fieldChanges } from './pair-changes.ts';
import { type Run, alignLines } from './runs.ts';

/** What was found, and the changes for the list. */
export interface ComparedBodies {
  comparison: BodyComparison;
  changes: Change[];
}

/** Above this a body is compared as bytes: its lines would not fit beside everything else. */
const largestText = 32_000_000;
const bytesOfRow = 16;

/** Compares what was kept of two bodies. */
export function compareBodies(before: Side, after: Side): ComparedBodies {
  const notes: BodyNote[] = [];
  if ([before, after].some(({ request }) => request.body.stored < request.body.size)) notes.push('cut');
  if (!before.bytes.length && !after.bytes.length) return outcome(before, after, { method: 'none', notes });
  const [a, b] = [textOf(before), textOf(after)];
  const obstacle = [a, b].find((side) => side.obstacle !== null)?.obstacle ?? null;
  if (obstacle !== null) return compareBytes(before, after, [...notes, obstacle]);
  return compareTexts(before, after, { a: a.text, b: b.text, notes });
}

type Finding = Partial<BodyComparison> & { method: BodyMethod; changes?: Change[] };

function outcome(before: Side, after: Side, { changes = [], ...found }: Finding): ComparedBodies {
  const bytes = differences(before.bytes, after.bytes);
  return {
    changes,
    comparison: { notes: [], before: [], after: [], runs: [], ...bytes, ...found },
  };
}

interface ReadBody {
  text: string;
  /** Why it cannot be compared as text. */
  obstacle: Extract<BodyNote, 'encoded' | 'binary' | 'large'> | null;
}

function textOf({ request, bytes }: Side): ReadBody {
  if (bytes.length > largestText) return { text: '', obstacle: 'large' };
  const encoding = headerValue(request.headers, 'content-encoding')?.trim() ?? '';
  if (bytes.length && encoding && encoding.toLowerCase() !== 'identity')
    return { text: '', obstacle: 'encoded' };
  const charset = mediaType(headerValue(request.headers, 'content-type')).parameters.get('charset');
  const text = readText(bytes, charset);
  return text === null || text.includes('\0') ? { text: '', obstacle: 'binary' } : { text, obstacle: null };
}

/** Text in its charset; null when the bytes are none. */
function readText(bytes: Uint8Array, charset: string | undefined): string | null {
  if (!charset || /^utf-?8$/i.test(charset)) return decodeUtf8(bytes);
  try {
    return new TextDecoder(charset, { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return decodeUtf8(bytes);
  }
}

interface Texts {
  a: string;
  b: string;
  notes: BodyNote[];
}

function compareTexts(before: Side, after: Side, { a, b, notes }: Texts): ComparedBodies {
  const [jsonA, jsonB] = [asJson(a), asJson(b)];
  if (jsonA && jsonB) {
    const changes = jsonChanges(jsonA, jsonB);
    const lines = aligned(prettyJson(jsonA), prettyJson(jsonB));
    const formatting: BodyNote[] =
      a === b ? [] : changes.length === 0 ? ['formatting'] : onlyOrder(changes) ? ['keyOrder'] : [];
    return outcome(before, after, {
      method: 'json',
      changes,
      ...lines.sides,
      notes: [...notes, ...formatting, ...lines.notes],
    });
  }
  if (isForm(before) && isForm(after)) {
    const lines = aligned(a.split('&'), b.split('&'));
    return outcome(before, after, {
      method: 'form',
      changes: fieldChanges(a, b),
      ...lines.sides,
      notes: [...notes, ...lines.notes],
    });
  }
  const lines = aligned(linesOf(a), linesOf(b));
  return outcome(before, after, {
    method: 'text',
    changes: lineChanges(lines.sides),
    ...lines.sides,
    notes: [...notes, ...lines.notes],
  });
}

const onlyOrder = (changes: readonly Change[]): boolean => changes.every(({ kind }) => kind === 'order');

const isForm = ({ request }: Side): boolean =>
  mediaType(headerValue(request.headers, 'content-type')).essence === 'application/x-www-form-urlencoded';

function asJson(text: string): JsonNode | null {
  if (!/^\s*[[{]/.test(text)) return null;
  try {
    return parseJson(text);
  } catch {
    // Not JSON, or nested too deep: it is compared line by line.
    return null;
  }
}

/** The ends of lines stay with them: a change from \r\n to \n is a change. */
const linesOf = (text: string): string[] => (text ? (text.match(/[^\n]*\n|[^\n]+$/g) ?? []) : []);

interface AlignedSides {
  before: string[];
  after: string[];
  runs: Run[];
}

function aligned(before: string[], after: string[]): { sides: AlignedSides; notes: BodyNote[] } {
  const { runs, coarse } = alignLines(before, after);
  return { sides: { before, after, runs }, notes: coarse ? ['coarse'] : [] };
}

function lineChanges({ before, after, runs }: AlignedSides): Change[] {
  return runs
    .filter(({ same }) => !same)
    .flatMap(({ before: [fromA, toA], after: [fromB, toB] }) =>
      Array.from({ length: Math.max(toA - fromA, toB - fromB) }, (_, at): Change => {
        const [a, b] = [
          fromA + at < toA ? before[fromA + at] : null,
          fromB + at < toB ? after[fromB + at] : null,
        ];
        const kind = typeof a === 'string' ? (typeof b === 'string' ? 'changed' : 'removed') : 'added';
        return {
          kind,
          place: { line: (kind === 'removed' ? fromA : fromB) + at + 1 },
          before: typeof a === 'string' ? shortValue(a) : null,
          after: typeof b === 'string' ? shortValue(b) : null,
        };
      }),
    );
}

/** Position by position: where they part, and how much differs. */
function differences(a: Uint8Array, b: Uint8Array) {
  const [shorter, longer] = [Math.min(a.length, b.length), Math.max(a.length, b.length)];
  let first = -1;
  let differing = longer - shorter;
  for (let at = 0; at < shorter; at += 1) {
    if (a[at] === b[at]) continue;
    if (first < 0) first = at;
    differing += 1;
  }
  if (first < 0 && longer > shorter) first = shorter;
  return { equal: differing === 0, firstDifference: first < 0 ? null : first, differing };
}

function compareBytes(before: Side, after: Side, notes: BodyNote[]): ComparedBodies {
  const { equal } = differences(before.bytes, after.bytes);
  const [hashA, hashB] = [before.request.body.sha256, after.request.body.sha256];
  const changes: Change[] = equal
    ? []
    : [{ kind: 'changed', place: { fact: 'sha256' }, before: hashA, after: hashB }];
  return outcome(before, after, {
    method: 'bytes',
    changes,
    runs: byteRuns(before.bytes, after.bytes),
    notes,
  });
}

/** Rows of 16 bytes at the same offset: binary formats hardly ever shift by a few bytes only. */
function byteRuns(a: Uint8Array, b: Uint8Array): Run[] {
  const [rowsA, rowsB] = [a, b].map(({ length }) => Math.ceil(length / bytesOfRow));
  const rows = Math.max(rowsA ?? 0, rowsB ?? 0);
  const runs: Run[] = [];
  let from = 0;
  for (let row = 1; row <= rows; row += 1) {
    const same = sameRow(a, b, row - 1);
    if (row < rows && sameRow(a, b, row) === same) continue;
    const span = (most: number): [number, number] => [Math.min(from, most), Math.min(row, most)];
    runs.push({ same, before: span(rowsA ?? 0), after: span(rowsB ?? 0) });
    from = row;
  }
  return runs;
}

function sameRow(a: Uint8Array, b: Uint8Array, row: number): boolean {
  for (let at = row * bytesOfRow; at < (row + 1) * bytesOfRow; at += 1) if (a[at] !== b[at]) return false;
  return true;
}
