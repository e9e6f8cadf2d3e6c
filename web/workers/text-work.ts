/**
 * The tree of a body and what is found in it: at once for a small body, by a worker for a large one. The bytes are
 * copied for the worker, because the page keeps its own.
 */
// oxlint-disable-next-line import/default -- the build makes it: the address of the bundled worker
import workerUrl from './text-worker.ts?worker&url';
import { type JsonTree, scanJson } from '../renderers/json-tree.ts';
import { type Place, type Reason, Unreadable } from '../renderers/unreadable.ts';
import { findMatches, mostMatches } from './find.ts';
import { trustedWorkerUrl } from './trusted-url.ts';

/** What the page asks of the worker. */
export type Call =
  | { id: number; call: 'open'; bytes: ArrayBuffer; charset: string | undefined }
  | { id: number; call: 'tree' }
  | { id: number; call: 'find'; wanted: string }
  | { id: number; call: 'stop' };

/** What it answers; nothing to a search that is no longer wanted. */
export type Answer =
  | { id: number; tree: JsonTree }
  | { id: number; failed: string; reason: Reason | null; place: Place | null }
  | { id: number; places: Int32Array<ArrayBuffer>; capped: boolean };

/** Places of a text in order; `capped`: there are more. */
export interface Found {
  places: Int32Array;
  capped: boolean;
}

/** Work on one text. */
export interface TextWork {
  /** Throws Unreadable. */
  tree: () => Promise<JsonTree>;
  /** Null when `signal` said that it is no longer wanted. */
  find: (wanted: string, signal: AbortSignal) => Promise<Found | null>;
  close: () => void;
}

/** A text up to here is worked on at once: a worker would take longer to start. */
const smallLength = 200_000;

/** Work on the text of some bytes. */
export const textWork = (text: string, bytes: Uint8Array, charset: string | undefined): TextWork =>
  text.length <= smallLength ? workHere(text) : workApart(text, bytes, charset);

const workHere = (text: string): TextWork => ({
  tree: async () => scanJson(text),
  find: async (wanted) => {
    const places = [...findMatches(text, wanted)].flat();
    return { places: Int32Array.from(places.slice(0, mostMatches)), capped: places.length > mostMatches };
  },
  close: () => undefined,
});

/** A worker that cannot start is no reason to show less: then the work is done here. */
function workApart(text: string, bytes: Uint8Array, charset: string | undefined): TextWork {
  const here = workHere(text);
  const waiting = new Map<number, (answer: Answer | null) => void>();
  const state: { worker: Worker | null; failed: boolean; id: number } = {
    worker: null,
    failed: false,
    id: 0,
  };
  const settle = (id: number, answer: Answer | null) => {
    waiting.get(id)?.(answer);
    waiting.delete(id);
  };
  const start = (): Worker => {
    const worker = new Worker(trustedWorkerUrl(workerUrl), { type: 'module' });
    worker.addEventListener('message', ({ data }: MessageEvent<Answer>) => settle(data.id, data));
    worker.addEventListener('error', () => {
      state.failed = true;
      for (const id of waiting.keys()) settle(id, null);
    });
    const copy = bytes.slice().buffer;
    post(worker, { id: 0, call: 'open', bytes: copy, charset }, [copy]);
    return worker;
  };
  const ask = async (call: (id: number) => Call, signal?: AbortSignal): Promise<Answer | null> => {
    if (state.failed) return null;
    const worker = (state.worker ??= start());
    const id = (state.id += 1);
    return new Promise((resolve) => {
      waiting.set(id, resolve);
      signal?.addEventListener('abort', () => {
        if (waiting.has(id)) post(worker, { id: (state.id += 1), call: 'stop' });
        settle(id, null);
      });
      post(worker, call(id));
    });
  };
  return {
    tree: async () => {
      const answer = await ask((id) => ({ id, call: 'tree' }));
      if (answer === null) return here.tree();
      if ('tree' in answer) return answer.tree;
      throw failureOf(answer);
    },
    find: async (wanted, signal) => {
      const answer = await ask((id) => ({ id, call: 'find', wanted }), signal);
      if (answer === null) return signal.aborted ? null : here.find(wanted, signal);
      if ('places' in answer) return answer;
      throw failureOf(answer);
    },
    close: () => state.worker?.terminate(),
  };
}

const post = (worker: Worker, call: Call, transfer: Transferable[] = []): void =>
  worker.postMessage(call, transfer);

function failureOf(answer: Answer): Error {
  if (!('failed' in answer)) return new TypeError('the worker answered something else');
  return answer.reason ? new Unreadable(answer.reason, answer.place) : new Error(answer.failed);
}
