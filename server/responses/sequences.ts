/**
 * Which answer of a sequence is next, for every event, sender or path. In memory: after a restart they begin anew. Of all
 * counts together those that were not used for longest go first.
 */
import { hash } from 'node:crypto';
import type { Facts } from './facts.ts';
import type { Sequence } from './script.ts';

// Some 10 MB.
const maxCounts = 100_000;
// Longer ones are known by their hash: a path can be long.
const maxKey = 64;

interface Counted {
  version: string;
  /** By it the counts of this sequence are told from all others. */
  no: number;
}

/** The counts of this process. */
export class Sequences {
  /** By bin and rule; the bin's own answers have the empty id. */
  readonly #bins = new Map<string, Map<string, Counted>>();
  readonly #counts = new Map<string, number>();
  #lastNo = 0;

  /** The place of the answer that this request gets; the next request gets the next one. */
  take(bin: string, sequence: Sequence, facts: Facts): number {
    const { answers, after } = sequence;
    if (answers.length < 2) return 0;
    const key = `${this.#counted(bin, sequence).no} ${keyOf(sequence, facts)}`;
    const count = this.#counts.get(key) ?? 0;
    // Written anew, so that it is the youngest.
    this.#counts.delete(key);
    this.#counts.set(key, count + 1);
    if (this.#counts.size > maxCounts) this.#forgetOldest();
    return placeOf(count, answers.length, after);
  }

  /** Everything of a bin begins anew. */
  reset(bin: string): void {
    this.#bins.delete(bin);
  }

  renamed(from: string, to: string): void {
    const counted = this.#bins.get(from);
    if (!counted || from === to) return;
    this.#bins.delete(from);
    this.#bins.set(to, counted);
  }

  #counted(bin: string, { rule, version }: Sequence): Counted {
    const rules = this.#bins.get(bin) ?? new Map<string, Counted>();
    this.#bins.set(bin, rules);
    const known = rules.get(rule?.id ?? '');
    if (known?.version === version) return known;
    this.#lastNo += 1;
    const made = { version, no: this.#lastNo };
    rules.set(rule?.id ?? '', made);
    return made;
  }

  #forgetOldest(): void {
    const [oldest] = this.#counts.keys();
    if (oldest !== undefined) this.#counts.delete(oldest);
  }
}

/** The place of the answer for a count that begins at 0. */
export const placeOf = (count: number, length: number, after: Sequence['after']): number =>
  after === 'repeat' ? count % length : Math.min(count, length - 1);

function keyOf({ countPer }: Sequence, facts: Facts): string {
  const { method, remoteAddress, body } = facts.request;
  if (countPer === 'bin') return '';
  if (countPer === 'sender') return remoteAddress;
  if (countPer === 'path') return short(facts.path);
  // As attempts are counted; what has neither an id nor a body is told by what it asks for.
  const event = facts.known.eventId ?? (body.size > 0 ? body.sha256 : `${method} ${facts.request.path}`);
  return short(event);
}

const short = (key: string): string => (key.length > maxKey ? hash('sha256', key, 'base64url') : key);
