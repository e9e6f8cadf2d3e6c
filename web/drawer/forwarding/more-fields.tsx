/** What few targets need: order, how many at once, Host, certificates, a name. */
import { w } from '../../deliveries/words.ts';
import { Choice } from '../../views/choice.tsx';
import { NumberField } from '../number-field.tsx';
import { Wrong } from '../wrong.tsx';
import { SwitchRow } from './switch-row.tsx';
import type { TargetProps } from './target-form.tsx';
import { TimeoutField } from './timeout-field.tsx';

interface MoreFieldsProps extends TargetProps {
  isOnly: boolean;
  onRemove: () => void;
}

/** Shut until somebody wants them. */
export function MoreFields(props: MoreFieldsProps) {
  const { target, wrong, set, isOnly, onRemove } = props;
  const words = w.value.forwarding;
  const isSync = target.mode === 'sync';
  return (
    <details class="more-fields" open={!isOnly || wrong.concurrency !== undefined}>
      <summary>{words.more}</summary>
      <div class="more-body">
        <div class="two-fields">
          <div class="fld">
            <label for="forward-name">{words.name}</label>
            <input
              id="forward-name"
              class="in"
              autocomplete="off"
              maxLength={120}
              placeholder={words.nameHint}
              value={target.name}
              onInput={({ currentTarget }) => set({ name: currentTarget.value })}
            />
          </div>
          {isSync ? (
            <TimeoutField {...props} />
          ) : (
            <div class="fld">
              <label for="forward-concurrency">{words.concurrency}</label>
              <NumberField
                id="forward-concurrency"
                value={target.concurrency}
                invalid={wrong.concurrency !== undefined}
                describedBy="forward-concurrency-wrong"
                onChange={(concurrency) => set({ concurrency })}
              />
              <Wrong id="forward-concurrency-wrong" text={wrong.concurrency ?? null} />
            </div>
          )}
        </div>
        {!isSync && (
          <SwitchRow
            id="forward-ordered"
            label={words.ordered}
            hint={target.ordered ? words.orderedHint : words.unorderedHint}
            isOn={target.ordered}
            onChange={(ordered) => set({ ordered })}
          />
        )}
        <div class="fld">
          <span class="lbl">{words.host}</span>
          <Choice
            label={words.host}
            options={[
              { id: 'target', label: words.hostTarget },
              { id: 'original', label: words.hostOriginal },
            ]}
            value={target.host}
            onChange={(host) => set({ host })}
          />
        </div>
        {/^https:/i.test(target.url) && (
          <SwitchRow
            id="forward-any"
            label={words.anyCertificate}
            hint={words.anyCertificateHint}
            isOn={target.anyCertificate}
            onChange={(anyCertificate) => set({ anyCertificate })}
          />
        )}
        {isOnly && target.url.trim() !== '' && (
          <button type="button" class="btn sm ghost danger" onClick={onRemove}>
            {words.remove}
          </button>
        )}
      </div>
    </details>
  );
}
