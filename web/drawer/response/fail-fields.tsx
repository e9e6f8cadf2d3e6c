/** "Fail, then work": how often, how, and what counts as the same sender trying again. */
import { useSignal } from '@preact/signals';
import type { Answer, BinResponse } from '../../../server/contract.ts';
import { t } from '../../locales/locale.ts';
import { NumberField } from '../number-field.tsx';
import { SelectField } from '../select-field.tsx';
import { Wrong } from '../wrong.tsx';
import { Chain, seenWord } from './chain.tsx';
import { CountPer } from './count-per.tsx';
import type { Editing } from './editing.ts';
import type { Script } from '../../response-fails.ts';
import { type Failing, failingOf, failings, mostAnswers, withFails } from './script.ts';

interface FailFieldsProps {
  editing: Editing;
  script: Script;
  fails: { count: number; fail: Answer };
  onChange: (script: Script) => void;
  /** Begins to count anew, when there is something saved to count. */
  onReset: (() => void) | null;
}

/** Three fields, and what comes of them. */
export function FailFields({ editing, script, fails: { count, fail }, onChange, onReset }: FailFieldsProps) {
  const words = t.value.response;
  const bad = useSignal(false);
  const kind = failingOf(fail);
  const names: readonly Failing[] = [503, 500, 429, 'never', 'reset'];
  const nameOf = (name: Failing): string =>
    typeof name === 'number' ? words.statusOf(name) : words.faults[name].name;
  const set = (n: number) => {
    bad.value = !(n >= 1 && n < mostAnswers);
    if (!bad.value) onChange(withFails(script, n, fail));
  };
  return (
    <>
      <div class="fail-fields">
        <div class="fld">
          <label for={editing.id('failures')}>{words.failures}</label>
          <NumberField
            id={editing.id('failures')}
            value={count}
            invalid={bad.value}
            describedBy={bad.value ? editing.id('failures-wrong') : undefined}
            onChange={set}
          />
        </div>
        <SelectField
          id={editing.id('fail-with')}
          label={words.failWith}
          value={kind === null ? 'own' : String(kind)}
          options={[
            ...names.map((name) => ({ id: String(name), label: nameOf(name) })),
            ...(kind === null ? [{ id: 'own', label: seenWord(fail) }] : []),
          ]}
          onChange={(id) => {
            const name = names.find((one) => String(one) === id);
            if (name !== undefined) onChange(withFails(script, count, failings[name]()));
          }}
        />
        <CountPer
          editing={editing}
          value={script.countPer}
          onChange={(countPer: BinResponse['countPer']) => onChange({ ...script, countPer })}
        />
      </div>
      <Wrong
        id={editing.id('failures-wrong')}
        text={bad.value ? words.failuresRange(mostAnswers - 1) : null}
      />
      <SenderSees script={script} onReset={onReset} />
    </>
  );
}

/** The chain with its words, and the way to count anew. */
export function SenderSees({ script, onReset }: Pick<FailFieldsProps, 'script' | 'onReset'>) {
  const words = t.value.response;
  return (
    <div class="seqn">
      <span class="muted">{words.senderSees}</span>
      <Chain script={script} />
      <span class="grow" />
      {onReset && (
        <button type="button" class="btn sm ghost" title={words.resetHint} onClick={onReset}>
          {words.resetCounters}
        </button>
      )}
    </div>
  );
}
