/** A condition of a rule on the number of the attempt. */
import type { RuleMatch } from '../../../server/contract.ts';
import { NumberField } from '../number-field.tsx';
import { Wrong } from '../wrong.tsx';
import type { About } from './conditions.tsx';
import { said } from './said.ts';

interface AttemptsConditionProps extends About {
  attempts: NonNullable<RuleMatch['attempts']>;
  onChange: (attempts: NonNullable<RuleMatch['attempts']>) => void;
}

/** From one attempt to another; without the second, all that follow. */
export function AttemptsCondition({ editing, attempts: { min, max }, onChange }: AttemptsConditionProps) {
  const words = said.value;
  const problem = editing.wrong('attempts');
  const about = {
    invalid: problem !== null,
    describedBy: problem === null ? undefined : editing.id('attempts-wrong'),
  };
  return (
    <>
      <div class="two-fields">
        <NumberField
          {...about}
          id={editing.id('attempts-min')}
          label={words.firstAttempt}
          value={min}
          onChange={(n) => onChange({ min: n, max })}
        />
        <span class="muted">{words.to}</span>
        {max === null ? (
          <span class="muted grow">{words.allLater}</span>
        ) : (
          <NumberField
            {...about}
            id={editing.id('attempts-max')}
            label={words.lastAttempt}
            value={max}
            onChange={(n) => onChange({ min, max: n })}
          />
        )}
        <button
          type="button"
          class="btn sm ghost"
          aria-pressed={max === null}
          onClick={() => onChange({ min, max: max === null ? min : null })}
        >
          {words.allLater}
        </button>
      </div>
      <Wrong id={editing.id('attempts-wrong')} text={problem} />
    </>
  );
}
