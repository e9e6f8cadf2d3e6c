/** Speaks to the thread that checks signatures: started when it is needed, ended when it is not or takes too long. */
import { Worker } from 'node:worker_threads';
import { HookglassError } from '../errors.ts';
import { letEnd } from '../thread-end.ts';
import type { Task, TaskAnswer, Tasks } from './thread.ts';

// A thread costs some 10 MB: one that nobody asks any more goes.
const idleMs = 30_000;

interface Waiting {
  resolve(result: unknown): void;
  reject(cause: unknown): void;
}

/** One thread at most; it is started anew after it broke down. */
export class SignatureThread {
  #worker: Worker | null = null;
  #waiting = new Map<number, Waiting>();
  #lastId = 0;
  #idle: NodeJS.Timeout | null = null;
  #closed = false;

  /** Throws took_too_long after `limitMs`: the thread is ended then, and whoever else waits is told the same. */
  async ask<N extends keyof Tasks>(
    name: N,
    asked: Parameters<Tasks[N]>[0],
    limitMs: number,
  ): Promise<ReturnType<Tasks[N]>> {
    if (this.#closed) throw new HookglassError('took_too_long', 'The server is going away');
    const worker = this.#running();
    const id = ++this.#lastId;
    const { promise, resolve, reject } = Promise.withResolvers<unknown>();
    this.#waiting.set(id, { resolve, reject });
    const timer = setTimeout(() => void this.#drop(new HookglassError('took_too_long')), limitMs);
    worker.postMessage({ id, name, asked } satisfies Task);
    try {
      // The thread answers a task with what its type says.
      return (await promise) as ReturnType<Tasks[N]>;
    } finally {
      clearTimeout(timer);
      this.#waiting.delete(id);
      this.#rest();
    }
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.#drop(new HookglassError('took_too_long', 'The server is going away'));
  }

  #running(): Worker {
    if (this.#idle) clearTimeout(this.#idle);
    this.#idle = null;
    if (this.#worker) return this.#worker;
    // Sources run as they are under Node's type stripping; the published package is built.
    const file = import.meta.url.endsWith('.ts') ? './thread.ts' : './thread.js';
    const worker = new Worker(new URL(file, import.meta.url));
    worker.unref();
    worker.on('message', ({ id, result, error }: TaskAnswer) => {
      const waiting = this.#waiting.get(id);
      if (error === undefined) waiting?.resolve(result);
      else waiting?.reject(new Error(error));
    });
    const broke = (cause: Error): void => {
      if (this.#worker === worker) void this.#drop(cause);
    };
    worker.on('error', broke);
    worker.on('exit', () => broke(new Error('the thread ended')));
    this.#worker = worker;
    return worker;
  }

  async #drop(cause: Error): Promise<void> {
    const [worker, waiting] = [this.#worker, this.#waiting];
    this.#worker = null;
    this.#waiting = new Map();
    for (const { reject } of waiting.values()) reject(cause);
    if (this.#idle) clearTimeout(this.#idle);
    if (worker) await (waiting.size > 0 ? worker.terminate() : letEnd(worker));
  }

  #rest(): void {
    if (this.#closed || this.#waiting.size > 0 || !this.#worker) return;
    if (this.#idle) clearTimeout(this.#idle);
    this.#idle = setTimeout(() => void this.#drop(new Error('idle')), idleMs).unref();
  }
}
