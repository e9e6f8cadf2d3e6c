/**
 * A thread that owns one connection to the SQLite file: the writer (which can read and search too, for a database in
 * memory) or the searcher. One message in, one answer out, in order.
 */
import { parentPort, workerData } from 'node:worker_threads';
import type Database from 'better-sqlite3';
import { HookglassError } from '../errors.ts';
import { endMessage } from '../thread-end.ts';
import { filler } from './search-fill.ts';
import { SearchIndex } from './search-index.ts';
import { insights } from './sqlite-insight.ts';
import { reader } from './sqlite-read.ts';
import { openForReading, openForWriting, type SqliteOptions, translate } from './sqlite-schema.ts';
import { isFull, Reserve } from './sqlite-reserve.ts';
import { searches } from './sqlite-search.ts';
import { walker } from './sqlite-walk.ts';
import { writer } from './sqlite-write.ts';

/** What a thread is started with. */
export type ThreadRole =
  | { role: 'writer'; options: SqliteOptions }
  | { role: 'searcher'; file: string; indexFile: string };

/** The operations of the threads, by name. */
export type WriterOperations = ReturnType<typeof writer>;
export type ReaderOperations = ReturnType<typeof reader>;
export type SearcherOperations = ReturnType<typeof searching>;

/** A call to a thread. */
export interface ThreadCall {
  id: number;
  operation: string;
  args: readonly unknown[];
}

/** The answer to a call; `code` is one of errors.ts or null. */
export type ThreadAnswer =
  | { id: number; ok: true; result: unknown }
  | { id: number; ok: false; code: string | null; message: string };

// The driver is the only one who starts this file, with the role it declares above.
const role = workerData as ThreadRole;
const file = role.role === 'searcher' ? role.file : role.options.file;

function answer(
  { id, operation, args }: ThreadCall,
  run: (operation: string, args: readonly unknown[]) => unknown,
) {
  try {
    return { id, ok: true, result: run(operation, args) } satisfies ThreadAnswer;
  } catch (cause) {
    const error = translate(cause, file);
    const code = error instanceof HookglassError ? error.code : null;
    return {
      id,
      ok: false,
      code,
      message: error instanceof Error ? error.message : String(error),
    } satisfies ThreadAnswer;
  }
}

/** A database that is written: with a reserve, and without what an earlier process left behind. */
function writing(db: Database.Database) {
  const reserve = file === null ? null : new Reserve(file);
  const operations = writer(db, reserve);
  try {
    operations.dropOrphans();
    operations.endSending();
  } catch (cause) {
    // They take room and do no harm: a full disk is no reason not to start.
    if (!isFull(cause)) throw cause;
  }
  reserve?.keep();
  return operations;
}

/** Everything that looks at many rows. */
function searching(db: Database.Database, index: SearchIndex | null) {
  const way = walker(db, index);
  const fill = index ? filler(db, index) : (): boolean => false;
  return { ...searches(db, way), ...insights(db, way), fill };
}

function start() {
  const db = role.role === 'searcher' ? openForReading(role.file) : openForWriting(role.options);
  const index = role.role === 'searcher' ? new SearchIndex(role.indexFile) : null;
  const operations = new Map<string, (...args: never[]) => unknown>(
    Object.entries({
      ...searching(db, index),
      ...(role.role === 'writer' ? { ...reader(db), ...writing(db) } : {}),
      close: () => void db.close(),
    }),
  );
  return (operation: string, args: readonly unknown[]): unknown => {
    const run = operations.get(operation);
    if (!run) throw new Error(`no operation ${operation}`);
    // The driver types the call; over the thread's border types do not travel.
    return run(...(args as never[]));
  };
}

/** Opens at the first call, so that a refusal to open is the answer to it. */
function listen(port: NonNullable<typeof parentPort>): void {
  let run: ReturnType<typeof start> | null = null;
  port.on('message', (call: ThreadCall | typeof endMessage) => {
    if (call === endMessage) {
      port.close();
      return;
    }
    const reply = answer(call, (operation, args) => {
      run ??= start();
      return operation === 'open' ? null : run(operation, args);
    });
    port.postMessage(reply);
  });
}

if (parentPort) listen(parentPort);
