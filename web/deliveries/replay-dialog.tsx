/** The dialog that sends requests again: where to, how, and what is changed before. */
import '../styles/replay.css';
import { useEffect, useMemo, useRef } from 'preact/hooks';
import { failureText } from '../api.ts';
import { keyCaps } from '../commands.ts';
import { formatCount } from '../format.ts';
import { navigate, route } from '../route.ts';
import { Dialog, DialogHead, closeDialog } from '../views/dialog.tsx';
import { Icon } from '../views/icon.tsx';
import { BodyField } from './body-field.tsx';
import { HeadersField } from './headers-field.tsx';
import { HowOften, Manner } from './manner-fields.tsx';
import { type ReplayModel, openReplayModel } from './replay-model.ts';
import type { ReplayScope } from './replaying.ts';
import { RequestLine } from './request-line.tsx';
import { SecretsWarning } from './secrets-warning.tsx';
import { TargetField } from './target-field.tsx';
import { w } from './words.ts';

/** The dialog. Closing it sends nothing more. */
export default function ReplayDialog({ scope, onClose }: { scope: ReplayScope; onClose: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const model = useMemo(() => openReplayModel(scope), []);
  useEffect(() => model.close, []);
  const words = w.value.replay;
  const send = async () => {
    if (!(await model.send())) return showWrong(dialog.current);
    if (scope.what !== 'many') showForwards(scope.request.seq);
    dialog.current?.close();
  };
  return (
    <Dialog
      class={`replay-dialog of-${scope.what}`}
      label={words.titles[scope.what]}
      onClose={onClose}
      dialog={dialog}
    >
      <form
        novalidate
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
          event.preventDefault();
          void send();
        }}
      >
        <DialogHead title={words.titles[scope.what]} close={words.close}>
          {scope.what === 'many' ? words.manyOf(scope.count, formatCount(scope.count)) : scope.request.title}
        </DialogHead>
        <div class="body scrolls">
          <TargetField model={model} />
          <SecretsWarning model={model} />
          {scope.what === 'edit' && (
            <>
              <RequestLine model={model} />
              <HeadersField model={model} />
              <BodyField model={model} request={scope.request} />
            </>
          )}
          <Manner model={model} />
          <HowOften model={model} />
        </div>
        <Foot model={model} />
      </form>
    </Dialog>
  );
}

function Foot({ model }: { model: ReplayModel }) {
  const { scope, failure, isSending, signing, signer } = model;
  const words = w.value.replay;
  const isNamed = failure.value?.field?.startsWith('edit.') ?? false;
  return (
    <footer>
      {failure.value && !isNamed ? (
        <span class="grow wrong" role="alert">
          {failureText(failure.value)}
        </span>
      ) : (
        <span class="grow muted">
          {scope.what !== 'many' && signing.value === 'keep' && signer.value !== null && words.keptNote}
        </span>
      )}
      {scope.what === 'ask' && (
        <button
          type="button"
          class="btn ghost"
          onClick={(event) => {
            if (model.keep()) closeDialog(event);
          }}
        >
          {words.remember}
        </button>
      )}
      <button type="button" class="btn ghost" onClick={closeDialog}>
        {isSending.value ? words.stop : words.cancel}
      </button>
      <button type="submit" class="btn pri" aria-disabled={isSending.value}>
        <Icon name="replay" size="s" />
        {isSending.value ? words.sending : words.send}
        {keyCaps('Mod+Enter').map((cap) => (
          <kbd key={cap} aria-hidden="true">
            {cap}
          </kbd>
        ))}
      </button>
    </footer>
  );
}

/** The first field that is wrong. */
function showWrong(dialog: HTMLElement | null): void {
  requestAnimationFrame(() => dialog?.querySelector<HTMLElement>('[aria-invalid=true]')?.focus());
}

/** What came of it stands there. */
function showForwards(seq: number): void {
  const { value } = route;
  if (value.page === 'inspector' && value.seq === seq) navigate({ ...value, tab: 'forwards' });
}
