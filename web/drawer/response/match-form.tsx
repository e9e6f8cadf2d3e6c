/** Which requests a rule is for: the conditions it has, and buttons for those it could have. */
import type { ComponentChildren } from 'preact';
import type { RuleMatch } from '../../../server/contract.ts';
import { said } from './said.ts';
import { Icon } from '../../views/icon.tsx';
import { focusOn } from '../focus.ts';
import { AttemptsCondition } from './attempts-condition.tsx';
import { SignatureCondition, TextCondition } from './conditions.tsx';
import type { Editing } from './editing.ts';
import { PairsCondition } from './pairs-condition.tsx';
import { type Condition, conditions, freshCondition, withoutCondition } from './rules.ts';

interface MatchFormProps {
  editing: Editing;
  bin: string;
  match: RuleMatch;
  onChange: (match: RuleMatch) => void;
}

/** The conditions; all of them have to apply. */
export function MatchForm({ editing, bin, match, onChange }: MatchFormProps) {
  const words = said.value;
  const has = conditions.filter((condition) => match[condition] !== undefined);
  const lacks = conditions.filter((condition) => match[condition] === undefined);
  const add = (condition: Condition) => {
    onChange({ ...match, [condition]: freshCondition[condition] });
    focusOn(`[data-condition=${condition}] :is(input, .pick)`);
  };
  const remove = (condition: Condition) => {
    onChange(withoutCondition(match, condition));
    focusOn(`[data-add=${condition}]`);
  };
  return (
    <div class="fld" role="group" aria-labelledby={editing.id('label')}>
      <span class="lbl" id={editing.id('label')}>
        {words.when}
      </span>
      {has.length > 0 ? (
        <div class="conditions">
          {has.map((condition) => (
            <div class="condition" data-condition={condition} key={condition}>
              <span class="condition-name">{words.conditions[condition]}</span>
              <div class="condition-fields">
                <Fields editing={editing} bin={bin} condition={condition} match={match} onChange={onChange} />
              </div>
              <button
                type="button"
                class="icb sm"
                aria-label={words.removeCondition(words.conditions[condition])}
                onClick={() => remove(condition)}
              >
                <Icon name="x" size="s" />
              </button>
            </div>
          ))}
        </div>
      ) : (
        <span class="hint">{words.noConditions}</span>
      )}
      <div class="add-conditions" role="group" aria-label={words.addCondition}>
        {lacks.map((condition) => (
          <button
            type="button"
            class="btn sm"
            key={condition}
            data-add={condition}
            onClick={() => add(condition)}
          >
            <Icon name="plus" size="xs" />
            {words.conditions[condition]}
          </button>
        ))}
      </div>
    </div>
  );
}

interface FieldsProps extends MatchFormProps {
  condition: Condition;
}

function Fields({ editing, bin, condition, match, onChange }: FieldsProps): ComponentChildren {
  const about = { editing, bin, label: said.value.conditions[condition] };
  switch (condition) {
    case 'methods':
    case 'providers':
      return (
        <TextCondition
          {...about}
          field={condition}
          isList
          value={(match[condition] ?? []).join(', ')}
          onChange={(words) => onChange({ ...match, [condition]: words.split(', ').filter(Boolean) })}
        />
      );
    case 'path':
    case 'event':
      return (
        <TextCondition
          {...about}
          field={condition}
          value={match[condition] ?? ''}
          onChange={(text) => onChange({ ...match, [condition]: text })}
        />
      );
    case 'query':
    case 'headers':
    case 'json':
      return (
        <PairsCondition
          {...about}
          field={condition}
          pairs={match[condition] ?? []}
          onChange={(pairs) => onChange({ ...match, [condition]: pairs })}
        />
      );
    case 'attempts':
      return (
        <AttemptsCondition
          {...about}
          attempts={match.attempts ?? freshCondition.attempts}
          onChange={(attempts) => onChange({ ...match, attempts })}
        />
      );
  }
  return (
    <SignatureCondition
      {...about}
      signatures={match.signatures ?? []}
      onChange={(signatures) => onChange({ ...match, signatures })}
    />
  );
}
