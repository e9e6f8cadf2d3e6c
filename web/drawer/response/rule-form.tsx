/** One rule: its name, what it is for, how often, what it answers. */
import type { ResponseRule } from '../../../server/contract.ts';
import { said } from './said.ts';
import { Icon } from '../../views/icon.tsx';
import { NumberField } from '../number-field.tsx';
import { Wrong } from '../wrong.tsx';
import { editingOf } from './editing.ts';
import { MatchForm } from './match-form.tsx';
import type { ResponseModel } from './model.ts';
import { ScriptForm } from './script-form.tsx';
import { Warnings } from './warnings.tsx';
import { percentOf } from './words.ts';

/** The page of a rule within the tab. */
export function RuleForm({ model, at }: { model: ResponseModel; at: number }) {
  const rule = model.draft.value.rules[at];
  if (!rule) return null;
  const words = said.value;
  const set = (change: Partial<ResponseRule>) => model.setRule(at, { ...rule, ...change });
  const editing = editingOf(`rules.${at}.`, model.wrong);
  return (
    <>
      <div class="rule-head">
        <button type="button" class="btn sm ghost" onClick={model.back}>
          <Icon name="back" size="s" />
          {words.allRules}
        </button>
        <span class="grow" />
        <label class="sw-label">
          {words.enabled}
          <button
            type="button"
            role="switch"
            class="sw"
            aria-checked={rule.enabled}
            aria-label={words.ruleOn(rule.name)}
            onClick={() => set({ enabled: !rule.enabled })}
          />
        </label>
        <button type="button" class="btn sm ghost danger" onClick={() => model.removeRule(at)}>
          {words.deleteRule}
        </button>
      </div>
      <NameField model={model} rule={rule} at={at} />
      <Warnings model={model} rule={at} />
      <MatchForm
        editing={editing.below('match')}
        bin={model.place.bin.value.id}
        match={rule.match}
        onChange={(match) => set({ match })}
      />
      <Probability editing={editing} rule={rule} onChange={(probability) => set({ probability })} />
      <div class="subh">
        <h3>{words.thenAnswer}</h3>
      </div>
      <ScriptForm
        editing={editing}
        script={rule}
        onChange={(script) => set(script)}
        onReset={() => void model.resetCounters()}
        onShow={(step) => (model.preview.edited.value = { rule: rule.id, at: step })}
      />
    </>
  );
}

function NameField({ model, rule, at }: { model: ResponseModel; rule: ResponseRule; at: number }) {
  const field = `rules.${at}.name`;
  const problem = model.wrong(field);
  return (
    <div class="fld">
      <label for="rule-name">{said.value.ruleName}</label>
      <input
        class="in rule-name"
        id="rule-name"
        maxLength={120}
        autocomplete="off"
        aria-invalid={problem !== null}
        aria-describedby={problem === null ? undefined : 'rule-name-wrong'}
        value={rule.name}
        onInput={({ currentTarget }) => model.setRule(at, { ...rule, name: currentTarget.value })}
      />
      <Wrong id="rule-name-wrong" text={problem} />
    </div>
  );
}

interface ProbabilityProps {
  editing: ReturnType<typeof editingOf>;
  rule: ResponseRule;
  onChange: (probability: number) => void;
}

function Probability({ editing, rule, onChange }: ProbabilityProps) {
  const words = said.value;
  const problem = editing.wrong('probability');
  const hint = editing.id('probability-hint');
  return (
    <div class="fld">
      <label for={editing.id('probability')}>{words.probability}</label>
      <div class="slides">
        <input
          type="range"
          aria-label={words.probability}
          min="0"
          max="100"
          aria-describedby={hint}
          value={percentOf(rule.probability) || 0}
          onInput={({ currentTarget }) => onChange(currentTarget.valueAsNumber / 100)}
        />
        <NumberField
          id={editing.id('probability')}
          unit="%"
          fraction
          value={percentOf(rule.probability)}
          invalid={problem !== null}
          describedBy={problem === null ? hint : editing.id('probability-wrong')}
          onChange={(percent) => onChange(percent / 100)}
        />
      </div>
      <Wrong id={editing.id('probability-wrong')} text={problem} />
      <span class="hint" id={hint}>
        {words.probabilityHint}
      </span>
    </div>
  );
}
