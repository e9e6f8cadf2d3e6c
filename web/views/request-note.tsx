/** A note on a request: plain text, saved while it is written. */
import { useEffect, useMemo } from 'preact/hooks';
import { failureText } from '../api.ts';
import { leaveField } from '../focus.ts';
import { formatCount } from '../format.ts';
import { late } from '../late/words.ts';
import { t } from '../locales/locale.ts';
import { openNote } from '../note-saver.ts';
import type { PanelProps } from '../panels/panel.ts';

const longestNote = 10_000;
const countFrom = 9_000;

/** The id of the field: a key puts the cursor into it. */
export const noteField = 'request-note';

/** The field. It grows with its text. */
export function RequestNote({ request, onPatch }: Pick<PanelProps, 'request' | 'onPatch'>) {
  const note = useMemo(() => openNote(request.note, onPatch), [request.id]);
  useEffect(() => () => void note.flush(), [note]);
  useEffect(() => note.follow(request.note), [request.note]);
  const text = note.text.value;
  const words = late.value.notes;
  return (
    <section class="sec note-sec">
      <h2>
        <label for={noteField}>{words.title}</label>
        <Outcome note={note} />
      </h2>
      <textarea
        id={noteField}
        class="in note-field"
        maxLength={longestNote}
        rows={Math.min(12, Math.max(2, text.split('\n').length))}
        placeholder={words.placeholder}
        spellcheck={false}
        value={text}
        onInput={({ currentTarget }) => note.type(currentTarget.value)}
        onBlur={() => void note.flush()}
        onKeyDown={(event) => {
          const isDone = event.key === 'Enter' && (event.ctrlKey || event.metaKey);
          if (event.key !== 'Escape' && !isDone) return;
          // This Escape is used up: the request stays open.
          event.preventDefault();
          leaveField(event.currentTarget);
        }}
      />
      {text.length >= countFrom && (
        <p class="muted small num">{words.length(formatCount(text.length), formatCount(longestNote))}</p>
      )}
    </section>
  );
}

function Outcome({ note }: { note: ReturnType<typeof openNote> }) {
  const { value } = note.state;
  const words = late.value.notes;
  if (value.state === 'failed')
    return (
      <span class="more note-failed" role="alert">
        {words.failed(failureText(value.failure))}{' '}
        <button type="button" class="btn sm" onClick={() => void note.flush()}>
          {t.value.common.retry}
        </button>
      </span>
    );
  const said = { kept: '', typing: '', saving: words.saving, saved: words.saved }[value.state];
  return (
    <span class="more muted" role="status">
      {said}
    </span>
  );
}
