/** The way back in: a file that format NDJSON gave out, chosen or dropped. */
import { useSignal } from '@preact/signals';
import type { RefObject } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { Imported } from '../../server/contract.ts';
import { type ApiFailure, api, failureText, toFailure } from '../api.ts';
import { formatCount } from '../format.ts';
import { late } from '../late/words.ts';
import { Icon } from './icon.tsx';

// The server names no more.
const mostProblems = 100;

type ImportState =
  | { is: 'idle' }
  | { is: 'running'; name: string }
  | { is: 'done'; imported: Imported }
  | { is: 'failed'; failure: ApiFailure };

/** Takes a file into a bin; `dropOn` takes files that are dropped. */
export function ImportPart({ bin, dropOn }: { bin: string; dropOn: RefObject<HTMLElement | null> }) {
  const state = useSignal<ImportState>({ is: 'idle' });
  const picker = useRef<HTMLInputElement>(null);
  const { take, abort } = useImport(bin, (next) => (state.value = next));
  useDrop(dropOn, take);
  useEffect(() => abort, []);
  const words = late.value.exports;
  const isRunning = state.value.is === 'running';
  return (
    <section class="import">
      <div class="import-pick">
        <p class="muted grow">{words.importHint}</p>
        <input
          ref={picker}
          hidden
          type="file"
          accept=".ndjson,.jsonl,application/x-ndjson"
          onChange={({ currentTarget }) => {
            const [file] = currentTarget.files ?? [];
            if (file) take(file);
            // The same file can be chosen again.
            currentTarget.value = '';
          }}
        />
        {isRunning ? (
          <button type="button" class="btn sm" onClick={abort}>
            {words.cancel}
          </button>
        ) : (
          <button type="button" class="btn sm" onClick={() => picker.current?.click()}>
            <Icon name="file" size="s" />
            {words.import}
          </button>
        )}
      </div>
      <ImportResult state={state.value} />
    </section>
  );
}

function ImportResult({ state }: { state: ImportState }) {
  const words = late.value.exports;
  if (state.is === 'failed') return <p role="alert">{words.importFailed(failureText(state.failure))}</p>;
  if (state.is === 'running') return <p role="status">{words.importing(state.name)}</p>;
  if (state.is === 'idle') return null;
  const { imported, problems } = state.imported;
  const count = formatCount(problems.length);
  return (
    <div role="status">
      <p>{words.imported(imported, formatCount(imported))}</p>
      {problems.length > 0 && (
        <>
          <p class="left-out">
            {problems.length < mostProblems
              ? words.problems(problems.length, count)
              : words.problemsAtLeast(count)}
          </p>
          <ul tabIndex={0} class="problems">
            {problems.map(({ line, message }) => (
              <li key={line}>{words.problem(formatCount(line), message)}</li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
}

function useImport(bin: string, show: (state: ImportState) => void) {
  const running = useRef<AbortController | null>(null);
  const run = async (file: File) => {
    const mine = new AbortController();
    running.current = mine;
    show({ is: 'running', name: file.name });
    try {
      show({ is: 'done', imported: await api.importLines(bin, file, mine.signal) });
    } catch (cause) {
      show(mine.signal.aborted ? { is: 'idle' } : { is: 'failed', failure: toFailure(cause) });
    }
  };
  return { take: (file: File) => void run(file), abort: () => running.current?.abort() };
}

/** A file that is dropped beside the place for it would be opened by the browser: the whole dialog takes it. */
function useDrop(target: RefObject<HTMLElement | null>, take: (file: File) => void): void {
  useEffect(() => {
    const element = target.current;
    const onDrag = (event: DragEvent) => {
      event.preventDefault();
      element?.toggleAttribute('data-drop', event.type === 'dragover');
      const [file] = event.type === 'drop' ? (event.dataTransfer?.files ?? []) : [];
      if (file) take(file);
    };
    const events = ['dragover', 'dragleave', 'drop'] as const;
    for (const name of events) element?.addEventListener(name, onDrag);
    return () => {
      for (const name of events) element?.removeEventListener(name, onDrag);
    };
  }, []);
}
