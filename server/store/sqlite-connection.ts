/** How the driver speaks to its connections: in threads by messages, here by calls. */
import { Worker } from 'node:worker_threads';
import { HookglassError, isErrorCode } from '../errors.ts';
import { letEnd } from '../thread-end.ts';
import type { PackedBatch } from './sqlite-pack.ts';
import { reader } from './sqlite-read.ts';
import { openForReading, translate } from './sqlite-schema.ts';
import type {
  ReaderOperations,
  SearcherOperations,
  ThreadAnswer,
  ThreadCall,
  ThreadRole,
  WriterOperations,
} from './sqlite-thread.ts';
import type { AppendedRow } from './sqlite-write.ts';

/** Everything that can be asked of a connection, by name. */
export type Operations = Omit<WriterOperations, 'append'> &
  ReaderOperations &
  SearcherOperations & {
    append: (batch: PackedBatch) => AppendedRow[];
    open: () => null;
    close: () => void;
  };
/** What an operation takes and gives. */
export type Call<O extends keyof Operations> = Operations[O] extends (...args: infer A) => infer R
  ? { args: A; result: R }
  : never;

interface Pending {
  resolve(result: unknown): void;
  reject(cause: unknown): void;
}

/** One thread, spoken to by promises. */
export class Thread {
  readonly #worker: Worker;
  readonly #pending = new Map<number, Pending>();
  #nextId = 1;
  #dead: Error | null = null;

  constructor(role: ThreadRole) {
    // Sources run as they are under Node's type stripping; the published package is built.
    const file = import.meta.url.endsWith('.ts') ? './sqlite-thread.ts' : './sqlite-thread.js';
    this.#worker = new Worker(new URL(file, import.meta.url), { workerData: role });
    this.#worker.on('message', (answer: ThreadAnswer) => this.#settle(answer));
    this.#worker.on('error', (cause) => this.#die(cause));
    this.#worker.on('exit', () => this.#die(new Error('the database thread ended')));
  }

  /** True when nothing can be asked of it any more. */
  get isDead(): boolean {
    return this.#dead !== null;
  }

  call<O extends keyof Operations>(
    operation: O,
    args: Call<O>['args'],
    transfer: ArrayBuffer[] = [],
  ): Promise<Call<O>['result']> {
    if (this.#dead) return Promise.reject(new HookglassError('store_failed', this.#dead.message));
    const id = this.#nextId++;
    this.#worker.postMessage({ id, operation, args } satisfies ThreadCall, transfer);
    return new Promise((resolve, reject) => {
      this.#pending.set(id, { resolve, reject });
    });
  }

  /** At once: what it was doing is dropped. */
  async end(): Promise<void> {
    await this.#worker.terminate();
  }

  /** After what it was told to do. */
  async close(): Promise<void> {
    if (!this.#dead) await this.call('close', []).catch(() => undefined);
    await letEnd(this.#worker);
  }

  #settle(answer: ThreadAnswer): void {
    const pending = this.#pending.get(answer.id);
    this.#pending.delete(answer.id);
    if (answer.ok) pending?.resolve(answer.result);
    else
      pending?.reject(
        new HookglassError(isErrorCode(answer.code) ? answer.code : 'store_failed', answer.message),
      );
  }

  #die(cause: Error): void {
    this.#dead ??= cause;
    for (const { reject } of this.#pending.values())
      reject(new HookglassError('store_failed', cause.message, { cause }));
    this.#pending.clear();
  }
}

/** What answers read calls: a thread, or for what takes no time a connection on this one. */
export interface Reads {
  call<O extends keyof ReaderOperations>(operation: O, args: Call<O>['args']): Promise<Call<O>['result']>;
  close(): Promise<void>;
}

/** Pages, single requests and pieces of bodies: tenths of a millisecond, not worth a thread and its memory. */
export function readHere(file: string): Reads {
  const db = openForReading(file);
  const operations: Record<string, (...args: never[]) => unknown> = reader(db);
  return {
    async call<O extends keyof ReaderOperations>(operation: O, args: Call<O>['args']) {
      try {
        return operations[operation]?.(...(args as never[]));
      } catch (cause) {
        throw translate(cause, file);
      }
    },
    async close() {
      db.close();
    },
  };
}
