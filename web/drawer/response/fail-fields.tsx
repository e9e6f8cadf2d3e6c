/** "Fail, then work": how often, how, and what counts as the same sender trying again. */
import { useSignal } from '@preact/signals';
import type { Answer, BinResponse } from '../../../server/contract.ts';
import { said } from './said.ts';
import { faultName } from '../../response-tags.ts';
import { NumberField } from '../number-field.tsx';
import { SelectField } from '../select-field.tsx';
import { Wrong } from '../wrong.tsx';
import { Chain, seenWord } from './chain.tsx';
import { CountPer } from './count-per.tsx';
import type { Editing } from './editing.ts';
import type { Script } from '../../response-fails.ts';
import { failingOf, failings, mostAnswers, withFails } from './script.ts';

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
  const words = said.value;
  const bad = useSignal(false);
  const kind = failingOf(fail);
  const nameOf = (one: Answer): string =>
    one.fault === null ? words.statusOf(one.status) : faultName(one.fault);
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
          value={String(kind)}
          options={[
            ...failings.map((one, at) => ({ id: String(at), label: nameOf(one) })),
            ...(kind < 0 ? [{ id: '-1', label: seenWord(fail) }] : []),
          ]}
          onChange={(id) => {
            const chosen = failings[Number(id)];
            if (chosen) onChange(withFails(script, count, chosen));
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
  const words = said.value;
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
