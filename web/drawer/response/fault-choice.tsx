/** What goes wrong on purpose, and how a sequence of answers begins. */
import type { FaultKind } from '../../../server/contract.ts';
import { said } from './said.ts';
import { Icon, type IconName } from '../../views/icon.tsx';
import type { Editing } from './editing.ts';

/** `fails`: the first attempts fail, later ones work. */
export type FaultOption = FaultKind | 'none' | 'fails';

const options: readonly (readonly [Exclude<FaultOption, 'long'>, IconName])[] = [
  ['none', 'check'],
  ['never', 'clock'],
  ['reset', 'plug'],
  ['fails', 'retry'],
  ['empty', 'x'],
  ['cut', 'cut'],
  ['drip', 'drop'],
  ['short', 'span'],
];

interface FaultChoiceProps {
  editing: Editing;
  value: FaultOption;
  /** A step of a sequence cannot be one itself. */
  withFails: boolean;
  onChange: (value: FaultOption) => void;
}

/** Cards of which one is chosen; the arrows move. */
export function FaultChoice({ editing, value, withFails, onChange }: FaultChoiceProps) {
  const words = said.value;
  const shown = options.filter(([id]) => withFails || id !== 'fails');
  const chosen = value === 'long' ? 'short' : value;
  const step = (event: KeyboardEvent, offset: number) => {
    event.preventDefault();
    const at = shown.findIndex(([id]) => id === chosen);
    const next = shown[(at + offset + shown.length) % shown.length];
    if (!next) return;
    onChange(next[0]);
    document.getElementById(editing.id(`fault-${next[0]}`))?.focus();
  };
  return (
    <div
      class="opts"
      role="radiogroup"
      aria-labelledby={editing.id('fault-label')}
      onKeyDown={(event) => {
        if (event.key === 'ArrowRight' || event.key === 'ArrowDown') step(event, 1);
        if (event.key === 'ArrowLeft' || event.key === 'ArrowUp') step(event, -1);
      }}
    >
      {shown.map(([id, icon]) => (
        <button
          type="button"
          class="opt"
          role="radio"
          key={id}
          id={editing.id(`fault-${id}`)}
          aria-checked={id === chosen}
          tabIndex={id === chosen ? 0 : -1}
          onClick={() => id !== chosen && onChange(id)}
        >
          <Icon name={icon} />
          <b>{words.faults[id].name}</b>
          <span>{words.faults[id].text}</span>
        </button>
      ))}
    </div>
  );
}
