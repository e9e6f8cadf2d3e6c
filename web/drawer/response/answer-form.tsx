/** One answer: status, headers, body, delay. */
import type { Answer } from '../../../server/contract.ts';
import { said } from './said.ts';
import { Icon } from '../../views/icon.tsx';
import { MenuButton } from '../../views/menu-button.tsx';
import type { MenuPart } from '../../views/menu.tsx';
import { NumberField } from '../number-field.tsx';
import { Wrong } from '../wrong.tsx';
import { BodyEditor } from './body-editor.tsx';
import { DelayField } from './delay-field.tsx';
import type { Editing } from './editing.ts';
import { HeadersEditor } from './headers-editor.tsx';
import { presets } from './script.ts';

const statuses = [200, 201, 202, 204, 400, 401, 429, 500, 503];

interface AnswerFormProps {
  editing: Editing;
  answer: Answer;
  onChange: (answer: Answer) => void;
}

/** The fields. */
export function AnswerForm({ editing, answer, onChange }: AnswerFormProps) {
  const set = (change: Partial<Answer>) => onChange({ ...answer, ...change });
  return (
    <>
      <StatusField editing={editing} answer={answer} onChange={onChange} />
      <HeadersEditor editing={editing} headers={answer.headers} onChange={(headers) => set({ headers })} />
      <BodyEditor editing={editing} body={answer.body} onChange={(body) => set({ body })} />
      <DelayField editing={editing} delay={answer.delay} onChange={(delay) => set({ delay })} />
    </>
  );
}

function StatusField({ editing, answer, onChange }: AnswerFormProps) {
  const words = said.value;
  const problem = editing.wrong('status');
  const set = (status: number) => onChange({ ...answer, status });
  const parts = (): MenuPart[] =>
    (Object.keys(presets) as (keyof typeof presets)[]).map((id) => ({
      icon: 'reply',
      label: words.presets[id],
      run: () => {
        const { status, headers, body } = presets[id];
        onChange({ ...answer, status, headers, body });
      },
    }));
  return (
    <div class="fld">
      <span class="lbl">
        <label class="grow" for={editing.id('status')}>
          {words.status}
        </label>
        <MenuButton class="btn sm ghost" items={parts}>
          {words.preset}
          <Icon name="down" size="xs" />
        </MenuButton>
      </span>
      <div class="status-row">
        <NumberField
          id={editing.id('status')}
          value={answer.status}
          invalid={problem !== null}
          describedBy={problem === null ? undefined : editing.id('status-wrong')}
          onChange={set}
        />
        <div class="quick" role="group" aria-label={words.commonStatuses}>
          {statuses.map((status) => (
            <button
              type="button"
              key={status}
              aria-pressed={answer.status === status}
              onClick={() => set(status)}
            >
              {status}
            </button>
          ))}
        </div>
      </div>
      <Wrong id={editing.id('status-wrong')} text={problem} />
    </div>
  );
}
