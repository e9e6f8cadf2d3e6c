/** How often a target is tried, and how long one waits for it. */
import { useSignal } from '@preact/signals';
import { w } from '../../deliveries/words.ts';
import { SelectField } from '../select-field.tsx';
import { Wrong } from '../wrong.tsx';
import type { TargetProps } from './target-form.tsx';
import { TimeoutField } from './timeout-field.tsx';
import { type ScheduleId, readWaits, scheduleOf, schedules, writeWaits } from './targets.ts';

/** Retries and timeout. */
export function RetryFields(props: TargetProps) {
  const { target, wrong, set } = props;
  const words = w.value.forwarding;
  const isOwn = useSignal(scheduleOf(target.retries) === 'own');
  const typed = useSignal(writeWaits(target.retries));
  const value: ScheduleId = isOwn.value ? 'own' : scheduleOf(target.retries);
  const options = (['none', 'few', 'usual', 'day', 'own'] as const).map((id) => ({
    id,
    label: words.schedules[id],
  }));
  const choose = (id: ScheduleId) => {
    isOwn.value = id === 'own';
    if (id === 'own') typed.value = writeWaits(target.retries);
    else set({ retries: [...schedules[id]] });
  };
  return (
    <div class="two-fields">
      <SelectField
        id="forward-retries"
        label={words.retries}
        value={value}
        options={options}
        onChange={choose}
      />
      <TimeoutField {...props} />
      {isOwn.value && (
        <div class="fld wide">
          <label for="forward-waits">{words.waits}</label>
          <input
            id="forward-waits"
            class="in mono"
            autocomplete="off"
            aria-invalid={wrong.retries !== undefined}
            aria-describedby="forward-waits-wrong forward-waits-hint"
            value={typed.value}
            onInput={({ currentTarget }) => {
              typed.value = currentTarget.value;
              set({ retries: readWaits(currentTarget.value) });
            }}
          />
          <Wrong id="forward-waits-wrong" text={wrong.retries ?? null} />
          <span class="hint" id="forward-waits-hint">
            {words.waitsHint}
          </span>
        </div>
      )}
    </div>
  );
}
