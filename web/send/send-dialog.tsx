/** The dialog that sends test events: who from, what, where to, how it may go wrong, and what came of it. */
import '../styles/replay.css';
import '../styles/send.css';
import { useSignal } from '@preact/signals';
import { useEffect, useMemo, useRef } from 'preact/hooks';
import type { TestSent } from '../../server/contract.ts';
import { failureText, toFailure } from '../api.ts';
import { rememberSending, sendingOf } from '../deliveries/sending.ts';
import { completedUrl } from '../deliveries/risk.ts';
import { NumberField } from '../deliveries/manner-fields.tsx';
import { keyCaps } from '../commands.ts';
import { Dialog, DialogHead, closeDialog } from '../views/dialog.tsx';
import { Icon } from '../views/icon.tsx';
import { Problem } from '../views/problem.tsx';
import { showSent } from './after.ts';
import { BurstFields } from './burst-fields.tsx';
import { BurstView } from './burst-view.tsx';
import { bursts } from './bursts.ts';
import { calls } from './calls.ts';
import { CurlField } from './curl-field.tsx';
import { EditFields, EventFields } from './edit-fields.tsx';
import type { SendScope } from './opening.ts';
import { Preview } from './preview.tsx';
import { samples } from './samples.ts';
import { SecretField } from './secret-field.tsx';
import { type SendModel, openSendModel } from './send-model.ts';
import { SenderField, SenderList } from './sender-list.tsx';
import { SentView } from './sent-view.tsx';
import { TargetField } from './target-field.tsx';
import { VariantsField } from './variants-field.tsx';
import { w } from './words.ts';
import { focusWrong } from './wrong-field.ts';

/** The dialog. Closing it sends nothing more; a burst goes on. */
export default function SendDialog({ scope, onClose }: { scope: SendScope; onClose: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const model = useMemo(() => openSendModel(scope), []);
  const times = useSignal(1);
  const sent = useSignal<TestSent | null>(null);
  const isSending = useSignal(false);
  const problem = useSignal<string | null>(null);
  useEffect(() => model.close, []);
  const words = w.value;
  const burst = bursts.value.get(model.bin.value.id);

  const send = async () => {
    if (isSending.value || burst) return;
    problem.value = null;
    model.tried.value = true;
    const asked = model.asked.peek();
    if (!asked || times.value < 1) return focusWrong(dialog.current);
    isSending.value = true;
    const { id } = model.bin.peek();
    try {
      const result = await calls.send(id, { ...asked, count: times.value }, model.signal);
      model.remembered();
      if (asked.target === undefined) {
        dialog.current?.close();
        await showSent(id, result.items);
      } else {
        keepTarget(model);
        sent.value = result;
      }
    } catch (cause) {
      if (model.signal.aborted) return;
      const failure = toFailure(cause);
      problem.value = words.sent.failed(failureText(failure));
      model.wrong.value = failure;
      focusWrong(dialog.current);
    } finally {
      isSending.value = false;
    }
  };
  return (
    <Dialog class="replay-dialog send-dialog" label={words.title} onClose={onClose} dialog={dialog}>
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
        <DialogHead title={words.title} close={words.close}>
          {model.bin.value.name}
        </DialogHead>
        {burst ? (
          <div class="body scrolls">
            <BurstView bin={model.bin.value.id} shown={burst} />
          </div>
        ) : sent.value ? (
          <div class="body scrolls">
            <SentView key={sent.value.items[0]?.id} sent={sent.value} />
          </div>
        ) : (
          <Compose model={model} />
        )}
        <footer>
          {burst ? (
            <span class="grow" />
          ) : (
            <>
              <Where model={model} problem={problem.value} />
              {sent.value ? (
                <button type="button" class="btn ghost" onClick={() => (sent.value = null)}>
                  {words.back}
                </button>
              ) : (
                <NumberField
                  id="send-times"
                  label={words.form.times}
                  most={100}
                  value={times}
                  showsWrong={model.tried.value}
                />
              )}
            </>
          )}
          {isSending.value || burst ? (
            <button type="button" class="btn ghost" onClick={closeDialog}>
              {isSending.value ? words.stop : words.shut}
            </button>
          ) : null}
          {!burst && (
            <button type="submit" class="btn pri" aria-disabled={isSending.value}>
              <Icon name="send" size="s" />
              {isSending.value ? words.sending : sent.value ? words.sent.again : words.send}
              {keyCaps('Mod+Enter').map((cap) => (
                <kbd key={cap} aria-hidden="true">
                  {cap}
                </kbd>
              ))}
            </button>
          )}
        </footer>
      </form>
    </Dialog>
  );
}

/** The senders at the left, all that can be said of the event at the right. */
function Compose({ model }: { model: SendModel }) {
  const { source, notLoaded } = model;
  const words = w.value;
  if (notLoaded.value)
    return <Problem title={words.notLoaded} failure={notLoaded.value} onRetry={() => void model.load()} />;
  if (!samples.value) return <div class="body" aria-busy="true" aria-label={words.loading} />;
  const isCurl = source.value.what === 'curl';
  return (
    <div class="send-panes">
      <SenderList model={model} />
      <div class="body scrolls">
        <SenderField model={model} />
        {isCurl ? <CurlField model={model} /> : <EventFields model={model} />}
        <VariantsField model={model} />
        <div class="two">
          <SecretField model={model} />
          <TargetField model={model} />
        </div>
        {!isCurl && <EditFields model={model} />}
        <Preview model={model} />
        <BurstFields model={model} />
      </div>
    </div>
  );
}

/** Where it goes and who signs, or why it did not go. */
function Where({ model, problem }: { model: SendModel; problem: string | null }) {
  const first = model.composed.value?.items[0];
  if (problem !== null)
    return (
      <span class="grow wrong" role="alert">
        {problem}
      </span>
    );
  return (
    <span class="grow muted trunc where">
      {first && (
        <span class="mono">
          {first.method} {first.url}
        </span>
      )}
    </span>
  );
}

/** The URL is offered the next time. */
function keepTarget({ bin, goal, url }: SendModel): void {
  if (goal.peek() === 'url')
    rememberSending(bin.peek().id, { ...sendingOf(bin.peek()), target: completedUrl(url.peek()) });
}
