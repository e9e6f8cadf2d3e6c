/** The response of a bin: its rules, then what it answers to everything else, and what that looks like on the wire. */
import { loadWords, said } from './said.ts';
import type { DrawerPlace, OpenTab } from '../tab.ts';
import { Elsewhere } from './elsewhere.tsx';
import { editingOf } from './editing.ts';
import { type ResponseModel, openModel } from './model.ts';
import { RuleForm } from './rule-form.tsx';
import { RuleList } from './rule-list.tsx';
import { ScriptForm } from './script-form.tsx';
import { Warnings } from './warnings.tsx';
import { Wire } from './wire.tsx';
import '../../styles/response.css';

/** Opens the tab, when its words are there. */
export async function loadResponse(): Promise<(place: DrawerPlace) => OpenTab> {
  await loadWords();
  return openResponse;
}

function openResponse(place: DrawerPlace): OpenTab {
  const model = openModel(place);
  return {
    View: () => <ResponseTab model={model} />,
    isDirty: model.isDirty,
    save: model.save,
    back: model.back,
    close: model.close,
  };
}

function ResponseTab({ model }: { model: ResponseModel }) {
  const at = model.ruleAt(model.page.value);
  return (
    <>
      <Elsewhere model={model} />
      {model.failureText.value && (
        <p class="banner boxed refused" role="alert" tabIndex={-1}>
          {model.failureText.value}
        </p>
      )}
      {at >= 0 ? <RuleForm model={model} at={at} key={model.page.value} /> : <Own model={model} />}
      <Wire model={model} />
    </>
  );
}

/** The bin itself. */
function Own({ model }: { model: ResponseModel }) {
  const words = said.value;
  const hasRules = model.draft.value.rules.length > 0;
  return (
    <>
      <RuleList model={model} />
      {hasRules && (
        <div class="subh">
          <h3>{words.everythingElse}</h3>
        </div>
      )}
      <Warnings model={model} rule={null} />
      <ScriptForm
        editing={editingOf('', model.wrong)}
        script={model.draft.value}
        onChange={model.setScript}
        onReset={() => void model.resetCounters()}
        onShow={(at) => (model.preview.edited.value = { rule: null, at })}
      />
    </>
  );
}
