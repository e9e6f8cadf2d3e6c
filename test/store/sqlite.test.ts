import { chmod, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openForWriting, type SqliteOptions } from '../../server/store/sqlite-schema.ts';
import { SqliteStore } from '../../server/store/sqlite.ts';
import { temporaryFolder } from '../support/server.ts';
import { aCapture, storeConformance } from './conformance.ts';
import { aBegin, anEnd, deliveryConformance } from './deliveries.ts';

async function openSqlite(options: Partial<SqliteOptions> = {}): Promise<SqliteStore> {
  const store = new SqliteStore({ file: null, durability: 'full', ...options });
  await store.open();
  return store;
}

const inMemory = () => openSqlite();
const inFile = async () => openSqlite({ file: join(await temporaryFolder(), 'hookglass.db') });

storeConformance('SQLite in memory', inMemory);
storeConformance('SQLite in a file', inFile);
deliveryConformance('SQLite in memory', inMemory);
deliveryConformance('SQLite in a file', inFile);

describe('a SQLite file', () => {
  const aFile = async (): Promise<string> => join(await temporaryFolder(), 'data', 'hookglass.db');

  it('holds everything after it was closed and opened again', async () => {
    const file = await aFile();
    const before = await openSqlite({ file });
    await before.bins.create({ id: 'a', name: 'Bin A' });
    await before.append([aCapture('a', 'kept')]);
    const request = await before.get('a', 1);
    await before.close();
    const after = await openSqlite({ file });
    onTestFinished(() => after.close());
    expect(await after.get('a', 1)).toEqual(request);
    expect(after.bins.settings('a')).toMatchObject({ id: 'a', paused: false });
    expect(await after.append([aCapture('a')])).toEqual([{ ok: true, seq: 2 }]);
  });

  it('says of what was being sent when the process ended that nobody knows, and tries forwards once more', async () => {
    const file = await aFile();
    const before = await openSqlite({ file });
    await before.bins.create({ id: 'a', name: 'a' });
    await before.append([aCapture('a', 'body')]);
    await before.deliveries.write([
      aBegin('a', { id: '1', seq: 1 }),
      aBegin('a', { id: '2', seq: 1, kind: 'forward', targetId: 't', by: 'app' }),
      aBegin('a', { id: '3', seq: 1, kind: 'forward', targetId: 's', by: 'app', answers: true }),
      aBegin('a', { id: '4', seq: 1 }),
      anEnd('4'),
    ]);
    await before.close();
    const after = await openSqlite({ file });
    onTestFinished(() => after.close());
    const page = await after.deliveries.list('a', { limit: 10 });
    const rows = page?.items.map(({ id, state, attempt, targetId }) => ({ id, state, attempt, targetId }));
    expect(rows).toHaveLength(5);
    expect(rows).toEqual(
      expect.arrayContaining([
        { id: '1', state: 'unknown', attempt: 1, targetId: null },
        { id: '2', state: 'unknown', attempt: 1, targetId: 't' },
        { id: '3', state: 'unknown', attempt: 1, targetId: 's' },
        { id: '4', state: 'delivered', attempt: 1, targetId: null },
        { id: expect.any(String), state: 'queued', attempt: 2, targetId: 't' },
      ]),
    );
  });

  it('commits with synchronous=FULL in WAL mode, and vacuums in steps', async () => {
    const db = openForWriting({ file: await aFile(), durability: 'full' });
    onTestFinished(() => void db.close());
    expect(db.pragma('synchronous', { simple: true })).toBe(2);
    expect(db.pragma('journal_mode', { simple: true })).toBe('wal');
    expect(db.pragma('auto_vacuum', { simple: true })).toBe(2);
  });

  it('belongs to its owner alone', async () => {
    const file = await aFile();
    const store = await openSqlite({ file });
    onTestFinished(() => store.close());
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect((await stat(join(file, '..'))).mode & 0o777).toBe(0o700);
  });

  it('is refused while another store uses it, and free when that one closed', async () => {
    const file = await aFile();
    const first = await openSqlite({ file });
    await expect(openSqlite({ file })).rejects.toMatchObject({ code: 'store_in_use' });
    await first.close();
    const second = await openSqlite({ file });
    await second.close();
  });

  it('of a newer schema is refused and left as it is', async () => {
    const file = await aFile();
    await (await openSqlite({ file })).close();
    const db = new Database(file);
    db.pragma('user_version = 99');
    db.close();
    const before = await readFile(file);
    await expect(openSqlite({ file })).rejects.toMatchObject({ code: 'store_newer' });
    expect(await readFile(file)).toEqual(before);
  });

  it('that is damaged is refused and left as it is', async () => {
    const file = await aFile();
    const store = await openSqlite({ file });
    await store.bins.create({ id: 'a', name: 'a' });
    for (let batch = 0; batch < 5; batch += 1)
      await store.append(Array.from({ length: 50 }, () => aCapture('a', 'x'.repeat(500))));
    await store.close();
    const damaged = await readFile(file);
    damaged.fill(0xa5, 8192, 24_576);
    await writeFile(file, damaged);
    await expect(openSqlite({ file })).rejects.toMatchObject({ code: 'store_corrupt' });
    expect(await readFile(file)).toEqual(damaged);
  });

  it.each([
    ['text', Buffer.from('this is not a database, it only has the name of one')],
    ['zeros', Buffer.alloc(8192)],
    ['a cut header', Buffer.from('SQLite format 3\0')],
  ])('that is %s is refused and left as it is', async (_name, bytes) => {
    const folder = await temporaryFolder();
    const file = join(folder, 'hookglass.db');
    await writeFile(file, bytes);
    await expect(openSqlite({ file })).rejects.toMatchObject({ code: 'store_corrupt' });
    expect(await readFile(file)).toEqual(bytes);
  });

  it('of another program is refused and left as it is', async () => {
    const file = join(await temporaryFolder(), 'hookglass.db');
    const db = new Database(file);
    db.exec('CREATE TABLE theirs(x)');
    db.close();
    const before = await readFile(file);
    await expect(openSqlite({ file })).rejects.toMatchObject({ code: 'store_corrupt' });
    expect(await readFile(file)).toEqual(before);
  });

  it('in a folder that anybody may write to is refused', async () => {
    const folder = await temporaryFolder();
    await chmod(folder, 0o777);
    await expect(openSqlite({ file: join(folder, 'hookglass.db') })).rejects.toMatchObject({
      code: 'store_unwritable',
    });
  });

  it('forgets the pieces of bodies that never came to their end', async () => {
    const file = await aFile();
    const before = await openSqlite({ file });
    await before.bins.create({ id: 'a', name: 'a' });
    await before.stage(1, 0, Buffer.from('kept'));
    await before.append([
      aCapture('a', '', { body: { size: 4, stored: 4, sha256: 'x', bytes: [], spool: 1 } }),
    ]);
    await before.stage(2, 0, Buffer.from('lost'));
    await before.close();
    await (await openSqlite({ file })).close();
    const db = new Database(file, { readonly: true });
    expect(db.prepare('SELECT DISTINCT spool FROM body_piece').pluck().all()).toEqual([1]);
    db.close();
  });

  it('that is full refuses captures as such, goes on reading, and recovers when there is room', async () => {
    const store = await openSqlite({ file: await aFile(), maxPages: 100 });
    onTestFinished(() => store.close());
    await store.bins.create({ id: 'a', name: 'a' });
    let kept = 0;
    const fill = async (): Promise<void> => {
      for (;;) {
        await store.append([aCapture('a', 'x'.repeat(20_000))]);
        kept += 1;
      }
    };
    await expect(fill()).rejects.toMatchObject({ code: 'disk_full' });
    expect(kept).toBeGreaterThan(3);
    expect(await store.trouble()).not.toBeNull();
    expect((await store.page('a', { limit: 100 }))?.items).toHaveLength(kept);
    await store.remove('a', { filter: null, pinned: true });
    expect(await store.trouble()).toBeNull();
    expect(await store.append([aCapture('a', 'x')])).toEqual([{ ok: true, seq: kept + 1 }]);
  });
});
