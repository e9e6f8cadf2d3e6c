/** The rules in their order: the first that applies answers. */
import { t } from '../../locales/locale.ts';
import { said } from './said.ts';
import { Icon } from '../../views/icon.tsx';
import { MenuButton } from '../../views/menu-button.tsx';
import type { ResponseRule } from '../../../server/contract.ts';
import { Chain } from './chain.tsx';
import { check, isWrongIn } from './check.ts';
import type { ResponseModel } from './model.ts';
import { MoveButtons } from './move-buttons.tsx';
import { newRule } from './rules.ts';
import { Warnings } from './warnings.tsx';
import { matchWords } from './words.ts';

/** The list, and the way back for a rule that was deleted. */
export function RuleList({ model }: { model: ResponseModel }) {
  const words = said.value;
  const { rules } = model.draft.value;
  const removed = model.removed.value;
  return (
    <div class="fld" role="group" aria-labelledby="rules-label">
      <span class="lbl">
        <span class="grow" id="rules-label">
          {words.rules}
        </span>
        <button
          type="button"
          class="btn sm ghost"
          onClick={() => model.addRule(newRule(rules, words.ruleNr(rules.length + 1)))}
        >
          <Icon name="plus" size="s" />
          {words.addRule}
        </button>
      </span>
      {rules.length > 0 ? (
        <ol class="rules">
          {rules.map((rule, at) => (
            <Row model={model} rule={rule} at={at} key={rule.id} />
          ))}
        </ol>
      ) : (
        <span class="hint">{words.rulesHint}</span>
      )}
      {removed && (
        <p class="banner boxed" role="status">
          <span class="grow">{words.ruleRemoved(removed.rule.name)}</span>
          <button type="button" class="btn sm undo-rule" onClick={model.undoRemove}>
            {t.value.shell.undo}
          </button>
        </p>
      )}
    </div>
  );
}

function Row({ model, rule, at }: { model: ResponseModel; rule: ResponseRule; at: number }) {
  const words = said.value;
  const { rules } = model.draft.value;
  const set = (change: Partial<ResponseRule>) => model.setRule(at, { ...rule, ...change });
  const isWrong = isWrongIn(check(model.draft.value), `rules.${at}`);
  return (
    <li class={`rule ${rule.enabled ? '' : 'off'}`} data-rule={rule.id}>
      <div class="rule-line">
        <button
          type="button"
          role="switch"
          class="sw"
          aria-checked={rule.enabled}
          aria-label={words.ruleOn(rule.name)}
          onClick={() => set({ enabled: !rule.enabled })}
        />
        <button type="button" class="open" onClick={() => (model.page.value = rule.id)}>
          <span class="rule-title trunc">{rule.name || words.ruleNr(at + 1)}</span>
          <span class="rule-match trunc">{matchWords(rule)}</span>
        </button>
        <Chain script={rule} short />
        <MoveButtons name={rule.name} at={at} of={rules.length} onMove={(to) => model.moveRule(at, to)} />
        <MenuButton
          class="icb sm"
          label={words.moreFor(rule.name)}
          items={() => [
            { icon: 'edit', label: words.editRule, run: () => (model.page.value = rule.id) },
            { icon: 'copy', label: words.duplicate, run: () => model.duplicateRule(at) },
            { icon: 'trash', label: words.deleteRule, run: () => model.removeRule(at) },
          ]}
        >
          <Icon name="more" size="s" />
        </MenuButton>
      </div>
      {isWrong && <span class="wrong">{words.ruleWrong}</span>}
      <Warnings model={model} rule={at} />
    </li>
  );
}
