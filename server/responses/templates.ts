/**
 * Renders templates in a thread, one at a time. One that does not end is ended with its thread, so that neither the event
 * loop nor the next one waits for it; the next one gets a new thread.
 */
import { Worker } from 'node:worker_threads';
import { letEnd } from '../thread-end.ts';
import { TemplateError } from './template.ts';
import type { TemplateAnswer, TemplateTask } from './template-thread.ts';

// The library ends by itself after 50 ms, tried twice; between two of its looks at the clock a filter can take long. It may
// be generous: nobody but other templates waits.
const limitMs = 500;
// A thread that is started reads its code first.
const startMs = 10_000;
// A sender's request is not kept while its answer is rendered.
const maxWaiting = 64;
// A thread costs some 10 MB: one that nobody asks any more goes.
const idleMs = 30_000;
const memory = { maxOldGenerationSizeMb: 96, maxYoungGenerationSizeMb: 16 };

interface Waiting {
  task: TemplateTask;
  resolve(texts: readonly string[]): void;
  reject(cause: TemplateError): void;
}

/** One thread at most. */
export class Templates {
  #worker: { thread: Worker; ready: boolean } | null = null;
  readonly #waiting: Waiting[] = [];
  #current: Waiting | null = null;
  #timer: NodeJS.Timeout | null = null;
  #closed = false;

  /** Rejects with TemplateError: it failed, took too long, or too many are waiting. */
  render(task: TemplateTask): Promise<readonly string[]> {
    if (this.#closed) return Promise.reject(new TemplateError('the server is going away'));
    if (this.#waiting.length >= maxWaiting)
      return Promise.reject(new TemplateError('too many templates are being rendered at once'));
    const { promise, resolve, reject } = Promise.withResolvers<readonly string[]>();
    this.#waiting.push({ task, resolve, reject });
    this.#next();
    return promise;
  }

  async close(): Promise<void> {
    this.#closed = true;
    const gone = new TemplateError('the server is going away');
    for (const { reject } of this.#waiting.splice(0)) reject(gone);
    await this.#drop(gone);
  }

  #next(): void {
    if (this.#current) return;
    this.#current = this.#waiting.shift() ?? null;
    this.#limit();
    if (!this.#current) return;
    this.#worker ??= this.#start();
    this.#worker.thread.postMessage(this.#current.task);
  }

  /** How long what is done now may take. */
  #limit(): void {
    if (this.#timer) clearTimeout(this.#timer);
    if (!this.#current) {
      this.#timer = setTimeout(() => void this.#drop(null), idleMs).unref();
      return;
    }
    const ms = this.#worker?.ready ? limitMs : startMs;
    this.#timer = setTimeout(() => void this.#drop(new TemplateError('the template does not end')), ms);
  }

  #start(): { thread: Worker; ready: boolean } {
    // Sources run as they are under Node's type stripping; the published package is built.
    const file = import.meta.url.endsWith('.ts') ? './template-thread.ts' : './template-thread.js';
    const thread = new Worker(new URL(file, import.meta.url), { resourceLimits: memory, env: {} });
    thread.unref();
    const worker = { thread, ready: false };
    thread.on('message', (answer: TemplateAnswer) => {
      if (this.#worker !== worker) return;
      if (answer === 'ready') {
        worker.ready = true;
        this.#limit();
      } else this.#settle(answer);
    });
    const broke = (): void => {
      if (this.#worker === worker) void this.#drop(new TemplateError('the template needs too much memory'));
    };
    thread.on('error', broke);
    thread.on('exit', broke);
    return worker;
  }

  #settle(answer: Exclude<TemplateAnswer, 'ready'>): void {
    const current = this.#current;
    this.#current = null;
    if ('texts' in answer) current?.resolve(answer.texts);
    else current?.reject(new TemplateError(answer.problem));
    this.#next();
  }

  /** Ends the thread, and with it what it is doing. */
  async #drop(cause: TemplateError | null): Promise<void> {
    const [worker, current] = [this.#worker, this.#current];
    this.#worker = null;
    this.#current = null;
    if (cause) current?.reject(cause);
    if (this.#timer) clearTimeout(this.#timer);
    if (this.#waiting.length > 0) this.#next();
    if (worker) await (current ? worker.thread.terminate() : letEnd(worker.thread));
  }
}
