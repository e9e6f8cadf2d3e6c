/** The body of a request that is edited: as text, or kept, or another file. */
import type { CapturedRequest } from '../../server/contract.ts';
import { bodyKind, headerValue, mediaType } from '../../server/headers.ts';
import { ApiFailure, failureText } from '../api.ts';
import { formatBytes } from '../format.ts';
import { MenuButton } from '../views/menu-button.tsx';
import type { MenuPart } from '../views/menu.tsx';
import { Icon } from '../views/icon.tsx';
import { mixesLineEnds } from './edited-body.ts';
import type { ReplayModel } from './replay-model.ts';
import { w } from './words.ts';

interface BodyFieldProps {
  model: ReplayModel;
  request: CapturedRequest;
}

/** The field. */
export function BodyField({ model, request }: BodyFieldProps) {
  const { body } = model;
  const words = w.value.replay;
  const parts = (): MenuPart[] => [
    { icon: 'file', label: words.takeFile, run: () => document.getElementById('replay-file')?.click() },
    ...(body.value.kind === 'file' ? [{ icon: 'edit' as const, label: words.writeText, run: write }] : []),
    { icon: 'replay', label: words.asItCame, run: () => (body.value = { kind: 'keep' }) },
  ];
  const write = () => (body.value = { kind: 'text', text: '' });
  return (
    <div class="fld">
      <span class="lbl">
        <label class="grow" for="replay-body">
          {words.body}
        </label>
        <MenuButton class="btn sm ghost" label={words.replaceBody} items={parts}>
          {words.replaceBody}
          <Icon name="down" size="xs" />
        </MenuButton>
      </span>
      <input
        id="replay-file"
        type="file"
        class="sr"
        tabIndex={-1}
        aria-label={words.takeFile}
        onChange={({ currentTarget }) => {
          const [file] = currentTarget.files ?? [];
          if (file)
            void file.arrayBuffer().then((bytes) => {
              body.value = { kind: 'file', name: file.name, bytes: new Uint8Array(bytes) };
            });
        }}
      />
      <Content model={model} request={request} onWrite={write} />
    </div>
  );
}

function Content({ model: { body, original }, request, onWrite }: BodyFieldProps & { onWrite: () => void }) {
  const words = w.value.replay;
  const { value } = body;
  const known = original.value;
  if (value.kind === 'file')
    return <p class="kept">{words.ofFile(value.name, formatBytes(value.bytes.length))}</p>;
  if (known === null) return <p class="kept muted" aria-busy="true" aria-label={words.loadingBody} />;
  if (known instanceof ApiFailure) return <p class="wrong">{failureText(known)}</p>;
  if (value.kind === 'keep' && 'not' in known)
    return (
      <p class="kept">
        {words.notText[known.not](formatBytes(request.body.stored))}{' '}
        <button type="button" class="btn sm ghost" onClick={onWrite}>
          {words.writeText}
        </button>
      </p>
    );
  const before = 'text' in known ? known.text : '';
  const text = value.kind === 'text' ? value.text : before;
  return (
    <>
      <textarea
        id="replay-body"
        class="in mono"
        rows={Math.min(16, Math.max(4, text.split('\n', 16).length))}
        spellcheck={false}
        autocapitalize="none"
        aria-describedby="replay-body-notes"
        value={text}
        onInput={({ currentTarget }) => (body.value = { kind: 'text', text: currentTarget.value })}
      />
      <span id="replay-body-notes" class="hint">
        {notes({ text, before, isEdited: value.kind === 'text', isJson: isJson(request) }).join(' ')}
      </span>
    </>
  );
}

const isJson = ({ headers }: CapturedRequest): boolean =>
  bodyKind(mediaType(headerValue(headers, 'content-type'))) === 'json';

interface Written {
  text: string;
  before: string;
  isEdited: boolean;
  isJson: boolean;
}

function notes({ text, before, isEdited, isJson: mayBe }: Written): string[] {
  const words = w.value.replay;
  if (!isEdited) return [words.sameBytes];
  return [
    words.editedBytes(formatBytes(new TextEncoder().encode(text).length)),
    ...(mixesLineEnds(before) ? [words.lineEnds] : []),
    ...(mayBe && text !== '' && !isValidJson(text) ? [words.notJson] : []),
  ];
}

function isValidJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
