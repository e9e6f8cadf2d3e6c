/** The SQLite file: how it is opened, checked, locked and brought to the present schema. */
import { chmodSync, existsSync, mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import { HookglassError } from '../errors.ts';

/** "Hkgl": tells our files from other people's. */
const applicationId = 0x486b676c;
// A check reads the whole file, about 2 s per GB: always for small ones, for larger ones after an unclean stop.
const alwaysCheckBelow = 64 * 2 ** 20;
const neverCheckAbove = 2 ** 30;

/**
 * A request's key holds its bin and its seq: `rid = bin.no * 2^32 + seq`. One B-tree then serves as table, as
 * per-bin order and as keyset index. Bodies have their own table, so that pages of rows stay dense.
 */
const migrations = [
  `CREATE TABLE bin(
     no INTEGER PRIMARY KEY,
     id TEXT UNIQUE,                       -- NULL: deleted, its requests are being pruned
     name TEXT NOT NULL,
     created_at INTEGER NOT NULL,
     last_seq INTEGER NOT NULL DEFAULT 0,
     last_request_at INTEGER,
     requests INTEGER NOT NULL DEFAULT 0,
     bytes INTEGER NOT NULL DEFAULT 0,
     pinned INTEGER NOT NULL DEFAULT 0,
     paused INTEGER NOT NULL DEFAULT 0
   ) STRICT;
   CREATE TABLE request(
     rid INTEGER PRIMARY KEY,
     id TEXT NOT NULL,
     received_at INTEGER NOT NULL,
     method TEXT NOT NULL,
     path TEXT NOT NULL,
     title TEXT NOT NULL,
     summary TEXT NOT NULL,
     provider TEXT,
     event_id TEXT,
     attempt INTEGER NOT NULL,
     size INTEGER NOT NULL,
     content_type TEXT,
     status INTEGER NOT NULL,
     state TEXT NOT NULL,
     remote_address TEXT NOT NULL,
     pinned INTEGER NOT NULL DEFAULT 0,
     bytes INTEGER NOT NULL,               -- of head and kept body, for the limits
     event_key INTEGER,                    -- hash of bin and event id, or of bin and body
     spool INTEGER,
     stored INTEGER NOT NULL,
     sha256 TEXT NOT NULL,
     remote_port INTEGER NOT NULL,
     http_version TEXT NOT NULL,
     reason TEXT,
     note TEXT,
     head_ms REAL, body_ms REAL NOT NULL, commit_ms REAL, reply_ms REAL,
     target TEXT NOT NULL,
     head BLOB NOT NULL,                   -- header names and values in turn, one a line, byte for byte
     trailers BLOB
   ) STRICT;
   CREATE INDEX request_event ON request(event_key) WHERE event_key IS NOT NULL;
   CREATE INDEX request_spool ON request(spool) WHERE spool IS NOT NULL;
   CREATE TABLE body(rid INTEGER PRIMARY KEY, bytes BLOB NOT NULL) STRICT;
   CREATE TABLE body_piece(spool INTEGER NOT NULL, piece INTEGER NOT NULL, bytes BLOB NOT NULL,
     PRIMARY KEY(spool, piece)) STRICT;
   CREATE TRIGGER request_deleted AFTER DELETE ON request BEGIN
     DELETE FROM body WHERE rid = old.rid;
     DELETE FROM body_piece WHERE spool = old.spool;
     UPDATE bin SET requests = requests - 1, bytes = bytes - old.bytes, pinned = pinned - old.pinned
       WHERE no = old.rid >> 32;
   END;
   CREATE TRIGGER request_pinned AFTER UPDATE OF pinned ON request WHEN old.pinned <> new.pinned BEGIN
     UPDATE bin SET pinned = pinned + new.pinned - old.pinned WHERE no = old.rid >> 32;
   END;`,
  `ALTER TABLE bin ADD COLUMN labels TEXT NOT NULL DEFAULT '[]';  -- JSON
   CREATE TABLE alias(id TEXT PRIMARY KEY, bin INTEGER NOT NULL, renamed_at INTEGER NOT NULL) STRICT;
   CREATE INDEX alias_bin ON alias(bin);`,
  'CREATE INDEX request_noted ON request(rid) WHERE note IS NOT NULL;',
  `ALTER TABLE request ADD COLUMN signature TEXT;     -- the status of the first verdict
   ALTER TABLE request ADD COLUMN verdicts TEXT;      -- JSON, without steps
   CREATE TABLE verification(
     bin INTEGER PRIMARY KEY,
     version INTEGER NOT NULL,                        -- counts the changes of settings
     settings TEXT NOT NULL,                          -- JSON, secrets included
     recheck_from INTEGER, recheck_to INTEGER         -- seqs that other settings checked; NULL: none
   ) STRICT;`,
  `CREATE TABLE delivery(
     no INTEGER PRIMARY KEY,
     id TEXT NOT NULL UNIQUE,
     bin INTEGER NOT NULL,
     rid INTEGER,                          -- NULL: composed, no request was stored
     kind TEXT NOT NULL, by TEXT NOT NULL, target_id TEXT, run TEXT,
     url TEXT NOT NULL,
     method TEXT NOT NULL,
     state TEXT NOT NULL,
     status INTEGER, error TEXT, message TEXT,
     attempt INTEGER NOT NULL,
     tries INTEGER NOT NULL,               -- attempts since the forward began, or was asked for again
     answers INTEGER NOT NULL,             -- 1: what came back is what the sender of the request was answered
     dead INTEGER NOT NULL DEFAULT 0,
     created_at INTEGER NOT NULL, started_at INTEGER, ended_at INTEGER, next_at INTEGER,
     connect_ms REAL, first_byte_ms REAL, total_ms REAL,
     bytes INTEGER NOT NULL,               -- of heads and bodies that are kept here, for the limits
     request_size INTEGER NOT NULL,
     response_size INTEGER, response_stored INTEGER, response_cut INTEGER,
     path TEXT, head BLOB,                 -- NULL: not made yet
     response_head BLOB,
     body BLOB,                            -- NULL: that of the stored request
     response_body BLOB
   ) STRICT;
   CREATE INDEX delivery_bin ON delivery(bin, id);
   CREATE INDEX delivery_composed ON delivery(bin, id) WHERE rid IS NULL;
   CREATE INDEX delivery_request ON delivery(rid) WHERE rid IS NOT NULL;
   CREATE INDEX delivery_queued ON delivery(bin, target_id, next_at) WHERE state = 'queued';
   CREATE INDEX delivery_sending ON delivery(no) WHERE state = 'sending';
   CREATE INDEX delivery_dead ON delivery(bin, target_id, id) WHERE dead = 1;
   CREATE TRIGGER delivery_added AFTER INSERT ON delivery BEGIN
     UPDATE bin SET bytes = bytes + new.bytes WHERE no = new.bin;
   END;
   CREATE TRIGGER delivery_changed AFTER UPDATE OF bytes ON delivery WHEN old.bytes <> new.bytes BEGIN
     UPDATE bin SET bytes = bytes + new.bytes - old.bytes WHERE no = new.bin;
   END;
   CREATE TRIGGER delivery_deleted AFTER DELETE ON delivery BEGIN
     UPDATE bin SET bytes = bytes - old.bytes WHERE no = old.bin;
   END;
   CREATE TRIGGER request_deleted_deliveries AFTER DELETE ON request BEGIN
     DELETE FROM delivery WHERE rid = old.rid;
   END;
   CREATE TABLE target_used(bin INTEGER NOT NULL, url TEXT NOT NULL, used_at INTEGER NOT NULL,
     PRIMARY KEY(bin, url)) STRICT;
   CREATE TABLE forwarding(bin INTEGER PRIMARY KEY, settings TEXT NOT NULL) STRICT;   -- JSON
   CREATE TABLE forward_cursor(bin INTEGER NOT NULL, target_id TEXT NOT NULL,
     seq INTEGER NOT NULL,                 -- up to here everything was looked at
     PRIMARY KEY(bin, target_id)) STRICT;`,
  `ALTER TABLE bin ADD COLUMN response TEXT;          -- BinResponse as JSON; NULL: the plain one
   ALTER TABLE request ADD COLUMN fault TEXT;
   ALTER TABLE request ADD COLUMN answer TEXT;        -- SentAnswer as JSON; NULL: Hookglass's own`,
  'ALTER TABLE request ADD COLUMN handshake TEXT;      -- the provider whose handshake was answered',
];

/** How a SQLite store is opened. */
export interface SqliteOptions {
  /** The database file; null = in memory. */
  file: string | null;
  durability: 'full' | 'normal';
  /** Pages the file may have; how tests fill a disk. */
  maxPages?: number;
}

/** Opens for writing: checks, locks, migrates. Throws HookglassError; a refused file is not touched. */
export function openForWriting(options: SqliteOptions): Database.Database {
  const { file } = options;
  if (file === null) return migrate(configure(new Database(':memory:'), options));
  prepareFolder(dirname(file));
  const lock = holdLock(`${file}-lock`, file);
  try {
    inspect(file);
    const ready = migrate(configure(new Database(file), options));
    for (const part of [file, `${file}-wal`, `${file}-shm`]) if (existsSync(part)) chmodSync(part, 0o600);
    // The lock lives as long as this connection: held by the closure, released with the process at the latest.
    const close = ready.close.bind(ready);
    ready.close = () => {
      close();
      lock.close();
      return ready;
    };
    return ready;
  } catch (cause) {
    lock.close();
    throw translate(cause, file);
  }
}

/** Opens for reading what a writer has opened before. */
export function openForReading(file: string): Database.Database {
  const db = new Database(file, { readonly: true, fileMustExist: true });
  db.pragma('busy_timeout = 5000');
  db.pragma('temp_store = MEMORY');
  db.pragma('trusted_schema = OFF');
  return db;
}

/** SQLite's errors in our words; others as they are. */
export function translate(cause: unknown, file: string | null): unknown {
  if (!(cause instanceof Database.SqliteError)) return cause;
  const where = file ?? 'the database in memory';
  const options = { cause };
  if (cause.code === 'SQLITE_FULL') return new HookglassError('disk_full', undefined, options);
  if (/^SQLITE_(CORRUPT|NOTADB)/.test(cause.code))
    return new HookglassError('store_corrupt', corrupt(where), options);
  if (/^SQLITE_(BUSY|LOCKED)/.test(cause.code)) return new HookglassError('store_busy', undefined, options);
  if (/^SQLITE_(CANTOPEN|READONLY|PERM|AUTH)/.test(cause.code)) {
    return new HookglassError('store_unwritable', `${where} cannot be written: ${cause.message}`, options);
  }
  return new HookglassError('store_failed', `${where}: ${cause.message}`, options);
}

const corrupt = (file: string): string =>
  `${file} is damaged or not a Hookglass database; it was left as it is. ` +
  `Rescue it with: sqlite3 '${file}' .recover | sqlite3 rescued.db - or choose another --data`;

function prepareFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const { mode } = statSync(folder);
    // Others may write here and nothing keeps them from our file: sticky folders like /tmp do.
    if (process.platform !== 'win32' && mode & 0o002 && !(mode & 0o1000)) {
      throw new Error('any user of this machine may write to it');
    }
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new HookglassError(
      'store_unwritable',
      `the folder ${folder} cannot be used: ${reason}; choose another --data`,
      {
        cause,
      },
    );
  }
}

/** A lock of the operating system: it ends with its process, however that ends. */
function holdLock(lockFile: string, file: string): Database.Database {
  try {
    const lock = new Database(lockFile, { timeout: 0 });
    chmodSync(lockFile, 0o600);
    lock.exec('BEGIN EXCLUSIVE');
    return lock;
  } catch (cause) {
    if (cause instanceof Database.SqliteError && cause.code.startsWith('SQLITE_BUSY')) {
      const message = `another Hookglass is using ${file}; stop it or choose another --data`;
      throw new HookglassError('store_in_use', message, { cause });
    }
    throw new HookglassError('store_unwritable', `${lockFile} cannot be written; choose another --data`, {
      cause,
    });
  }
}

/** Reads only, so that a file that is not ours or not for us stays as it is. */
function inspect(file: string): void {
  if (!existsSync(file) || statSync(file).size === 0) return;
  const unclean = existsSync(`${file}-wal`) && statSync(`${file}-wal`).size > 0;
  const db = new Database(file, { readonly: true });
  try {
    const version = Number(db.pragma('user_version', { simple: true }));
    const ours = db.pragma('application_id', { simple: true }) === applicationId;
    if (!ours) throw new HookglassError('store_corrupt', corrupt(file));
    if (version > migrations.length) {
      throw new HookglassError(
        'store_newer',
        `${file} was written by a newer Hookglass (schema ${version}, this one knows ${migrations.length}); ` +
          'it was left as it is. Update Hookglass or choose another --data',
      );
    }
    const { size } = statSync(file);
    if (size < alwaysCheckBelow || (unclean && size < neverCheckAbove)) check(db, file);
  } finally {
    db.close();
  }
}

function check(db: Database.Database, file: string): void {
  if (db.pragma('quick_check(1)', { simple: true }) !== 'ok')
    throw new HookglassError('store_corrupt', corrupt(file));
}

function configure(db: Database.Database, { durability, maxPages }: SqliteOptions): Database.Database {
  if (maxPages) db.pragma(`max_page_count = ${maxPages}`);
  db.pragma('auto_vacuum = INCREMENTAL');
  db.pragma('journal_mode = WAL');
  // By hand: better-sqlite3 is compiled to fall to NORMAL under WAL, which loses commits at a power cut.
  db.pragma(`synchronous = ${durability}`);
  db.pragma('fullfsync = 1');
  db.pragma('busy_timeout = 5000');
  db.pragma('foreign_keys = ON');
  db.pragma('wal_autocheckpoint = 4000');
  db.pragma(`journal_size_limit = ${64 * 2 ** 20}`);
  db.pragma('temp_store = MEMORY');
  db.pragma('cache_size = -16000');
  db.pragma('trusted_schema = OFF');
  return db;
}

function migrate(db: Database.Database): Database.Database {
  const version = Number(db.pragma('user_version', { simple: true }));
  // A start that has nothing to change writes nothing: it works on a full disk too.
  if (version < migrations.length) {
    const run = db.transaction(() => {
      migrations.slice(version).forEach((step) => db.exec(step));
      db.pragma(`application_id = ${applicationId}`);
      db.pragma(`user_version = ${migrations.length}`);
    });
    run.immediate();
  }
  return db;
}
