/**
 * The search index: derived data in a file of its own, one row for each 256 requests of a bin. A row is written once,
 * when all 256 seqs are given out, and never changes. What is missing or damaged is searched without it.
 */
import { chmodSync, rmSync, statfsSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { crc32 } from 'node:zlib';
import Database from 'better-sqlite3';
import { mayHold } from './grams.ts';

/** The requests of one row. */
export const blockRows = 256;
const tableBytes = blockRows * 8;
/** What is written in another way is of no use: the file is made anew. */
const version = 1;
const headroomBytes = 128 * 2 ** 20;
const checkedBelow = 128 * 2 ** 20;

/** The number of the block that holds a request. */
export const blockOf = (rid: number): number => Math.floor(rid / blockRows);

/** What the index knows of one request. */
export interface IndexedRequest {
  id: string;
  grams: Uint8Array;
}

/** For each term the words of its values, as hashes: one value whose words are all there suffices. */
export type Probe = readonly (readonly number[])[];

/** Tells requests of one history from those of another that has the same numbers. Never 0. */
const markOf = (id: string): number => crc32(id) || 1;

/** What is written beside a block, so that a change on the disk is seen. */
const checkOf = (no: number, bytes: Uint8Array): number => crc32(bytes, (no ^ 0x486b_676c) >>> 0);

/** Packs a block; a seq without a request is null. */
export function packBlock(requests: readonly (IndexedRequest | null)[]): Buffer {
  const table = Buffer.alloc(tableBytes);
  requests.forEach((one, slot) => {
    table.writeUInt32LE(one ? markOf(one.id) : 0, slot * 8);
    table.writeUInt32LE(one?.grams.length ?? 0, slot * 8 + 4);
  });
  return Buffer.concat([table, ...requests.map((one) => one?.grams ?? new Uint8Array(0))]);
}

/** A block as it was read. */
export class Block {
  readonly #bytes: Buffer;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  /** True when the request of this slot is the one that was indexed. */
  knows(slot: number, id: string): boolean {
    return this.#bytes.readUInt32LE(slot * 8) === markOf(id);
  }

  /** The slots whose requests may fulfil all probes, ascending. */
  candidates(probes: readonly Probe[]): number[] {
    const found: number[] = [];
    let at = tableBytes;
    for (let slot = 0; slot < blockRows; slot += 1) {
      const size = this.#bytes.readUInt32LE(slot * 8 + 4);
      const known = this.#bytes.readUInt32LE(slot * 8) !== 0;
      const grams = this.#bytes.subarray(at, at + size);
      at += size;
      if (known && probes.every((probe) => probe.some((hashes) => mayHold(grams, hashes)))) found.push(slot);
    }
    return found;
  }
}

/** The file. Nothing here throws for a damaged file or a full disk: then less is known, or nothing. */
export class SearchIndex {
  readonly #file: string;
  #db: Database.Database | null = null;
  #known = new Set<number>();
  #renewed = false;

  constructor(file: string) {
    this.#file = file;
    this.#attempt(() => this.#open());
  }

  /** The numbers of the blocks that are there. */
  get known(): ReadonlySet<number> {
    return this.#known;
  }

  read(no: number): Block | null {
    const db = this.#db;
    if (!db || !this.#known.has(no)) return null;
    const row = this.#attempt(() =>
      db.prepare<[number], BlockRow>('SELECT mark, bytes FROM block WHERE no = ?').get(no),
    );
    if (row && row.bytes.length >= tableBytes && row.mark === checkOf(no, row.bytes))
      return new Block(row.bytes);
    // Bits that changed on the disk would hide requests; where some did, others may have.
    this.#renew();
    return null;
  }

  /** False when it could not be kept. */
  write(no: number, bytes: Buffer): boolean {
    const db = this.#hasRoom() ? this.#db : null;
    const insert = 'INSERT OR REPLACE INTO block(no, mark, bytes) VALUES (?, ?, ?)';
    const kept = db && this.#attempt(() => db.prepare(insert).run(no, checkOf(no, bytes), bytes));
    if (kept) this.#known.add(no);
    return kept !== null;
  }

  drop(numbers: readonly number[]): void {
    const db = this.#db;
    numbers.forEach((no) => this.#known.delete(no));
    if (db && numbers.length > 0)
      this.#attempt(() => {
        const one = db.prepare('DELETE FROM block WHERE no = ?');
        db.transaction(() => numbers.forEach((no) => one.run(no)))();
      });
  }

  close(): void {
    this.#db?.close();
    this.#db = null;
    this.#known = new Set();
  }

  /** What is derived must not take the last of a disk that captures need. */
  #hasRoom(): boolean {
    const disk = statfsSync(dirname(this.#file));
    return disk.bavail * disk.bsize > headroomBytes;
  }

  #attempt<T>(work: () => T): T | null {
    try {
      return work();
    } catch (cause) {
      const passing =
        cause instanceof Database.SqliteError && /^SQLITE_(FULL|IOERR_WRITE|BUSY)/.test(cause.code);
      if (!passing) this.#renew();
      return null;
    }
  }

  #open(): void {
    let db = new Database(this.#file);
    if (db.pragma('user_version', { simple: true }) !== version || !isSound(db, this.#file)) {
      db.close();
      this.#remove();
      db = create(this.#file);
    }
    this.#db = db;
    db.pragma('synchronous = OFF');
    db.pragma('wal_autocheckpoint = 128');
    db.pragma('cache_size = -2000');
    this.#known = new Set(db.prepare<[], number>('SELECT no FROM block').pluck().all());
  }

  /** Once: a file that is damaged again at once lies on a disk that is, and searches do without it. */
  #renew(): void {
    this.close();
    if (this.#renewed) return;
    this.#renewed = true;
    this.#attempt(() => {
      this.#remove();
      this.#open();
    });
  }

  #remove(): void {
    for (const part of ['', '-wal', '-shm']) rmSync(`${this.#file}${part}`, { force: true });
  }
}

/** A check reads the whole file: for larger ones the marks of the blocks must do. */
const isSound = (db: Database.Database, file: string): boolean =>
  statSync(file).size > checkedBelow || db.pragma('quick_check(1)', { simple: true }) === 'ok';

function create(file: string): Database.Database {
  const db = new Database(file);
  chmodSync(file, 0o600);
  // A block is some 100 kB: large pages, or each would be a long chain of small ones.
  db.pragma('page_size = 32768');
  db.pragma('journal_mode = WAL');
  db.exec('CREATE TABLE block(no INTEGER PRIMARY KEY, mark INTEGER NOT NULL, bytes BLOB NOT NULL) STRICT');
  db.pragma(`user_version = ${version}`);
  return db;
}

interface BlockRow {
  mark: number;
  bytes: Buffer;
}
