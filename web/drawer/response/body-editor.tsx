/** The body of an answer: Hookglass's own, a template, a fixed text, what came. */
import { useRef } from 'preact/hooks';
import type { AnswerBody } from '../../../server/contract.ts';
import { said } from './said.ts';
import { Choice } from '../../views/choice.tsx';
import { Wrong } from '../wrong.tsx';
import { CodeArea } from './code-area.tsx';
import type { Editing } from './editing.ts';
import { firstTemplate, insertions } from './template.ts';

const kinds = ['default', 'template', 'fixed', 'echo'] as const;

interface BodyEditorProps {
  editing: Editing;
  body: AnswerBody;
  onChange: (body: AnswerBody) => void;
}

/** What was written stays when another kind is looked at. */
export function BodyEditor({ editing, body, onChange }: BodyEditorProps) {
  const written = useRef<Partial<Record<AnswerBody['kind'], string>>>({});
  const area = useRef<HTMLTextAreaElement>(null);
  const words = said.value;
  const { kind, text = '' } = body;
  const isText = kind === 'fixed' || kind === 'template';
  const choose = (next: AnswerBody['kind']) => {
    if (isText) written.current[kind] = text;
    if (next === 'default' || next === 'echo') return onChange({ kind: next });
    const known = written.current[next] ?? (isText ? text : undefined);
    onChange({ kind: next, text: known ?? (next === 'template' ? firstTemplate : '{"received":true}') });
  };
  const insert = (piece: string) => {
    const element = area.current;
    const [from, to] = [element?.selectionStart ?? text.length, element?.selectionEnd ?? text.length];
    onChange({ kind: 'template', text: text.slice(0, from) + piece + text.slice(to) });
    requestAnimationFrame(() => {
      element?.focus();
      // Inside a piece that wants a name: before its end.
      const caret = from + (piece.includes('. ') ? piece.indexOf('. ') + 1 : piece.length);
      element?.setSelectionRange(caret, caret);
    });
  };
  const problem = editing.wrong('body.text') ?? editing.wrong('body');
  return (
    <div class="fld">
      <span class="lbl">
        <span class="grow" id={editing.id('body-label')}>
          {words.body}
        </span>
        <Choice
          label={words.bodyKind}
          value={kind}
          options={kinds.map((id) => ({ id, label: words.bodies[id] }))}
          onChange={choose}
        />
      </span>
      {isText ? (
        <div class="ed">
          <CodeArea
            area={area}
            labelledBy={editing.id('body-label')}
            describedBy={problem === null ? undefined : editing.id('body-wrong')}
            text={text}
            isTemplate={kind === 'template'}
            onInput={(next) => onChange({ kind, text: next })}
          />
          {kind === 'template' && (
            <div class="eb" role="group" aria-label={words.insert}>
              <span aria-hidden="true">{words.insert}</span>
              {insertions.map(([label, piece]) => (
                <button type="button" class="vchip" key={label} onClick={() => insert(piece)}>
                  {label}
                </button>
              ))}
            </div>
          )}
        </div>
      ) : (
        <span class="hint">{words.bodyHints[kind]}</span>
      )}
      <Wrong id={editing.id('body-wrong')} text={problem} />
    </div>
  );
}
