/** How long one waits for the answer of a target. */
import { useSignal } from '@preact/signals';
import { w } from '../../deliveries/words.ts';
import { Wrong } from '../wrong.tsx';
import type { TargetProps } from './target-form.tsx';

const read = (text: string): number =>
  /^\d{1,3}(?:[.,]\d{1,3})?$/.test(text.trim()) ? Math.round(Number(text.replace(',', '.')) * 1_000) : NaN;

/** Seconds. */
export function TimeoutField({ target, wrong, set }: TargetProps) {
  const typed = useSignal(String(target.timeoutMs / 1_000));
  const words = w.value.forwarding;
  return (
    <div class="fld">
      <label for="forward-timeout">{words.timeout}</label>
      <span class="with-unit">
        <input
          id="forward-timeout"
          class="in mono num"
          inputMode="decimal"
          autocomplete="off"
          aria-invalid={wrong.timeoutMs !== undefined}
          aria-describedby="forward-timeout-wrong"
          value={typed.value}
          onInput={({ currentTarget }) => {
            typed.value = currentTarget.value;
            set({ timeoutMs: read(currentTarget.value) });
          }}
        />
        <span aria-hidden="true">s</span>
      </span>
      <Wrong id="forward-timeout-wrong" text={wrong.timeoutMs ?? null} />
    </div>
  );
}
