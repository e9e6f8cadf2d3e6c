/** The ways to send an event: one of each group, any of those in the body; what the chosen ones do stands below. */
import type { SendVariant } from '../../server/contract.ts';
import { samples } from './samples.ts';
import type { SendModel } from './send-model.ts';
import { w } from './words.ts';

type Group = SendVariant['group'];

// Always in sight; the others are for later.
const first: readonly Group[] = ['signature', 'repeat'];
const later: readonly Group[] = ['body', 'coding', 'headers', 'writing'];
/** What stands for none of a group that has several. */
const usual: Readonly<Record<string, string>> = { signature: 'valid' };

/** Label and meaning in the page's language, as the server says them when there are no words here. */
const told = ({ id, label, does }: SendVariant): readonly [label: string, does: string] =>
  w.value.variants[id] ?? [label, does];

/** The fields. */
export function VariantsField({ model }: { model: SendModel }) {
  const { chosen, signer, wrongIn } = model;
  const words = w.value.form;
  const all = (samples.value?.variants ?? []).filter(
    ({ needsSigner, group }) => signer.value !== null || !(needsSigner || group === 'signature'),
  );
  const explained = all.filter(({ id }) => chosen.value.includes(id));
  const problem = wrongIn('variant');
  const hidden = explained.filter(({ group }) => later.includes(group)).length;
  const groups = (some: readonly Group[]) =>
    some.map((group) => (
      <VariantGroup
        key={group}
        model={model}
        group={group}
        variants={all.filter((one) => one.group === group)}
      />
    ));
  return (
    <div class="ways">
      {groups(first)}
      <details>
        <summary>
          {words.more} {hidden > 0 && <span class="muted">{words.chosen(hidden)}</span>}
        </summary>
        {groups(later)}
      </details>
      <div class="hint" role="status">
        {explained.map((one) => {
          const [label, does] = told(one);
          return (
            <p key={one.id}>
              <b>{label}.</b> {does}
            </p>
          );
        })}
      </div>
      {problem !== null && (
        <p class="wrong" role="alert">
          {problem}
        </p>
      )}
    </div>
  );
}

interface VariantGroupProps {
  model: SendModel;
  group: Group;
  variants: readonly SendVariant[];
}

function VariantGroup({ model: { chosen }, group, variants }: VariantGroupProps) {
  const words = w.value.form;
  if (variants.length === 0) return null;
  const isOneOf = group !== 'body' && variants.length > 1;
  const usualLabel = group === 'repeat' || group === 'writing' ? words.usual[group] : null;
  const others = chosen.value.filter((id) => !variants.some((one) => one.id === id));
  const set = (id: string | null, isOn: boolean): void => {
    const stays = isOneOf ? others : chosen.value.filter((one) => one !== id);
    chosen.value = id === null || id === usual[group] || !isOn ? stays : [...stays, id];
  };
  const isOn = (id: string): boolean =>
    chosen.value.includes(id) || (id === usual[group] && others.length === chosen.value.length);
  const chip = (id: string | null, label: string, title: string | undefined, isChecked: boolean) => (
    <label class="tgl" key={id} title={title}>
      <input
        type={isOneOf ? 'radio' : 'checkbox'}
        name={`send-${group}`}
        checked={isChecked}
        onChange={({ currentTarget }) => set(id, currentTarget.checked)}
      />
      {label}
    </label>
  );
  return (
    <fieldset>
      <legend>{words.groups[group]}</legend>
      {usualLabel !== null && chip(null, usualLabel, undefined, others.length === chosen.value.length)}
      {variants.map((one) => chip(one.id, ...told(one), isOn(one.id)))}
    </fieldset>
  );
}
