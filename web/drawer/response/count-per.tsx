/** What is counted to know which answer of a sequence is next. */
import type { BinResponse } from '../../../server/contract.ts';
import { said } from './said.ts';
import { SelectField } from '../select-field.tsx';
import type { Editing } from './editing.ts';

type Per = BinResponse['countPer'];
const pers: readonly Per[] = ['event', 'sender', 'path', 'bin'];

interface CountPerProps {
  editing: Editing;
  value: Per;
  onChange: (value: Per) => void;
}

/** The choice. */
export function CountPer({ editing, value, onChange }: CountPerProps) {
  const words = said.value;
  return (
    <SelectField
      id={editing.id('count-per')}
      label={words.countPer}
      value={value}
      options={pers.map((id) => ({ id, label: words.pers[id] }))}
      onChange={onChange}
    />
  );
}
