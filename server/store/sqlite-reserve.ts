/**
 * Bytes set aside on disk. On a full disk even deleting fails, for it writes first, and the write-ahead log cannot be
 * moved into a database that cannot grow: then these are given up, the log is moved, and deleting makes room.
 */
import { closeSync, existsSync, openSync, statfsSync, statSync, truncateSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';

// More than the log grows to between checkpoints: 4,000 pages and the transaction that went over it.
const reserveBytes = 24 * 2 ** 20;
// What must stay free beside it: a reserve that fills the disk helps nobody.
const headroomBytes = 12 * 2 ** 20;

/** The reserve of one database file. */
export class Reserve {
  readonly #file: string;
  #kept = false;

  constructor(databaseFile: string) {
    this.#file = `${databaseFile}-reserve`;
  }

  /** Sets the bytes aside when there is room for it. */
  keep(): void {
    if (this.#kept) return;
    try {
      this.#kept = statSync(this.#file, { throwIfNoEntry: false })?.size === reserveBytes;
      if (this.#kept) return;
      const { bavail, bsize } = statfsSync(dirname(this.#file));
      if (bavail * bsize < reserveBytes + headroomBytes) return;
      const descriptor = openSync(this.#file, 'w', 0o600);
      writeSync(descriptor, Buffer.alloc(reserveBytes, 1));
      closeSync(descriptor);
      this.#kept = true;
    } catch {
      // No room, or a file system that cannot tell: the database works without.
    }
  }

  /** Runs what makes room; on a full disk once more, with the reserve given up. */
  freeing<T>(db: Database.Database, work: () => T): T {
    try {
      return work();
    } catch (cause) {
      if (!isFull(cause) || !this.#release()) throw cause;
      truncateLog(db);
      const result = work();
      truncateLog(db);
      return result;
    }
  }

  #release(): boolean {
    const had = existsSync(this.#file);
    if (had) truncateSync(this.#file, 0);
    this.#kept = false;
    return had;
  }
}

/** True for SQLite's errors that mean that there is no room. */
export const isFull = (cause: unknown): boolean =>
  cause instanceof Database.SqliteError &&
  (cause.code === 'SQLITE_FULL' || cause.code === 'SQLITE_IOERR_WRITE');

/** Moves the write-ahead log into the database and gives its space back. */
function truncateLog(db: Database.Database): void {
  try {
    db.pragma('wal_checkpoint(TRUNCATE)');
  } catch (cause) {
    if (!isFull(cause)) throw cause;
  }
}
