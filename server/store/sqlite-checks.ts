/**
 * How the requests of a bin are checked, and what is still to be checked anew: settings with a version, in a table of
 * their own, and a range of seqs that other settings looked at. Both survive a restart.
 */
import type Database from 'better-sqlite3';
import type { SignatureStatus } from '../contract.ts';
import { binFinder } from './sqlite-bins.ts';
import { ridOf, seqOf, verificationOf } from './sqlite-rows.ts';
import type { Checks, Rechecked, RecheckStep, StoredVerification } from './store.ts';

interface ChecksRow {
  version: number;
  /** JSON, secrets included. */
  settings: string;
  /** Seqs that are to be checked anew, inclusive; null: none. */
  recheck_from: number | null;
  recheck_to: number | null;
}

/** What was checked: by the settings of which version, up to which seq, down to which. */
export interface RecheckedRange {
  version: number;
  to: number;
  down: number;
}

const noChecks: Checks = { version: 0, list: [] };

const checksOfRow = ({ version, settings }: Pick<ChecksRow, 'version' | 'settings'>): Checks => ({
  version,
  list: verificationOf(settings),
});

const oneRow = 'SELECT version, settings, recheck_from, recheck_to FROM verification WHERE bin = ?';

/** Reads settings, secrets included: for the capture plane and the checks, never for the API. */
export function checksReader(db: Database.Database) {
  const find = binFinder(db);
  const one = db.prepare<[number], ChecksRow>(oneRow);
  const all = db.prepare<[], Pick<ChecksRow, 'version' | 'settings'> & { id: string }>(
    'SELECT bin.id, version, settings FROM verification JOIN bin ON bin.no = verification.bin WHERE id IS NOT NULL',
  );
  const pending = db
    .prepare<[], string>(
      'SELECT id FROM verification JOIN bin ON bin.no = bin WHERE id IS NOT NULL AND recheck_to IS NOT NULL',
    )
    .pluck();
  const rids = db
    .prepare<[number, number, number], number>(
      'SELECT rid FROM request WHERE rid BETWEEN ? AND ? ORDER BY rid DESC LIMIT ?',
    )
    .pluck();
  return {
    checks: (): [id: string, checks: Checks][] => all.all().map((row) => [row.id, checksOfRow(row)]),
    /** Names of the bins that hold something to be checked anew. */
    rechecks: (): string[] => pending.all(),
    /** The newest requests that are to be checked anew; null when there are none. */
    recheckStep(bin: string, limit: number): RecheckStep | null {
      const found = find(bin);
      const row = found && one.get(found.no);
      if (!found || !row || row.recheck_from === null || row.recheck_to === null) return null;
      const from = ridOf(found.no, row.recheck_from);
      const seqs = rids.all(from, ridOf(found.no, row.recheck_to), limit).map(seqOf);
      return { checks: checksOfRow(row), from: row.recheck_from, to: row.recheck_to, seqs };
    },
  };
}

/** Changes settings and verdicts. Each call is part of a transaction of the caller. */
export function checksWriter(db: Database.Database) {
  const one = db.prepare<[number], ChecksRow>(oneRow);
  const set = db.prepare(
    `INSERT INTO verification(bin, version, settings, recheck_from, recheck_to) VALUES (@no, 1, @settings, @from, @to)
       ON CONFLICT(bin) DO UPDATE SET version = version + 1, settings = excluded.settings,
         recheck_from = excluded.recheck_from, recheck_to = excluded.recheck_to`,
  );
  const setRange = db.prepare('UPDATE verification SET recheck_from = ?, recheck_to = ? WHERE bin = ?');
  const drop = db.prepare('DELETE FROM verification WHERE bin = ?');
  const known = db.prepare<[number], { signature: SignatureStatus | null; verdicts: string | null }>(
    'SELECT signature, verdicts FROM request WHERE rid = ?',
  );
  const setVerdicts = db.prepare(
    'UPDATE request SET signature = ?, verdicts = ?, bytes = bytes + ? WHERE rid = ?',
  );
  const addBytes = db.prepare('UPDATE bin SET bytes = bytes + ? WHERE no = ?');

  /** Writes one result; true when it is another one. */
  const renew = (no: number, { seq, signature, verdicts }: Rechecked): boolean => {
    const rid = ridOf(no, seq);
    const before = known.get(rid);
    if (!before || before.verdicts === verdicts) return false;
    const more = (verdicts?.length ?? 0) - (before.verdicts?.length ?? 0);
    setVerdicts.run(signature, verdicts, more, rid);
    if (more !== 0) addBytes.run(more, no);
    return true;
  };

  return {
    of(no: number): Checks {
      const row = one.get(no);
      return row ? checksOfRow(row) : noChecks;
    },
    version: (no: number): number => one.get(no)?.version ?? 0,
    /** New settings: everything up to `lastSeq` is to be checked by them. */
    set(no: number, list: readonly StoredVerification[], lastSeq: number): void {
      const range = lastSeq > 0 ? { from: 1, to: lastSeq } : { from: null, to: null };
      set.run({ no, settings: JSON.stringify(list), ...range });
    },
    drop: (no: number) => void drop.run(no),
    /** These were checked by other settings, or not at all. */
    mark(no: number, from: number, to: number): void {
      const row = one.get(no);
      if (row) setRange.run(Math.min(row.recheck_from ?? from, from), Math.max(row.recheck_to ?? to, to), no);
    },
    /**
     * Writes what was found of the requests from `down` upwards: those are done. Gives what changed; null when there
     * are other settings or more requests by now, then nothing is written.
     */
    renew(
      no: number,
      { version, to, down }: RecheckedRange,
      results: readonly Rechecked[],
    ): Rechecked[] | null {
      const row = one.get(no);
      if (row?.version !== version || row.recheck_from === null || row.recheck_to !== to) return null;
      const changed = results.filter((result) => renew(no, result));
      if (down <= row.recheck_from) setRange.run(null, null, no);
      else setRange.run(row.recheck_from, down - 1, no);
      return changed;
    },
  };
}
