/** What a comparison of two requests finds. Plain data: it travels from the worker to the page. */
import type { CapturedRequest } from '../../server/contract.ts';
import type { Run } from './runs.ts';

/** A request with the bytes of its body. */
export interface Side {
  request: CapturedRequest;
  bytes: Uint8Array;
}

/** A part of a request that has one value. */
export type Fact = 'method' | 'path' | 'target' | 'version' | 'status' | 'source' | 'sha256';

/** Where a difference is: a named part, a name or JSON path, a line of the body (from 1). */
export type Place = { fact: Fact } | { path: string } | { line: number };

/**
 * One difference. `spelling`: it means the same, it is written differently. `order`: the same things in another
 * order. `before` is null where there was nothing, `after` where nothing is left.
 */
export interface Change {
  kind: 'changed' | 'added' | 'removed' | 'spelling' | 'order';
  place: Place;
  before: string | null;
  after: string | null;
}

/** The parts of a comparison, in their order. */
export type GroupId = 'request' | 'headers' | 'query' | 'body' | 'exchange';

/** The differences of one part: the first ones, and how many there are in all. */
export interface ChangeGroup {
  id: GroupId;
  changes: Change[];
  total: number;
}

/** How two bodies were compared. */
export type BodyMethod = 'none' | 'json' | 'form' | 'text' | 'bytes';

/**
 * What is to be said of a comparison of bodies. `cut`: one of them was not kept whole. `encoded`: one is still
 * compressed. `binary`: one is no text. `coarse`: too different to align all lines. `formatting`: the same values,
 * other white space. `keyOrder`: the same values, keys in another order. `large`: too large to be read as text.
 */
export type BodyNote = 'cut' | 'encoded' | 'binary' | 'coarse' | 'formatting' | 'keyOrder' | 'large';

/** Two bodies beside each other. `runs` count lines, or rows of 16 bytes when they were compared as bytes. */
export interface BodyComparison {
  method: BodyMethod;
  /** True when the kept bytes are the same. */
  equal: boolean;
  notes: BodyNote[];
  /** Lines as they are shown; empty when they were compared as bytes. */
  before: string[];
  after: string[];
  runs: Run[];
  /** Offset of the first byte that differs; null when there is none. */
  firstDifference: number | null;
  /** Bytes that differ or are there on one side only, position by position. */
  differing: number;
}

/** The outcome. */
export interface Comparison {
  groups: ChangeGroup[];
  changed: number;
  added: number;
  removed: number;
  body: BodyComparison;
}

/** Longer values are cut in a list of changes. */
export const longestValue = 2_000;

/** A value as a list of changes keeps it. */
export const shortValue = (text: string): string =>
  text.length > longestValue ? `${text.slice(0, longestValue)}…` : text;
