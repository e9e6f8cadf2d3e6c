/** What is doubtful about the draft, in the reader's language. */
import type { ResponseWarning } from '../../../server/contract.ts';
import { said } from './said.ts';
import { Icon } from '../../views/icon.tsx';
import { fieldOf } from './check.ts';
import type { ResponseModel } from './model.ts';

/** The sentence; the server's own for a code that this page does not know. */
function warningWords({ code, values, reason }: ResponseWarning): string {
  const known: Readonly<Record<string, string | ((value: string) => string)>> = said.value.warnings;
  const sentence = Object.hasOwn(known, code) ? known[code] : undefined;
  if (typeof sentence !== 'function') return sentence ?? reason;
  return sentence(String(Object.values(values)[0] ?? ''));
}

interface WarningsProps {
  model: ResponseModel;
  /** The rule that they are about; null: the bin's own answers. */
  rule: number | null;
}

/** The warnings of a part of the draft. */
export function Warnings({ model, rule }: WarningsProps) {
  const all = model.preview.shown.value?.warnings ?? [];
  const mine = all.filter(({ field }) => {
    const place = `${fieldOf(field)}.`;
    return rule === null ? !place.startsWith('rules.') : place.startsWith(`rules.${rule}.`);
  });
  return (
    <>
      {mine.map((warning) => (
        <p class="rule-warning" role="status" key={`${warning.field} ${warning.code}`}>
          <Icon name="warn" size="s" />
          {warningWords(warning)}
        </p>
      ))}
    </>
  );
}
