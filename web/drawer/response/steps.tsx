/** Answers one after the other, as a list of which one is edited below. */
import type { Answer } from '../../../server/contract.ts';
import { said } from './said.ts';
import { Choice } from '../../views/choice.tsx';
import { Icon } from '../../views/icon.tsx';
import { focusOn } from '../focus.ts';
import { seenLook, seenWord } from './chain.tsx';
import { CountPer } from './count-per.tsx';
import type { Editing } from './editing.ts';
import { SenderSees } from './fail-fields.tsx';
import { MoveButtons } from './move-buttons.tsx';
import type { Script } from '../../response-fails.ts';
import { moved, mostAnswers } from './script.ts';
import { answerNotes } from './words.ts';

interface StepsProps {
  editing: Editing;
  script: Script;
  /** The step that is edited. */
  at: number;
  onPick: (at: number) => void;
  onChange: (script: Script) => void;
  /** Back to one answer. */
  onSingle: () => void;
  onReset: (() => void) | null;
}

/** The list, and what comes after its end. */
export function Steps({ editing, script, at, onPick, onChange, onSingle, onReset }: StepsProps) {
  const words = said.value;
  const { answers } = script;
  const set = (next: Answer[], pick: number) => {
    onChange({ ...script, answers: next });
    onPick(Math.max(0, Math.min(next.length - 1, pick)));
  };
  return (
    <div class="fld" role="group" aria-labelledby={editing.id('steps')}>
      <span class="lbl" id={editing.id('steps')}>
        <span class="grow">{words.steps}</span>
        <button type="button" class="btn sm ghost" onClick={onSingle}>
          {words.onlyOne}
        </button>
        <button
          type="button"
          class="btn sm ghost"
          aria-disabled={answers.length >= mostAnswers}
          onClick={() => {
            const copied = answers[at];
            if (copied && answers.length < mostAnswers) set(answers.toSpliced(at + 1, 0, copied), at + 1);
          }}
        >
          <Icon name="plus" size="s" />
          {words.addStep}
        </button>
      </span>
      <ol class="steps-list">
        {answers.map((answer, index) => (
          <li key={index} class={index === at ? 'on' : ''}>
            <button
              type="button"
              class="open"
              aria-current={index === at ? 'step' : undefined}
              onClick={() => onPick(index)}
            >
              <span class="nr num">{index + 1}</span>
              <span class={`st ${seenLook(answer)}`}>{seenWord(answer)}</span>
              <span class="muted trunc">{answerNotes(answer)}</span>
            </button>
            <MoveButtons
              name={words.stepNr(index + 1)}
              at={index}
              of={answers.length}
              onMove={(to) => set(moved(answers, index, to), to)}
            />
            <button
              type="button"
              class="icb sm"
              aria-label={words.removeStep(index + 1)}
              disabled={answers.length === 1}
              onClick={() => {
                set(answers.toSpliced(index, 1), index < at ? at - 1 : at);
                focusOn('.steps-list .on .open');
              }}
            >
              <Icon name="x" size="s" />
            </button>
          </li>
        ))}
      </ol>
      <div class="two-cols">
        <CountPer
          editing={editing}
          value={script.countPer}
          onChange={(countPer) => onChange({ ...script, countPer })}
        />
        <div class="fld">
          <span class="lbl">{words.after}</span>
          <Choice
            label={words.after}
            value={script.after}
            options={[
              { id: 'stay', label: words.afters.stay },
              { id: 'repeat', label: words.afters.repeat },
            ]}
            onChange={(after) => onChange({ ...script, after })}
          />
        </div>
      </div>
      <SenderSees script={script} onReset={onReset} />
      <div class="subh">
        <h3>{words.stepNr(at + 1)}</h3>
      </div>
    </div>
  );
}
