/** The settings of a bin as a dialog: its names, labels, old URLs, pause, and the way out. */
import { signal } from '@preact/signals';
import { render } from 'preact';
import { useEffect, useMemo, useRef } from 'preact/hooks';
import type { Bin } from '../../server/contract.ts';
import { api, failureText, toFailure } from '../api.ts';
import type { BinDialogOptions } from '../bin-dialog.ts';
import { type BinDraft, draftOf, isBinId, patchOf } from '../bin-draft.ts';
import { deleteBin } from '../deleting-bins.ts';
import { t } from '../locales/locale.ts';
import { navigate, route } from '../route.ts';
import { Dialog, DialogHead } from './dialog.tsx';
import { Icon } from './icon.tsx';
import '../styles/bin-dialog.css';

/** Puts the dialog on the page until it is closed. */
export function showBinDialog(bin: Bin, options: BinDialogOptions, onClosed: () => void): void {
  const place = document.body.appendChild(document.createElement('div'));
  const close = () => {
    render(null, place);
    place.remove();
    onClosed();
  };
  render(<BinDialog bin={bin} {...options} onClose={close} />, place);
}

/** The state of one open dialog. */
function openDraft(bin: Bin, onSaved: (bin: Bin) => void) {
  const draft = signal(draftOf(bin));
  const problem = signal<string | null>(null);
  const isSaving = signal(false);
  const save = async (): Promise<boolean> => {
    const patch = patchOf(bin, draft.value);
    if (!patch) return true;
    problem.value = isBinId(draft.value.id) ? null : t.value.bins.badName;
    if (problem.value || isSaving.value) return false;
    isSaving.value = true;
    try {
      onSaved(await api.updateBin(bin.id, patch));
      return true;
    } catch (cause) {
      problem.value = failureText(toFailure(cause));
      return false;
    } finally {
      isSaving.value = false;
    }
  };
  return { draft, problem, isSaving, save };
}
type DraftModel = ReturnType<typeof openDraft>;

function BinDialog({
  bin,
  focus = 'name',
  onChanged,
  onClose,
}: BinDialogOptions & { bin: Bin; onClose: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const model = useMemo(() => openDraft(bin, (next) => onChanged?.(next)), []);
  const words = t.value.bins;
  useEffect(() => {
    dialog.current?.querySelector<HTMLInputElement>(`[name="${focus}"]`)?.select();
  }, []);
  const close = () => dialog.current?.close();
  const remove = () => {
    close();
    deleteBin(bin);
    if (route.value.page === 'inspector') navigate({ page: 'bins' });
  };
  return (
    <Dialog class="bin-dialog" label={words.settingsOf(bin.name)} onClose={onClose} dialog={dialog}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void model.save().then((saved) => saved && close());
        }}
      >
        <DialogHead title={words.settingsOf(bin.name)} close={words.cancel} />
        <div class="fields">
          <Fields bin={bin} model={model} />
        </div>
        {model.problem.value && (
          <p class="bin-problem" role="alert" id="bin-problem">
            {model.problem.value}
          </p>
        )}
        <footer>
          <button type="button" class="btn danger" onClick={remove}>
            <Icon name="trash" size="s" />
            {words.delete}
          </button>
          <span class="grow" />
          <button type="button" class="btn" onClick={close}>
            {words.cancel}
          </button>
          <button type="submit" class="btn pri" aria-disabled={model.isSaving.value}>
            {words.save}
          </button>
        </footer>
      </form>
    </Dialog>
  );
}

function Fields({ bin, model: { draft, problem } }: { bin: Bin; model: DraftModel }) {
  const words = t.value.bins;
  const { name, id, labels, paused } = draft.value;
  const set = (change: Partial<BinDraft>) => (draft.value = { ...draft.value, ...change });
  // A bin without a name of its own is called by its URL: that follows.
  const setId = (next: string) => set({ id: next, ...(name === id ? { name: next } : {}) });
  return (
    <>
      <label class="field">
        <b>{words.name}</b>
        <input
          class="in"
          name="name"
          required
          maxLength={120}
          value={name}
          onInput={({ currentTarget }) => set({ name: currentTarget.value })}
        />
      </label>
      <div class="field">
        <label for="bin-dialog-id">
          <b>{words.urlName}</b>
        </label>
        <span class="url-name">
          <span class="mono muted trunc">{bin.url.slice(0, -bin.id.length)}</span>
          <input
            class="in mono"
            id="bin-dialog-id"
            name="id"
            required
            maxLength={63}
            autocomplete="off"
            autocapitalize="none"
            spellcheck={false}
            aria-invalid={problem.value !== null}
            aria-describedby={problem.value ? 'bin-problem' : 'bin-renamed'}
            value={id}
            onInput={({ currentTarget }) => setId(currentTarget.value.trim())}
          />
        </span>
        <span class="hint" id="bin-renamed" role="status">
          {id !== bin.id && words.renamed(<span class="mono">/in/{bin.id}</span>)}
        </span>
      </div>
      <label class="field">
        <b>{words.labels}</b>
        <input
          class="in"
          name="labels"
          autocomplete="off"
          value={labels}
          onInput={({ currentTarget }) => set({ labels: currentTarget.value })}
        />
        <span class="hint">{words.labelsHint}</span>
      </label>
      {bin.aliases.length > 0 && <OldNames bin={bin} draft={draft.value} set={set} />}
      <label class="option">
        <input
          type="checkbox"
          checked={paused}
          onChange={({ currentTarget }) => set({ paused: currentTarget.checked })}
        />
        <span>
          <b>{words.paused}</b>
          <span class="hint">{words.pausedHint}</span>
        </span>
      </label>
    </>
  );
}

interface OldNamesProps {
  bin: Bin;
  draft: BinDraft;
  set: (change: Partial<BinDraft>) => void;
}

function OldNames({ bin, draft: { dropped }, set }: OldNamesProps) {
  const { oldNames, oldNamesHint } = t.value.bins;
  return (
    <fieldset class="field">
      <legend>
        <b>{oldNames}</b>
      </legend>
      {bin.aliases.map((alias) => (
        <label class="option" key={alias}>
          <input
            type="checkbox"
            checked={!dropped.includes(alias)}
            onChange={({ currentTarget: { checked } }) =>
              set({ dropped: checked ? dropped.filter((one) => one !== alias) : [...dropped, alias] })
            }
          />
          <span class="mono">/in/{alias}</span>
        </label>
      ))}
      <span class="hint">{oldNamesHint}</span>
    </fieldset>
  );
}
