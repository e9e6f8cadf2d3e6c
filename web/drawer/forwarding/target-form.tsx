/** One forwarding target: where to, what of it, how. */
import { useSignal } from '@preact/signals';
import type { ForwardTarget } from '../../../server/contract.ts';
import { pathAt } from '../../../server/egress/paths.ts';
import { completedUrl, httpUrl, isLoopback } from '../../deliveries/risk.ts';
import { w } from '../../deliveries/words.ts';
import { Choice } from '../../views/choice.tsx';
import { Icon } from '../../views/icon.tsx';
import { Wrong } from '../wrong.tsx';
import { LastAttempt } from './last-attempt.tsx';
import type { ForwardingModel } from './model.ts';
import { MoreFields } from './more-fields.tsx';
import { Reach } from './reach.tsx';
import { RetryFields } from './retry-fields.tsx';
import { SwitchRow } from './switch-row.tsx';
import { type WrongTarget, nameOf } from './targets.ts';

/** What every part of the form gets. */
export interface TargetProps {
  target: ForwardTarget;
  wrong: WrongTarget;
  set: (change: Partial<ForwardTarget>) => void;
}

interface TargetFormProps {
  model: ForwardingModel;
  target: ForwardTarget;
  /** There is no other: its name says nothing then. */
  isOnly: boolean;
}

/** The fields. */
export function TargetForm({ model, target, isOnly }: TargetFormProps) {
  const words = w.value.forwarding;
  const wrong = model.wrongOf(target.id);
  const props: TargetProps = { target, wrong, set: (change) => model.set(target.id, change) };
  const isSync = target.mode === 'sync';
  return (
    <>
      {isOnly ? (
        <SwitchRow
          id="forward-on"
          label={words.on}
          hint={isSync ? words.onSyncHint : words.onHint}
          isOn={target.enabled && target.url.trim() !== ''}
          onChange={(enabled) => {
            props.set({ enabled });
            // Nothing is on without a place to send to.
            if (target.url.trim() === '') document.getElementById('forward-url')?.focus();
          }}
        />
      ) : (
        <div class="subh">
          <h3 class="trunc">{nameOf(target)}</h3>
          <span class="grow" />
          <button type="button" class="btn sm ghost danger" onClick={() => model.remove(target.id)}>
            {words.remove}
          </button>
        </div>
      )}
      <UrlField model={model} {...props} />
      <FilterField {...props} />
      {!isSync && <RetryFields {...props} />}
      <SwitchRow
        id="forward-sync"
        label={words.sync}
        hint={isSync ? words.syncHint : words.asyncHint}
        isOn={isSync}
        onChange={(on) => props.set({ mode: on ? 'sync' : 'async' })}
      />
      <SwitchRow
        id="forward-keep"
        label={words.keepSignature}
        hint={target.sign === 'keep' ? words.keepHint : words.resignHint}
        isOn={target.sign === 'keep'}
        onChange={(on) => props.set({ sign: on ? 'keep' : 'resign' })}
      />
      <MoreFields {...props} isOnly={isOnly} onRemove={() => model.remove(target.id)} />
    </>
  );
}

function UrlField({ model, target, wrong, set }: TargetProps & { model: ForwardingModel }) {
  const words = w.value.forwarding;
  const url = httpUrl(completedUrl(target.url));
  const settled = useSignal(target.url);
  const newest = model.place.newest.value;
  const example = newest && newest.path !== '*' ? newest.path : '/stripe';
  return (
    <div class="fld">
      <label for="forward-url">{words.url}</label>
      <input
        id="forward-url"
        class="in mono"
        inputMode="url"
        autocomplete="off"
        autocapitalize="none"
        spellcheck={false}
        placeholder="http://localhost:3000/webhooks"
        aria-invalid={wrong.url !== undefined}
        aria-describedby="forward-url-wrong forward-url-hint"
        value={target.url}
        onInput={({ currentTarget }) => set({ url: currentTarget.value })}
        onBlur={() => {
          model.completeUrl(target.id);
          settled.value = completedUrl(target.url);
        }}
      />
      <Wrong id="forward-url-wrong" text={wrong.url ?? null} />
      <Reach url={settled.value} anyCertificate={target.anyCertificate} />
      <LastAttempt attempts={model.queue.lastOf(target.id)} />
      <div class="path-row">
        <Choice
          label={words.path}
          options={[
            { id: 'keep', label: words.pathKept },
            { id: 'replace', label: words.pathReplaced },
          ]}
          value={target.path}
          onChange={(path) => set({ path })}
        />
        <span class="hint mono" id="forward-url-hint">
          {url && words.goesTo(example, `${url.host}${pathAt(url, example, target.path)}`)}
        </span>
      </div>
      {url && !isLoopback(url) && (
        <p class="banner boxed" role="note">
          <Icon name="warn" />
          <span>{words.far(url.host)}</span>
        </p>
      )}
    </div>
  );
}

function FilterField({ target, wrong, set }: TargetProps) {
  const words = w.value.forwarding;
  return (
    <div class="fld">
      <label for="forward-filter">{words.only}</label>
      <input
        id="forward-filter"
        class="in mono"
        autocomplete="off"
        autocapitalize="none"
        spellcheck={false}
        placeholder="sig:valid -path:/health*"
        aria-invalid={wrong.filter !== undefined}
        aria-describedby="forward-filter-wrong forward-filter-hint"
        value={target.filter}
        onInput={({ currentTarget }) => set({ filter: currentTarget.value })}
      />
      <Wrong id="forward-filter-wrong" text={wrong.filter ?? null} />
      <span class="hint" id="forward-filter-hint">
        {target.filter.trim() === '' ? words.everything : words.sameFilters}
      </span>
    </div>
  );
}
