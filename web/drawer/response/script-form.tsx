/** One answer, or several one after the other. */
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { plainAnswer } from '../../../server/plain-response.ts';
import { said } from './said.ts';
import { Choice } from '../../views/choice.tsx';
import { Icon } from '../../views/icon.tsx';
import { focusOn } from '../focus.ts';
import { AnswerForm } from './answer-form.tsx';
import type { Editing } from './editing.ts';
import { FailFields } from './fail-fields.tsx';
import { FaultChoice, type FaultOption } from './fault-choice.tsx';
import { type Script, lastOf, readFails } from '../../response-fails.ts';
import { failing, single, withAnswer, withFails } from './script.ts';
import { Steps } from './steps.tsx';

interface ScriptFormProps {
  editing: Editing;
  script: Script;
  onChange: (script: Script) => void;
  onReset: (() => void) | null;
  /** Hears which of the answers is edited. */
  onShow: (at: number) => void;
}

/** The form. A script that is more than one answer, or failures and an answer, is shown step by step. */
export function ScriptForm({ editing, script, onChange, onReset, onShow }: ScriptFormProps) {
  const step = useSignal(0);
  const wantsSteps = useSignal(false);
  const fails = readFails(script);
  const isSteps = wantsSteps.value || (script.answers.length > 1 && !fails);
  const last = script.answers.length - 1;
  const at = isSteps ? Math.min(step.value, last) : last;
  const answer = script.answers[at] ?? plainAnswer;
  useEffect(() => onShow(at), [at]);
  const toSteps = () => {
    wantsSteps.value = true;
    step.value = 0;
    focusOn('.steps-list .open');
    if (script.answers.length === 1) onChange({ ...script, answers: [lastOf(script), lastOf(script)] });
  };
  const toSingle = () => {
    wantsSteps.value = false;
    onChange(single(script, lastOf(script).fault));
    focusOn('.opts [tabindex="0"]');
  };
  return (
    <>
      {isSteps && (
        <Steps
          editing={editing}
          script={script}
          at={at}
          onPick={(next) => (step.value = next)}
          onChange={onChange}
          onSingle={toSingle}
          onReset={onReset}
        />
      )}
      <AnswerForm
        key={isSteps ? at : 'only'}
        editing={editing.below(`answers.${at}`)}
        answer={answer}
        onChange={(next) => onChange(withAnswer(script, at, next))}
      />
      <FaultSection
        editing={editing}
        script={script}
        at={at}
        isSteps={isSteps}
        onChange={onChange}
        onSteps={toSteps}
        onReset={onReset}
      />
    </>
  );
}

interface FaultSectionProps extends Omit<ScriptFormProps, 'onShow'> {
  at: number;
  isSteps: boolean;
  onSteps: () => void;
}

function FaultSection({ editing, script, at, isSteps, onChange, onSteps, onReset }: FaultSectionProps) {
  const words = said.value;
  const answer = script.answers[at] ?? plainAnswer;
  const fails = isSteps ? null : readFails(script);
  const value: FaultOption = fails ? 'fails' : (answer.fault ?? 'none');
  const choose = (option: FaultOption) => {
    if (option === 'fails') return onChange(withFails(script, 2, failing(503)));
    const fault = option === 'none' ? null : option;
    onChange(isSteps ? withAnswer(script, at, { ...answer, fault }) : single(script, fault));
  };
  return (
    <div class="fld">
      <span class="lbl">
        <span class="grow" id={editing.id('fault-label')}>
          {words.fault}
        </span>
        {!isSteps && (
          <button type="button" class="btn sm ghost" title={words.stepsHint} onClick={onSteps}>
            <Icon name="rows" size="s" />
            {words.asSteps}
          </button>
        )}
      </span>
      <FaultChoice editing={editing} value={value} withFails={!isSteps} onChange={choose} />
      {(value === 'short' || value === 'long') && (
        <Choice
          label={words.faults.short.name}
          value={value}
          options={[
            { id: 'short', label: words.tooShort },
            { id: 'long', label: words.tooLong },
          ]}
          onChange={choose}
        />
      )}
      {value !== 'none' && value !== 'fails' && <span class="hint">{words.faultHints[value]}</span>}
      {fails && (
        <FailFields editing={editing} script={script} fails={fails} onChange={onChange} onReset={onReset} />
      )}
    </div>
  );
}
