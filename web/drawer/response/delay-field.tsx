/** How long an answer is kept back: a time, or any between two. */
import { useSignal } from '@preact/signals';
import type { Answer } from '../../../server/contract.ts';
import { said } from './said.ts';
import { NumberField } from '../number-field.tsx';
import { Wrong } from '../wrong.tsx';
import type { Editing } from './editing.ts';

type Delay = Answer['delay'];

interface DelayFieldProps {
  editing: Editing;
  delay: Delay;
  onChange: (delay: Delay) => void;
}

const sliderMost = 30_000;

/** A slider with a field beside it; two fields for a range. */
export function DelayField({ editing, delay, onChange }: DelayFieldProps) {
  const { minMs, maxMs } = delay;
  const isRange = useSignal(minMs !== maxMs);
  const words = said.value;
  const toggle = () => {
    isRange.value = !isRange.value;
    onChange({ minMs, maxMs: isRange.value ? Math.min(120_000, (minMs || 0) + 1_000) : minMs });
  };
  const problem = editing.wrong('delay.minMs') ?? editing.wrong('delay.maxMs') ?? editing.wrong('delay');
  const [hint, wrong] = [editing.id('delay-hint'), editing.id('delay-wrong')];
  const about = {
    unit: 'ms',
    invalid: problem !== null,
    describedBy: problem === null ? hint : wrong,
  };
  return (
    <div class="fld" role="group" aria-labelledby={editing.id('delay-label')}>
      <span class="lbl" id={editing.id('delay-label')}>
        <span class="grow">{words.delay}</span>
        <button type="button" class="btn sm ghost" onClick={toggle}>
          {isRange.value ? words.delayFixed : words.delayRange}
        </button>
      </span>
      {isRange.value ? (
        <div class="two-fields">
          <NumberField
            {...about}
            id={editing.id('delay-min')}
            label={words.delayMin}
            value={minMs}
            onChange={(ms) => onChange({ minMs: ms, maxMs })}
          />
          <span class="muted">{words.to}</span>
          <NumberField
            {...about}
            id={editing.id('delay-max')}
            label={words.delayMax}
            value={maxMs}
            onChange={(ms) => onChange({ minMs, maxMs: ms })}
          />
        </div>
      ) : (
        <div class="slides">
          <input
            type="range"
            aria-label={words.delay}
            min="0"
            max={sliderMost}
            step="50"
            aria-describedby={hint}
            value={Math.min(sliderMost, minMs || 0)}
            onInput={({ currentTarget: { valueAsNumber: ms } }) => onChange({ minMs: ms, maxMs: ms })}
          />
          <NumberField
            {...about}
            id={editing.id('delay-min')}
            label={words.delayMs}
            value={minMs}
            onChange={(ms) => onChange({ minMs: ms, maxMs: ms })}
          />
        </div>
      )}
      <Wrong id={wrong} text={problem} />
      <span class="hint" id={hint}>
        {words.delayHint}
      </span>
    </div>
  );
}
