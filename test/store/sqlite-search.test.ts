/** The search index of the SQLite driver: derived, rebuilt, and never the reason why something is not found. */
import { existsSync } from 'node:fs';
import { copyFile, mkdir, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it, onTestFinished } from 'vitest';
import { parseFilter } from '../../server/filter.ts';
import { Thread } from '../../server/store/sqlite-connection.ts';
import { Searches } from '../../server/store/sqlite-searches.ts';
import { SqliteStore } from '../../server/store/sqlite.ts';
import { temporaryFolder } from '../support/server.ts';
import { aCapture } from './conformance.ts';
import { anOddFilter, anOddRequest, expectAgreement, seeded } from './odd.ts';

interface Opened {
  store: SqliteStore;
  file: string;
  indexFile: string;
}

async function open(folder: string): Promise<Opened> {
  const file = join(folder, 'hookglass.db');
  const store = new SqliteStore({ file, durability: 'normal' });
  await store.open();
  onTestFinished(() => store.close());
  return { store, file, indexFile: join(folder, 'hookglass-search.db') };
}

/** How many blocks the index holds; 0 while there is none that can be read. */
function blocksIn(file: string): number {
  try {
    const db = new Database(file, { readonly: true, fileMustExist: true });
    const count = Number(db.prepare('SELECT count(*) FROM block').pluck().get());
    db.close();
    return count;
  } catch {
    return 0;
  }
}

const find = async (store: SqliteStore, q: string): Promise<number[]> =>
  (await store.page('a', { limit: 1000, filter: parseFilter(q) }))?.items.map(({ seq }) => seq) ?? [];

async function filled(folder: string, rows = 600): Promise<Opened> {
  const opened = await open(folder);
  await opened.store.bins.create({ id: 'a', name: 'a' });
  await opened.store.append(
    Array.from({ length: rows }, (_, at) => aCapture('a', `{"n":"word-${at + 1}-end"}`)),
  );
  return opened;
}

async function indexed(opened: Opened, blocks = 2): Promise<void> {
  await find(opened.store, 'anything');
  await expect.poll(() => blocksIn(opened.indexFile), { timeout: 10_000 }).toBe(blocks);
}

describe('the search index', () => {
  it('agrees with `matches` on every odd request and filter, before and after it is filled', async () => {
    const { store, indexFile } = await open(await temporaryFolder());
    await store.bins.create({ id: 'a', name: 'a' });
    const random = seeded(7);
    await store.append(Array.from({ length: 600 }, (_, at) => anOddRequest('a', random, at)));
    const filters = Array.from({ length: 400 }, () => anOddFilter(random));
    await expectAgreement(store, 'a', filters.slice(0, 100));
    await expect.poll(() => blocksIn(indexFile), { timeout: 10_000 }).toBe(2);
    for (const seq of [3, 300, 599]) await store.update('a', seq, { note: 'ΣΑΣ straße order' });
    for (const seq of [4, 301, 598]) await store.update('a', seq, { pinned: true });
    for (const seq of [5, 302, 511, 512]) await store.remove('a', { seq });
    await expectAgreement(store, 'a', filters);
  });

  it('finds what was noted, and no longer what was deleted, at once', async () => {
    const opened = await filled(await temporaryFolder());
    await indexed(opened);
    const { store } = opened;
    await store.update('a', 40, { note: 'look here' });
    expect(await find(store, '"look here"')).toEqual([40]);
    expect(await find(store, 'word-41-end')).toEqual([41]);
    await store.remove('a', { seq: 41 });
    expect(await find(store, 'word-41-end')).toEqual([]);
    await store.append([aCapture('a', 'brand new')]);
    expect(await find(store, 'brand')).toEqual([601]);
  });

  it('is made anew when it was deleted, damaged, of another version, or no index at all', async () => {
    const folder = await temporaryFolder();
    const first = await filled(folder);
    await indexed(first);
    await first.store.close();
    const spoil = [
      () => rm(first.indexFile),
      () => truncate(first.indexFile, 40_000),
      () => writeFile(first.indexFile, 'not a database at all'.repeat(500)),
      () => setVersion(first.indexFile),
    ];
    for (const one of spoil) {
      await one();
      const again = await open(folder);
      expect(await find(again.store, 'word-77-end')).toEqual([77]);
      await indexed(again);
      expect(await find(again.store, 'word-78-end')).toEqual([78]);
      await again.store.close();
    }
  });

  it('does not hide requests when its bits changed on the disk', async () => {
    const opened = await filled(await temporaryFolder());
    await indexed(opened);
    await opened.store.close();
    const db = new Database(opened.indexFile);
    db.prepare('UPDATE block SET bytes = zeroblob(length(bytes))').run();
    db.close();
    const again = await open(join(opened.file, '..'));
    expect(await find(again.store, 'word-77-end')).toEqual([77]);
  });

  it('of another database is not believed', async () => {
    const [one, other] = [await temporaryFolder(), await temporaryFolder()];
    const old = await filled(one);
    await indexed(old);
    await old.store.close();
    const fresh = await open(other);
    await fresh.store.bins.create({ id: 'a', name: 'a' });
    await fresh.store.append(Array.from({ length: 600 }, (_, at) => aCapture('a', `another-${at + 1}-text`)));
    await fresh.store.close();
    for (const part of ['', '-wal'])
      if (existsSync(old.indexFile + part)) await copyFile(old.indexFile + part, fresh.indexFile + part);
    expect(blocksIn(fresh.indexFile)).toBe(2);
    const { store } = await open(other);
    expect(await find(store, 'another-77-text')).toEqual([77]);
    expect(await find(store, 'word-77-end')).toEqual([]);
  });

  it('is of no consequence when it cannot be written', async () => {
    const folder = await temporaryFolder();
    const opened = await filled(folder);
    await mkdir(opened.indexFile);
    expect(await find(opened.store, 'word-77-end')).toEqual([77]);
    expect(await opened.store.append([aCapture('a', 'still kept')])).toEqual([{ ok: true, seq: 601 }]);
    expect((await stat(opened.file)).size).toBeGreaterThan(0);
  });

  it('and its thread may break down: the next search starts another one', async () => {
    const { file, indexFile, store } = await filled(await temporaryFolder());
    const threads: Thread[] = [];
    const searches = new Searches(() => {
      const thread = new Thread({ role: 'searcher', file, indexFile });
      threads.push(thread);
      return thread;
    });
    onTestFinished(() => searches.end());
    const search = () => searches.page('a', { limit: 5, filter: parseFilter('word-77-end') });
    expect((await search())?.items).toHaveLength(1);
    const broken = search();
    await threads[0]?.end();
    expect((await broken)?.items).toHaveLength(1);
    expect((await search())?.items).toHaveLength(1);
    expect(threads).toHaveLength(2);
    expect(await store.append([aCapture('a')])).toEqual([{ ok: true, seq: 601 }]);
  });

  it('forgets what was pruned', async () => {
    const opened = await filled(await temporaryFolder());
    await indexed(opened);
    await opened.store.retain({ keepRequests: 50, keepAgeMs: null, keepBytes: null }, Date.now());
    let done = false;
    while (!done)
      ({ done } = await opened.store.retain(
        { keepRequests: 50, keepAgeMs: null, keepBytes: null },
        Date.now(),
      ));
    // The request that ends the third block wakes what looks after the index.
    await opened.store.append(Array.from({ length: 200 }, () => aCapture('a', 'more')));
    await expect.poll(() => blocksIn(opened.indexFile), { timeout: 10_000 }).toBe(1);
    expect(await find(opened.store, 'word-600-end')).toEqual([600]);
    expect(await find(opened.store, 'word-100-end')).toEqual([]);
  });
});

function setVersion(file: string): Promise<void> {
  const db = new Database(file);
  db.pragma('user_version = 99');
  db.close();
  return Promise.resolve();
}
