/** Which format, and what becomes of it: a file, or text on the clipboard. */
import { type Signal, useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import type { ExportFormat } from '../../server/contract.ts';
import { api, failureText, toFailure } from '../api.ts';
import { type ExportScope } from '../export.ts';
import { formatBytes, formatCount } from '../format.ts';
import { late } from '../late/words.ts';
import { t } from '../locales/locale.ts';
import { recall, remember } from '../remembered.ts';
import { Dialog, DialogHead } from './dialog.tsx';
import { type ExportState, useExport } from './export-run.ts';
import { FormatList } from './export-formats.tsx';
import { ImportPart } from './export-import.tsx';
import { Icon } from './icon.tsx';
import { Problem } from './problem.tsx';
import '../styles/exports.css';

interface FormProps {
  scope: ExportScope;
  onClose: () => void;
}

/** The dialog. Closing it ends what is running. */
export function ExportForm({ scope, onClose }: FormProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const words = late.value.exports;
  return (
    <Dialog class="export-dialog" label={words.title} onClose={onClose} dialog={dialog}>
      <DialogHead title={words.title} close={words.close}>
        {scopeText(scope)}
      </DialogHead>
      <Formats scope={scope} />
      <ImportPart bin={scope.bin} dropOn={dialog} />
    </Dialog>
  );
}

function scopeText(scope: ExportScope): string {
  const words = late.value.exports.scope;
  if (scope.what === 'request') return words.request(formatCount(scope.seq));
  return words[scope.what](scope.count, formatCount(scope.count));
}

function useFormats() {
  const formats = useSignal<readonly ExportFormat[] | null>(null);
  const failure = useSignal<ReturnType<typeof toFailure> | null>(null);
  const load = async () => {
    failure.value = null;
    try {
      formats.value = (await api.formats()).items;
    } catch (cause) {
      failure.value = toFailure(cause);
    }
  };
  useEffect(() => void load(), []);
  return { formats, failure, load };
}

function Formats({ scope }: { scope: ExportScope }) {
  const { formats, failure, load } = useFormats();
  const wanted = useSignal(recall('export') ?? 'ndjson');
  const to = useSignal('');
  const fitting = formats.value?.filter(({ one, many }) => (scope.what === 'request' ? one : many));
  const chosen = fitting?.find(({ id }) => id === wanted.value) ?? fitting?.[0];
  const words = late.value.exports;
  if (failure.value)
    return <Problem title={words.title} failure={failure.value} onRetry={() => void load()} />;
  if (!fitting || !chosen) return <p class="muted body">{words.loading}</p>;
  const choose = (id: string) => {
    wanted.value = id;
    remember('export', id);
  };
  return (
    <>
      <div class="body">
        <FormatList formats={fitting} chosen={chosen.id} onChoose={choose} />
        {chosen.group === 'code' && <SendTo to={to} />}
      </div>
      <Actions scope={scope} format={chosen} to={to.value.trim()} />
    </>
  );
}

function SendTo({ to }: { to: Signal<string> }) {
  const words = late.value.exports;
  return (
    <div class="send-to">
      <label for="export-to">{words.sendTo}</label>
      <input
        id="export-to"
        class="in mono"
        type="url"
        placeholder="http://localhost:3000"
        aria-describedby="export-to-hint"
        autocomplete="off"
        value={to.value}
        onInput={(event) => (to.value = event.currentTarget.value)}
      />
      <p id="export-to-hint" class="muted">
        {words.sendToHint}
      </p>
    </div>
  );
}

function Actions({ scope, format, to }: { scope: ExportScope; format: ExportFormat; to: string }) {
  const { state, settle, start, copy, cancel } = useExport(scope);
  useEffect(settle, [format.id]);
  const query = format.group === 'code' && to ? { to } : {};
  const words = late.value.exports;
  const isRunning = state.value.is === 'running';
  return (
    <footer>
      <span class="grow num" role={state.value.is === 'failed' ? 'alert' : 'status'} data-is={state.value.is}>
        {stateText(state.value)}
      </span>
      {isRunning && (
        <button type="button" class="btn" onClick={cancel}>
          {words.cancel}
        </button>
      )}
      {!isRunning && scope.what === 'request' && format.group === 'code' && (
        <button type="button" class="btn" onClick={() => void copy(format, scope.seq, query)}>
          <Icon name={state.value.is === 'copied' ? 'check' : 'copy'} size="s" />
          {words.copy}
        </button>
      )}
      {!isRunning && (
        <button type="button" class="btn pri" onClick={() => void start(format, query)}>
          <Icon name="download" size="s" />
          {words.download}
        </button>
      )}
    </footer>
  );
}

function stateText(state: ExportState): string {
  const words = late.value.exports;
  if (state.is === 'running') return words.sofar(formatBytes(state.bytes));
  if (state.is === 'saved') return words.saved(state.name, formatBytes(state.bytes));
  if (state.is === 'cancelled') return words.cancelled;
  if (state.is === 'copied') return t.value.common.copied;
  if (state.is === 'not-copied') return words.notCopied;
  return state.is === 'failed' ? words.failed(failureText(state.failure)) : '';
}
