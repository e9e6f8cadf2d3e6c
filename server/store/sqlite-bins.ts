/**
 * Bins in the SQLite file. A bin is found by its name and by every name it had: senders keep their URLs for years,
 * and a request may be under way while its bin is renamed.
 */
import type Database from 'better-sqlite3';
import { checksWriter } from './sqlite-checks.ts';
import { forwardingWriter } from './sqlite-forwards.ts';
import { binOfRow, type BinRow } from './sqlite-rows.ts';
import type { BinPage, Checks, StoredBin, StoredBinPatch } from './store.ts';

/** What a name stands for. */
export interface FoundBin {
  no: number;
  /** The name it has now. */
  id: string;
  last_seq: number;
}

/** What an update did; `taken`: the new name is another's, nothing was changed. */
export type BinUpdate = { taken: true } | { taken: false; was: string; bin: StoredBin; checks: Checks };

const columns = `SELECT bin.*, (SELECT json_group_array(id) FROM
    (SELECT id FROM alias WHERE alias.bin = bin.no ORDER BY renamed_at DESC, rowid DESC)) AS aliases,
    verification.settings AS verification, recheck_from, recheck_to, forwarding.settings AS forwarding
    FROM bin LEFT JOIN verification ON verification.bin = bin.no LEFT JOIN forwarding ON forwarding.bin = bin.no`;

/** Finds bins by a name that they have or had. */
export function binFinder(db: Database.Database): (name: string) => FoundBin | undefined {
  const byId = db.prepare<[string], FoundBin>('SELECT no, id, last_seq FROM bin WHERE id = ?');
  const byAlias = db.prepare<[string], FoundBin>(
    'SELECT no, bin.id, last_seq FROM alias JOIN bin ON bin.no = alias.bin WHERE alias.id = ?',
  );
  return (name) => byId.get(name) ?? byAlias.get(name);
}

/** Reads bins, whole. */
export function binReader(db: Database.Database) {
  const find = binFinder(db);
  const one = db.prepare<[number], BinRow>(`${columns} WHERE no = ?`);
  const all = db.prepare<[], BinRow>(
    `${columns} WHERE id IS NOT NULL ORDER BY coalesce(last_request_at, created_at) DESC, no DESC`,
  );
  const some = db.prepare<[number, number], BinRow>(
    `${columns} WHERE id IS NOT NULL AND no < ? ORDER BY no DESC LIMIT ?`,
  );
  return {
    bin(name: string): StoredBin | null {
      const found = find(name);
      const row = found && one.get(found.no);
      return row ? binOfRow(row) : null;
    },
    bins: (): StoredBin[] => all.all().map(binOfRow),
    /** By number, the newest first: an order in which nothing moves while somebody pages through it. */
    binPage(limit: number, after: number | null): BinPage {
      const rows = some.all(after ?? Number.MAX_SAFE_INTEGER, limit + 1);
      const items = rows.slice(0, limit);
      return {
        items: items.map(binOfRow),
        nextAfter: rows.length > limit ? (items.at(-1)?.no ?? null) : null,
      };
    },
  };
}

/** Changes bins. Each call is one transaction. */
export function binWriter(db: Database.Database) {
  const find = binFinder(db);
  const { bin: read } = binReader(db);
  const checks = checksWriter(db);
  const setForwarding = forwardingWriter(db);
  const insert = db.prepare(
    `INSERT INTO bin(id, name, labels, created_at) SELECT @id, @name, @labels, @createdAt
       WHERE NOT EXISTS (SELECT 1 FROM alias WHERE id = @id) ON CONFLICT DO NOTHING`,
  );
  const set = db.prepare(
    `UPDATE bin SET name = coalesce(@name, name), paused = coalesce(@paused, paused),
       labels = coalesce(@labels, labels) WHERE no = @no`,
  );
  // A bin that has no name of its own is called by its id: that follows.
  const setId = db.prepare(
    'UPDATE bin SET id = @to, name = CASE name WHEN id THEN @to ELSE name END WHERE no = @no',
  );
  const addAlias = db.prepare('INSERT INTO alias(id, bin, renamed_at) VALUES (?, ?, ?)');
  const dropAlias = db.prepare('DELETE FROM alias WHERE id = ?');
  const keepAliases = db.prepare(
    'DELETE FROM alias WHERE bin = ? AND id NOT IN (SELECT value FROM json_each(?))',
  );

  const rename = ({ no, id: from }: FoundBin, to: string): boolean => {
    const holder = find(to);
    if (holder && holder.no !== no) return false;
    dropAlias.run(to);
    setId.run({ no, to });
    addAlias.run(from, no, Date.now());
    return true;
  };

  const update = db.transaction((name: string, patch: StoredBinPatch): BinUpdate | null => {
    const found = find(name);
    if (!found) return null;
    const { no, id: was } = found;
    if (patch.id !== undefined && patch.id !== was && !rename(found, patch.id)) return { taken: true };
    if (patch.aliases) keepAliases.run(no, JSON.stringify(patch.aliases));
    set.run({
      no,
      name: patch.name ?? null,
      paused: patch.paused === undefined ? null : Number(patch.paused),
      labels: patch.labels ? JSON.stringify(patch.labels) : null,
    });
    if (patch.verification) checks.set(no, patch.verification, found.last_seq);
    if (patch.forwarding) setForwarding(no, patch.forwarding, found.last_seq);
    const bin = read(patch.id ?? was);
    return bin && { taken: false, was, bin, checks: checks.of(no) };
  });

  const remove = db.transaction((name: string): string | null => {
    const found = find(name);
    if (!found) return null;
    db.prepare('DELETE FROM alias WHERE bin = ?').run(found.no);
    // Secrets go at once, not with the rows.
    checks.drop(found.no);
    for (const table of ['target_used', 'forwarding', 'forward_cursor'])
      db.prepare(`DELETE FROM ${table} WHERE bin = ?`).run(found.no);
    db.prepare('UPDATE bin SET id = NULL WHERE no = ?').run(found.no);
    return found.id;
  });

  return {
    /** Null when a bin has that name, or had it. */
    createBin(bin: { id: string; name: string; labels: readonly string[]; createdAt: number }) {
      const { changes } = insert.run({ ...bin, labels: JSON.stringify(bin.labels) });
      return changes === 0 ? null : read(bin.id);
    },
    updateBin: (name: string, patch: StoredBinPatch): BinUpdate | null => update(name, patch),
    /** The names are free at once; the rows go with the next retention steps. Gives the name the bin had. */
    deleteBin: (name: string): string | null => remove(name),
  };
}
